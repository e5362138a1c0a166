#!/usr/bin/env python3
"""Scans that remember, of a simulated fleet."""

import json
import os
import signal
import sqlite3
import subprocess
import unittest

import bench


class Scans(bench.Bench):
    def setUp(self):
        super().setUp()
        self.fleet = bench.Fleet(self.dir / "fleet", "--preset", "demo")
        self.addCleanup(self.fleet.close)
        self.words = ["--kubeconfig", self.fleet.kubeconfig, "--no-artifacts", "--skip-prometheus", "--output-dir",
                      self.dir]

    def scan(self, *words, code=None):
        return self.run_program(*self.words, *words, code=code)

    def report(self):
        return json.loads((self.dir / "oom_results.json").read_text(encoding="utf-8"))

    def test_a_scan_is_there_as_its_results_say(self):
        self.scan("--store", self.store, code=3)
        report = self.report()
        run = self.asked("history", "runs")["runs"]
        self.assertEqual([each["run"] for each in run], [report["run_id"]])
        self.assertEqual(run[0]["findings"], len(report["findings"]))
        self.assertEqual(run[0]["clusters"], len(report["coverage"]))
        self.assertEqual(run[0]["clusters_skipped"], sum(c["status"] == "skipped" for c in report["coverage"]))
        self.assertEqual(self.store.stat().st_mode & 0o777, 0o600)
        # And its result file says nothing new.
        self.assertIn("0 imported, 1 there already",
                      self.ask("history", "import", self.dir / "oom_results.json").stdout)

    def test_without_an_address_it_is_the_place_of_this_user(self):
        self.scan("--current", "--store")
        self.assertTrue((self.dir / "state/oom-scan/history.sqlite").exists())
        self.run_program("history", "runs")

    def test_what_was_there_before_is_known_and_counted(self):
        first = self.scan("--store", self.store, "--only-new")
        self.assertIn("of an unknown past", first.stdout)
        second = self.scan("--store", self.store, "--only-new")
        self.assertIn("known before and not shown (--only-new)", second.stdout)
        self.assertNotIn("no issues", "".join(line for line in second.stdout.splitlines() if "nothing new" in line))
        self.assertNotIn("no findings", second.stdout)
        self.assertEqual({f["novelty"] for f in self.report()["findings"]}, {"known"})
        self.assertEqual(self.scan("--store", self.store, "--fail-on", "new").returncode, 3)

    def test_a_baseline_needs_no_store(self):
        self.scan(code=3)
        (self.dir / "oom_results.json").rename(self.dir / "baseline.json")
        baseline = json.loads((self.dir / "baseline.json").read_text(encoding="utf-8"))
        gone = baseline["findings"].pop(0)
        (self.dir / "baseline.json").write_text(json.dumps(baseline), encoding="utf-8")
        done = self.scan("--baseline", self.dir / "baseline.json", "--fail-on", "new")
        self.assertEqual(done.returncode, 4)
        told = {f["fingerprint"]: f["novelty"] for f in self.report()["findings"]}
        self.assertNotEqual(told.pop(gone["fingerprint"]), "known")
        self.assertEqual(self.scan("--baseline", self.dir / "nothing.json").returncode, 2)

    def test_shards_of_one_run_are_one(self):
        contexts = self.run_program("--kubeconfig", self.fleet.kubeconfig, "--list-contexts").stdout
        names = [c["context"] for c in (self.scan(code=3), self.report())[1]["coverage"]]
        self.assertGreater(len(names), 1, contexts)
        self.scan("--store", self.store)
        whole = self.asked("history", "runs")["runs"][0]
        self.store.unlink()
        for name in names:
            self.scan("--store", self.store, "--run-id", "20261127T080000Z-nightly", "--contexts", name)
        runs = self.asked("history", "runs")["runs"]
        self.assertEqual(len(runs), 1)
        for what in ("clusters", "clusters_skipped", "findings"):
            self.assertEqual(runs[0][what], whole[what], what)
        again = self.scan("--store", self.store, "--run-id", "20261127T080000Z-nightly", "--contexts", names[0])
        self.assertIn("in the history already", again.stderr)

    def test_a_history_that_fails_costs_nothing_else(self):
        self.store.mkdir()
        done = self.scan("--store", self.store, "--allow-gaps")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn("error: ", done.stderr)
        report = self.report()
        self.assertTrue(report["findings"])
        self.assertIsNone(report["run_id"])
        self.assertEqual(self.scan("--store", self.store).returncode, 3)
        self.assertEqual(self.scan("--store", "ftp://somewhere").returncode, 2)

    def test_an_interrupted_scan_is_remembered_as_what_it_is(self):
        slow = bench.Fleet(self.dir / "slow", "--preset", "demo", "--latency-ms", "300")
        self.addCleanup(slow.close)
        process = subprocess.Popen(
            [bench.PROGRAM, "--kubeconfig", slow.kubeconfig, "--no-artifacts", "--skip-prometheus", "--output-dir",
             self.dir, "--store", self.store, "--batch-size", "1", "--strategy", "namespace", "--ns-workers", "1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=self.environment())
        for line in process.stderr:
            if "started" in line:
                break
        process.send_signal(signal.SIGINT)
        process.communicate()
        self.assertEqual(process.returncode, 130)
        runs = self.asked("history", "runs")["runs"]
        self.assertEqual([run["interrupted"] for run in runs], [True])
        self.assertIn("INTERRUPTED", self.ask("history", "show", "latest").stdout)

    def test_killed_while_it_waits_for_the_history_it_leaves_it_valid(self):
        self.scan("--current", "--store", self.store)
        for name in ("csv", "json"):
            (self.dir / f"oom_results.{name}").unlink()
        writer = sqlite3.connect(self.store, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        process = subprocess.Popen(
            [bench.PROGRAM, *map(str, self.words), "--current", "--store", str(self.store)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=self.environment())
        # The results are written before anything is recorded.
        while process.poll() is None and not (self.dir / "oom_results.csv").exists():
            os.sched_yield()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)
        writer.execute("ROLLBACK")
        self.assertEqual(writer.execute("PRAGMA integrity_check").fetchone(), ("ok",))
        writer.close()
        self.assertEqual(len(self.asked("history", "runs")["runs"]), 1)


if __name__ == "__main__":
    unittest.main()
