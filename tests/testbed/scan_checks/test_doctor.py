"""'oom-scan doctor' over the fleet: its answers are the cluster's, a scan bears them out, and its remedies help."""
import re
import shlex
import subprocess
import unittest

import bench

LINE = re.compile(r"^  (yes|no|unknown) +(\S(?:.*?\S)?)  +(\S.*)$")
GONE = f"default/{bench.GONE}/admin"
PAPER = f"default/{bench.PAPER}/admin"
NAMES = {bench.ADMIN: "oom-real-01-admin", bench.TENANT: "oom-real-01-tenant", bench.READER: "oom-real-01-reader",
         bench.LEAVER: "oom-real-01-leaver", PAPER: "oom-paper-01", GONE: "oom-gone-01"}
# What a scan misses where a line says no.
GAPS = {"list namespaces": "namespaces", "list pods": "pods", "list events": "events", "describe pods": "describe",
        "read logs": "log"}
BASICS = {"reach the server": "yes", "log in": "yes", "agree on the time": "yes"}
RIGHTS = {what: "yes" for what in GAPS}


def parsed(text):
    """{cluster or "this machine": {what: (verdict, detail)}}, and {(cluster, what): remedies}."""
    clusters, remedies, cluster, what = {}, {}, None, None
    for line in text.splitlines():
        found = LINE.match(line)
        if line and not line.startswith(" "):
            cluster = line.split("  ")[0]
        elif found:
            what = found[2]
            clusters.setdefault(cluster, {})[what] = (found[1], found[3])
        elif line.strip().startswith("> "):
            remedies.setdefault((cluster, what), []).append(line.strip()[2:])
        elif line.startswith("      ") and what in clusters.get(cluster, {}):
            verdict, detail = clusters[cluster][what]  # a long detail goes on below
            clusters[cluster][what] = (verdict, f"{detail} {line.strip()}")
    return clusters, remedies


class Doctor(bench.ScanCheck):
    def doctor(self, *words, environment=None):
        home, command, variables = self.command(["doctor", *words])
        done = subprocess.run(command, env={**variables, **(environment or {})}, capture_output=True, text=True,
                              timeout=bench.SCAN_SECONDS_MAX, check=False)
        self.assert_nothing_left(home)
        self.assertEqual(list((home / "out").iterdir()) + list((home / "artifacts").iterdir()), [], "it wrote something")
        self.said = done.stdout + done.stderr
        clusters, self.remedies = parsed(done.stdout)
        self.details = clusters
        return done.returncode, {cluster: {what: verdict for what, (verdict, _) in lines.items()}
                                 for cluster, lines in clusters.items()}

    def test_says_of_each_identity_what_it_may_and_of_each_cluster_whether_it_answers(self):
        code, said = self.doctor("--skip-prometheus")
        self.assertEqual(code, 3, self.said)
        self.assertEqual(set(said), {"this machine", *NAMES.values()})
        self.assertEqual(said["this machine"], {"oc or kubectl": "yes", "output directory": "yes",
                                                "artifacts directory": "yes"})
        self.assertEqual(said[NAMES[bench.ADMIN]], {**BASICS, **RIGHTS})
        self.assertEqual(said[NAMES[PAPER]], {**BASICS, **RIGHTS})
        self.assertEqual(said[NAMES[bench.READER]], {**BASICS, **RIGHTS, "read logs": "no"})
        self.assertEqual(said[NAMES[bench.TENANT]], {**BASICS, **RIGHTS, "list namespaces": "no"})
        self.assertEqual(said[NAMES[bench.LEAVER]], {"reach the server": "yes", "log in": "no",
                                                     "all the rest": "unknown"})
        self.assertEqual(said[NAMES[GONE]], {"reach the server": "no", "all the rest": "unknown"})
        self.assertIn("as 'tenant'", self.details[NAMES[bench.TENANT]]["log in"][1])
        self.assertEqual(self.remedies[NAMES[bench.LEAVER], "log in"],
                         ["oc login https://api.oom-real-01.testbed.local:6443"])
        self.assertIn("6 clusters, 2 ready", self.said)
        self.assertIn("2 contexts lead to this cluster", self.said)

    def test_a_scan_bears_out_every_line_about_rights(self):
        contexts = [bench.ADMIN, bench.READER, bench.TENANT]
        _, said = self.doctor("--contexts", ",".join(contexts), "--skip-prometheus")
        run = self.scan("--contexts", ",".join(contexts), "--skip-prometheus")
        for context in contexts:
            lacking = {GAPS[what] for what, verdict in said[NAMES[context]].items() if verdict == "no"}
            self.assertEqual({what for _, what, why in run.gaps(context) if why == "forbidden"}, lacking, context)

    def test_says_the_same_through_old_and_new_clients(self):
        words = ("--contexts", f"{bench.ADMIN},{bench.READER},{bench.LEAVER},{GONE}", "--skip-prometheus")
        _, expected = self.doctor(*words)
        for tool, environment in (("kubectl", None), (bench.OLD_KUBECTL, None),
                                  ("oc", {"OOMSCAN_KUBECTL": bench.OLD_KUBECTL})):
            _, said = self.doctor("--oc", tool, *words, environment=environment)
            self.assertEqual(said, expected, tool)
            if environment or tool == bench.OLD_KUBECTL:
                self.assertIn("v1.20", self.details["this machine"]["oc or kubectl"][1])

    def test_with_nothing_to_scan_the_exit_code_is_1(self):
        for contexts in (bench.LEAVER, GONE, f"{bench.LEAVER},{GONE}"):
            code, _ = self.doctor("--contexts", contexts)
            self.assertEqual(code, 1, self.said)

    def test_all_yes_ends_with_0_and_what_the_options_spare_is_not_asked(self):
        code, said = self.doctor("--contexts", bench.READER, "--no-logs", "--skip-prometheus")
        self.assertEqual(code, 0, self.said)
        self.assertNotIn("read logs", said[NAMES[bench.READER]])
        code, said = self.doctor("--contexts", bench.TENANT, "--namespaces", "healthy", "--skip-prometheus")
        self.assertNotIn("list namespaces", said[NAMES[bench.TENANT]])
        # What a kill of no stated reason is judged by lies outside a tenant's namespaces, and is all that is missing.
        self.assertEqual([what for what, verdict in said[NAMES[bench.TENANT]].items() if verdict != "yes"],
                         ["list node events"], self.said)
        self.assertEqual(code, 3, self.said)

    def test_a_mistyped_namespace_is_told(self):
        code, said = self.doctor("--contexts", bench.ADMIN, "--namespaces", "healthy,healhty", "--skip-prometheus")
        self.assertEqual(code, 3, self.said)
        self.assertEqual(said[NAMES[bench.ADMIN]]["find namespaces"], "no")
        self.assertIn("'healhty'", self.details[NAMES[bench.ADMIN]]["find namespaces"][1])

    def test_finds_prometheus_and_how_far_back_it_reaches(self):
        def found():
            _, said = self.doctor("--contexts", bench.ADMIN)
            return said[NAMES[bench.ADMIN]].get("find Prometheus") == "yes" and said[NAMES[bench.ADMIN]]
        said = bench.eventually(found)
        self.assertTrue(said, self.said)
        self.assertIn("monitoring/prometheus-operated", self.details[NAMES[bench.ADMIN]]["find Prometheus"][1])
        self.assertEqual(said["see 7d back"], "no", self.said)  # it is minutes old
        _, said = self.doctor("--contexts", bench.READER)
        self.assertEqual(said[NAMES[bench.READER]]["find Prometheus"], "no")
        self.assertIn("this user may not look everywhere", " ".join(self.said.split()))

    def test_the_remedy_is_one(self):
        """An administrator does what is said, word for word, and the no is a yes."""
        _, said = self.doctor("--contexts", bench.READER, "--skip-prometheus")
        self.assertEqual(said[NAMES[bench.READER]]["read logs"], "no")
        told = self.remedies[NAMES[bench.READER], "read logs"]
        self.assertIn("do without: --no-logs", told)
        roles = next(line.partition(": ")[2] for line in told if line.startswith("an administrator runs: "))
        bindings = [line.partition(": ")[2] for line in told if line.startswith("and: ")]
        print_roles, _, apply = roles.partition(" | ")
        self.addCleanup(bench.kubectl, "delete", "clusterrole", "oom-scan")
        yaml = subprocess.run([bench.PROGRAM, *shlex.split(print_roles)[1:]], check=True, capture_output=True,
                              text=True).stdout
        subprocess.run([*shlex.split(apply), "--context", bench.ADMIN], input=yaml, check=True, capture_output=True,
                       text=True)
        self.assertEqual(len(bindings), 1)
        self.addCleanup(bench.kubectl, "delete", "clusterrolebinding", "oom-scan")
        subprocess.run([*shlex.split(bindings[0]), "--context", bench.ADMIN], check=True, capture_output=True)

        def helped():
            code, said = self.doctor("--contexts", bench.READER, "--skip-prometheus")
            return code == 0 and said[NAMES[bench.READER]]["read logs"] == "yes"
        self.assertTrue(bench.eventually(helped, seconds=20), self.said)


if __name__ == "__main__":
    unittest.main()
