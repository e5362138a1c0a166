"""The whole fleet at once: findings, gaps, folds and the exit code, as real servers make them."""
import unittest

import bench


class Fleet(bench.ScanCheck):
    @classmethod
    def setUpClass(cls):
        first = cls("test_findings_are_exactly_those_that_stand_beside_the_workloads")
        first.setUp()
        cls.addClassCleanup(first.doCleanups)
        cls.run_of_all = first.scan("--skip-prometheus")
        cls.run_of_reader = first.scan("--skip-prometheus", "--contexts", bench.READER)

    def test_findings_are_exactly_those_that_stand_beside_the_workloads(self):
        self.assert_as_expected(self.run_of_all, [bench.ADMIN])
        self.assert_as_expected(self.run_of_reader, [bench.READER])

    def test_what_was_not_seen_makes_the_exit_code_and_is_said(self):
        self.assertEqual(self.run_of_all.code, 3, self.run_of_all.err)
        self.assertFalse(self.run_of_all.report["complete"])
        self.assertIn("NOT SEEN", self.run_of_all.out)
        for coverage in self.run_of_all.report["coverage"]:
            for gap in coverage["gaps"]:
                self.assertTrue(gap["detail"] and gap["hint"], gap)

    def test_a_dead_server_a_revoked_token_and_an_administrator(self):
        run = self.run_of_all
        self.assertEqual(run.gaps(f"default/{bench.GONE}/admin"), [("", "cluster", "unreachable")])
        self.assertEqual(run.gaps(bench.LEAVER), [("", "cluster", "unauthorized")])
        self.assertEqual(run.gaps(bench.ADMIN), [])
        self.assertEqual(run.gaps(f"default/{bench.PAPER}/admin"), [])
        statuses = {each["context"].split(":")[-1]: each["status"] for each in run.report["coverage"]}
        self.assertEqual(statuses, {"6553/admin": "skipped", "6443/leaver": "skipped", "6443/admin": "scanned",
                                    "7443/admin": "scanned", "6443/tenant": "partial"})
        self.assertIn("oc login https://api.oom-real-01.testbed.local:6443", run.out)

    def test_a_tenant_sees_its_projects_and_is_told_that_there_may_be_more(self):
        self.assertEqual(self.run_of_all.gaps(bench.TENANT), [("", "namespaces", "forbidden")])
        self.assertEqual(self.run_of_all.coverage(bench.TENANT)["namespaces_scanned"], 2)

    def test_a_reader_without_logs_lacks_them_wherever_a_pod_is_left_to_ask_for(self):
        failing = {finding["namespace"] for finding in self.run_of_reader.report["findings"]
                   if finding["context"] == bench.READER and finding["state"] != "gone"}
        self.assertEqual(self.run_of_reader.gaps(bench.READER), [(name, "log", "forbidden") for name in sorted(failing)])

    def test_contexts_of_one_cluster_are_one_scan_by_who_sees_all_of_it_and_that_is_said(self):
        self.assertEqual(self.run_of_all.coverage(bench.ADMIN)["folded_contexts"], [bench.ADMIN_AGAIN, bench.READER])
        self.assertIn("3 contexts lead to this cluster; it is read once", self.run_of_all.err)
        self.assertEqual(len(self.run_of_all.report["coverage"]), 5)
        self.assertEqual(len({each["cluster"] for each in self.run_of_all.report["coverage"]}), 5)

    def test_a_user_who_may_not_learn_which_cluster_it_is_stays_in_doubt_and_that_is_said(self):
        self.assertIn("have the same address, and not all of them told", self.run_of_all.err)

    def test_a_child_that_was_killed_while_pid_1_lived_on_is_not_claimed_without_prometheus(self):
        self.assertIsNone(self.run_of_all.coverage(bench.ADMIN)["history"]["prometheus"])
        self.assertEqual([finding for finding in self.run_of_all.report["findings"]
                          if finding["namespace"] == "oom-child-survived"], [])


class Tenant(bench.ScanCheck):
    def test_a_scan_of_the_namespaces_it_names_is_complete(self):
        run = self.scan("--contexts", bench.TENANT, "--namespaces", "oom-deployment,healthy", "--no-artifacts")
        self.assertEqual(run.gaps(bench.TENANT), [])
        self.assertEqual((run.coverage(bench.TENANT)["status"], run.coverage(bench.TENANT)["namespaces_scanned"]),
                         ("scanned", 2))
        self.assertEqual({finding["type"] for finding in run.report["findings"]}, {"OOMKilled", "CrashLoopBackOff"})

    def test_a_pattern_chooses_among_its_projects(self):
        run = self.scan("--contexts", bench.TENANT, "--include-ns", "^heal", "--no-artifacts")
        self.assertEqual(run.coverage(bench.TENANT)["namespaces_scanned"], 1)
        self.assertEqual(run.report["findings"], [])
        self.assertEqual(run.gaps(bench.TENANT), [("", "namespaces", "forbidden")])

    def test_a_namespace_that_it_may_not_read_is_a_gap(self):
        run = self.scan("--contexts", bench.TENANT, "--namespaces", "healthy,oom-init", "--no-artifacts")
        self.assertEqual({gap[0] for gap in run.gaps(bench.TENANT)}, {"oom-init"})
        self.assertEqual({gap[2] for gap in run.gaps(bench.TENANT)}, {"forbidden"})
        self.assertEqual(run.code, 3)


if __name__ == "__main__":
    unittest.main()
