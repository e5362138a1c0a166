#!/usr/bin/env python3
"""Questions about a past whose story is known: scripts/demo-history."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

import bench
from bench import SOURCE, demo_history

NOW = demo_history("--now").strip()


class Questions(bench.Bench):
    @classmethod
    def setUpClass(cls):
        # Imported once; each test asks a copy.
        cls.scratch = tempfile.TemporaryDirectory(prefix="oom-scan-demo.")
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.runs = Path(cls.scratch.name) / "runs.jsonl"
        cls.runs.write_text(demo_history(), encoding="utf-8")
        cls.whole = Path(cls.scratch.name) / "history.sqlite"
        subprocess.run([bench.PROGRAM, "history", "import", cls.runs, "--store", cls.whole], check=True,
                       stdout=subprocess.DEVNULL)

    def setUp(self):
        super().setUp()
        shutil.copy(self.whole, self.store)

    def rows(self, command, member, *words):
        answer = self.asked(command, "--now", NOW, *words)
        return {row["namespace"]: row for row in answer[member] if row["cluster"] == "prd-north"}

    def test_trends_tell_what_got_worse_what_stayed_and_what_was_mended(self):
        rows = self.rows("trends", "groups")
        self.assertEqual(rows["tenant-a"]["trend"], "up2")
        self.assertEqual(rows["tenant-b"]["trend"], "flat")
        self.assertNotIn("tenant-c", rows)
        month = self.rows("trends", "groups", "--window", "1M")
        self.assertEqual(month["tenant-c"]["trend"], "down2")
        south = [row for row in self.asked("trends", "--now", NOW)["groups"] if row["cluster"] == "prd-south"]
        self.assertEqual({row["trend"] for row in south}, {"unknown"})

    def test_scores_are_100_only_where_nothing_failed_and_none_where_nobody_looked(self):
        answer = self.asked("score", "--now", NOW)
        north = {row["namespace"]: row for row in answer["namespaces"] if row["cluster"] == "prd-north"}
        self.assertEqual(north["monitoring"]["score"], 100)
        self.assertLess(north["tenant-a"]["score"], 100)
        clusters = {row["cluster"]: row for row in answer["clusters"]}
        self.assertEqual(clusters["prd-south"]["status"], "not enough seen")
        self.assertIsNone(clusters["prd-south"]["score"])

    def test_regressions_tell_more_new_and_back_apart(self):
        rows = self.asked("regressions", "--now", NOW)["regressions"]
        kinds = {(row["namespace"], row["workload"]["name"]): row["kind"] for row in rows if row["workload"]}
        self.assertEqual(kinds, {("tenant-a", "web"): "more", ("tenant-d", "api"): "new",
                                 ("tenant-b", "importer"): "back"})

    def test_a_selection_that_nothing_answers_to_is_no_quiet_past(self):
        for command in ("trends", "score", "regressions", "incidents"):
            typo = self.ask(command, "--now", NOW, "--contexts", "prd-nroth", code=2)
            self.assertEqual(typo.stdout, "")
            self.assertIn("no cluster in the history answers to 'prd-nroth'", typo.stderr)
            self.assertIn("hint: it remembers: prd-north, prd-south", typo.stderr)
            idle = self.ask(command, "--now", NOW, "--include-ns", "tenant-a,tenat-b")
            self.assertIn("--include-ns 'tenat-b' matches no namespace", idle.stderr)
            self.assertNotIn("'tenant-a'", idle.stderr)

    def test_incidents_are_open_where_it_fails_or_nobody_looked(self):
        rows = self.asked("incidents", "--now", NOW)["incidents"]
        open_ones = {(row["cluster"], row["namespace"]) for row in rows if row["status"] in ("open", "flapping")}
        self.assertIn(("prd-north", "tenant-d"), open_ones)
        self.assertNotIn(("prd-north", "tenant-c"), open_ones)

    def test_answers_are_valid_by_their_schemas_and_the_same_every_time(self):
        for command, schema in [("trends", "trends"), ("score", "score"), ("regressions", "regressions"),
                                ("incidents", "incidents"), ("history runs", "runs"), ("history show latest", "run")]:
            with self.subTest(command):
                words = [*command.split(), "--format", "json"]
                if command != "history show latest":
                    words += ["--now", NOW]
                first = self.ask(*words).stdout
                self.assertEqual(first, self.ask(*words).stdout)
                file = self.dir / "answer.json"
                file.write_text(first, encoding="utf-8")
                done = subprocess.run(["python3", SOURCE / "tests/e2e/validate_json.py",
                                       SOURCE / f"docs/schemas/{schema}.schema.json", file], capture_output=True,
                                      text=True, check=False)
                self.assertIn(done.returncode, (0, 77), done.stdout + done.stderr)

    def test_csv_has_a_row_for_each_of_json(self):
        for command, member in [("trends", "groups"), ("regressions", "regressions"), ("incidents", "incidents")]:
            with self.subTest(command):
                rows = list(csv.DictReader(io.StringIO(self.ask(command, "--now", NOW, "--format", "csv").stdout)))
                told = self.asked(command, "--now", NOW)[member]
                self.assertEqual([row["cluster"] for row in rows], [row["cluster"] for row in told])
                self.assertIn("workload_name", rows[0])

    def test_a_run_is_shown_whole_in_every_format(self):
        shown = self.asked("history", "show", "latest")
        north, south = shown["clusters"]
        self.assertEqual([(each["namespace"], each["type"]) for each in north["findings"]],
                         [("tenant-a", "OOMKilled"), ("tenant-d", "CrashLoopBackOff")])
        self.assertEqual(len(north["findings"][1]["failures"]), 7)
        self.assertTrue(north["whole"])
        # What was not seen is told as well.
        self.assertEqual((south["status"], south["whole"], south["findings"]), ("skipped", False, []))
        self.assertEqual(south["gaps"], [{"namespace": None, "what": "cluster", "why": "unreachable",
                                          "detail": "connecting to 'prd-south': no route to host"}])
        rows = list(csv.DictReader(io.StringIO(self.ask("history", "show", "latest", "--format", "csv").stdout)))
        self.assertEqual([(row["record"], row["cluster"], row["type"], row["gap_why"]) for row in rows],
                         [("finding", "prd-north", "OOMKilled", ""), ("finding", "prd-north", "CrashLoopBackOff", ""),
                          ("gap", "prd-south", "", "unreachable")])
        self.assertEqual(rows[1]["failures"], "7")
        table = self.ask("history", "show", "latest").stdout
        self.assertIn("no route to host", table)

    def test_numbers_stand_under_their_names(self):
        file = self.dir / "restarts.jsonl"
        lines = [json.loads(line) for line in self.runs.read_text(encoding="utf-8").splitlines()]
        last = [line for line in lines if line["run"] == lines[-1]["run"]]
        name = "20261127T075900Z-restarts"
        for line in last:
            line["run"] = name
            if line["record"] == "finding":
                line.update(type="Evicted", fingerprint="0" * 32, moments=[{"earliest": NOW, "latest": NOW}])
        kept = [line for line in last if line.get("workload_name") != "api"]
        file.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in kept), encoding="utf-8")
        self.ask("history", "import", file)
        scores = self.asked("score", "--now", NOW)["clusters"][0]
        parts = {part["what"]: part["count"] for part in scores["parts"]}
        self.assertNotEqual(parts["restarts"], parts["other_failures"])
        head, first = self.ask("score", "--now", NOW).stdout.splitlines()[:2]
        told = dict(zip(head.split(), first.split()))
        self.assertEqual([told[name] for name in ("OOMS", "CLB", "RESTARTS", "OTHER")],
                         [str(parts[what]) for what in ("oom_kills", "crash_loops", "restarts", "other_failures")])

    def test_a_score_is_explained_in_words_and_its_arithmetic_is_right(self):
        out = " ".join(self.ask("score", "-v", "--now", NOW).stdout.split())
        self.assertIn("22 OOM kills weigh 18.36 x 1 / 12.0 pod weeks = 1.530; 100 / (1 + 1.530) = 39", out)
        self.assertIn("2 crash loops weigh", out)
        self.assertIn("1 OOM kill weighs", out)
        self.assertAlmostEqual(18.36 / 12, 1.530, places=3)

    def test_incidents_nobody_saw_of_late_are_told_below_a_narrow_table(self):
        out = self.ask("incidents", "--now", NOW).stdout
        self.assertIn("note: 1 open incident in prd-south was last seen 6 days ago, and may be over", out)
        self.assertLessEqual(max(map(len, out.splitlines())), 100)

    def test_selections_leave_out_what_was_not_asked_for(self):
        groups = self.asked("trends", "--now", NOW, "--contexts", "north", "--include-ns", "^tenant-a$")["groups"]
        self.assertEqual([(row["cluster"], row["namespace"]) for row in groups], [("prd-north", "tenant-a")])

    def test_tables_are_narrow_and_count_what_they_leave_out(self):
        for words in [("trends",), ("trends", "--by", "workload"), ("score",), ("incidents",), ("history", "runs")]:
            with self.subTest(words):
                out = self.ask(*words, "--now", NOW, "--top", "2").stdout
                self.assertIn("--top 0 shows all", out)
                self.assertNotRegex(out, r"[ \t]\n")
                self.assertLess(max(map(len, out.splitlines())), 120)

    def test_too_short_a_past_is_said(self):
        # The first day of the story: what a new user sees.
        out = self.ask("trends", "--now", "2026-09-19T08:00:00Z").stdout
        self.assertIn("trends compare two windows, which needs 14 days of history", out)
        self.assertIn("?", out)

    def test_what_is_exported_is_there_already_when_it_is_imported(self):
        lines = self.ask("history", "export", "latest").stdout
        file = self.dir / "run.jsonl"
        file.write_text(lines, encoding="utf-8")
        self.assertIn("0 imported, 1 there already", self.ask("history", "import", file).stdout)
        other = self.dir / "other.sqlite"
        self.run_program("history", "import", file, "--store", other)
        self.assertEqual(self.run_program("history", "export", "latest", "--store", other).stdout, lines)

    def test_pruned_details_take_no_failure_with_them(self):
        before = self.asked("trends", "--now", NOW, "--window", "1M")["groups"]
        said = self.ask("history", "prune", "--older-than", "1d", "--now", NOW).stdout
        self.assertRegex(said, r"^removed the details of \d+ findings from \d+ runs; the times of all failures are kept\n$")
        after = self.asked("trends", "--now", NOW, "--window", "1M")["groups"]
        self.assertEqual([row["oom_kills"] for row in before], [row["oom_kills"] for row in after])

    def test_names_of_runs_that_are_not_there_are_errors(self):
        done = self.ask("history", "show", "nonsense", code=1)
        self.assertIn("no run 'nonsense' is remembered", done.stderr)

    def test_hostile_names_reach_neither_terminal_nor_spreadsheet(self):
        file = self.dir / "evil.json"
        evil = "=cmd|'/c calc'!A1\u001b[2J\u202e"
        file.write_text(json.dumps([{"cluster": evil, "namespace": evil, "pod": evil, "type": "OOMKilled",
                                     "timestamps": [NOW], "sources": []}]), encoding="utf-8")
        self.ask("history", "import", file)
        newest = self.asked("history", "runs")["runs"]
        evil_run = next(run["run"] for run in newest if run["origin"] == "import")
        for words in [("trends", "--now", NOW), ("history", "show", evil_run), ("regressions", "--now", NOW)]:
            out = self.ask(*words).stdout
            self.assertNotRegex(out, "[\u001b\u202e]")
        table = self.ask("trends", "--now", NOW, "--format", "csv").stdout
        self.assertNotRegex(table, "[\u001b\u202e]")
        self.assertTrue(any("'=cmd" in line for line in table.splitlines()), table)


class NoHistory(bench.Bench):
    def test_a_missing_and_an_empty_history_say_what_to_do_and_make_nothing(self):
        for words in [("trends",), ("score",), ("regressions",), ("incidents",), ("history", "runs")]:
            done = self.ask(*words, code=1)
            self.assertIn("there is no history at", done.stderr)
            self.assertIn(f"hint: oom-scan --store {self.store} records each scan", done.stderr)
            self.assertFalse(self.store.exists())
        done = self.run_program("trends", code=1)
        self.assertIn("state/oom-scan/history.sqlite", done.stderr)
        self.assertIn("hint: 'oom-scan --store' records each scan", done.stderr)

    def test_a_newer_history_is_refused_and_left_as_it_is(self):
        file = self.dir / "one.json"
        file.write_text(json.dumps([{"cluster": "c", "namespace": "n", "pod": "p", "type": "OOMKilled",
                                     "timestamps": [NOW]}]), encoding="utf-8")
        self.ask("history", "import", file)
        with sqlite3.connect(self.store) as database:
            database.execute("UPDATE oom_scan_schema SET version = 99")
        database.close()
        self.assertIn("99", self.ask("trends", code=1).stderr)
        with sqlite3.connect(self.store) as database:
            self.assertEqual(database.execute("SELECT version FROM oom_scan_schema").fetchone(), (99,))
        database.close()

    def test_passwords_are_refused_where_others_read_them_and_never_said(self):
        done = self.run_program("trends", "--store", "postgresql://u:sesame@127.0.0.1:1/db", code=2)
        self.assertIn("must not hold a password", done.stderr)
        self.assertNotIn("sesame", done.stderr)


if __name__ == "__main__":
    unittest.main()
