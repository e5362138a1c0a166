"""Whatever way and whatever client the answers come through, the verdicts are the same."""
import json
import unittest

import bench


class Ways(bench.ScanCheck):
    def test_both_transports_and_both_strategies_say_the_same(self):
        said = {}
        for transport in ("proxy", "exec"):
            for strategy in ("cluster", "namespace"):
                run = self.scan("--contexts", bench.ADMIN, "--transport", transport, "--strategy", strategy,
                                "--skip-prometheus", "--no-artifacts")
                run = self.assert_as_expected(run, [bench.ADMIN])
                said[transport, strategy] = run.verdicts(bench.ADMIN)
        for way, verdicts in said.items():
            self.assertEqual(verdicts, said["proxy", "cluster"], way)


class Quick(bench.ScanCheck):
    """--quick: the same verdicts, but for what no table of pods shows; and that is a gap."""
    GAP = ("", "init and ephemeral containers", "quick")
    UNSHOWN = ("init", "ephemeral")

    def verdicts_of(self, *words):
        """Of a scan, by (namespace, container, kind, …), with its gaps."""
        run = self.scan("--contexts", bench.ADMIN, "--skip-prometheus", "--no-artifacts", *words)
        return {tuple(json.loads(each)) for each in run.verdicts(bench.ADMIN)}, run.gaps(bench.ADMIN)

    def assert_quick_is_as_full(self, strategy, gaps):
        # A container that loops is in another state from one scan to the next: a second look is enough for that.
        for scans_left in reversed(range(bench.SCANS_MAX)):
            full, full_gaps = self.verdicts_of("--strategy", strategy)
            quick, quick_gaps = self.verdicts_of("--strategy", strategy, "--quick")
            unshown = {verdict for verdict in full - quick if gaps and verdict[2] in self.UNSHOWN}
            if quick == full - unshown or not scans_left:
                break
        self.assertEqual(sorted(quick, key=str), sorted(full - unshown, key=str))
        self.assertTrue(quick)
        self.assertEqual(full_gaps, [])
        self.assertEqual(quick_gaps, gaps)

    def test_tables_of_namespaces(self):
        self.assert_quick_is_as_full("namespace", [self.GAP])

    def test_a_cluster_in_which_most_pods_fail_is_read_whole(self):
        self.assert_quick_is_as_full("cluster", [])


class Clients(bench.ScanCheck):
    """Debian's kubectl 1.20, the testbed's 1.34, and an 'oc' in front of each: both transports, and describe."""

    def expect_all(self, tool, environment=None):
        for transport in ("proxy", "exec"):
            run = self.scan("--contexts", f"{bench.ADMIN},{bench.LEAVER},default/{bench.GONE}/admin", "--oc", tool,
                            "--transport", transport, "--skip-prometheus", environment=environment)
            run = self.assert_as_expected(run, [bench.ADMIN])
            self.assertEqual(run.gaps(bench.ADMIN), [], transport)
            self.assertEqual(run.gaps(bench.LEAVER), [("", "cluster", "unauthorized")], transport)
            self.assertEqual(run.gaps(f"default/{bench.GONE}/admin"), [("", "cluster", "unreachable")], transport)
            described = next((run.home / "artifacts").rglob("oom-deployment__*__desc.txt"))
            self.assertIn("Reason:       OOMKilled", described.read_text(encoding="utf-8"))

    def test_kubectl_1_20(self):
        self.expect_all(bench.OLD_KUBECTL)

    def test_kubectl_1_34(self):
        self.expect_all(bench.TESTBED / "bin/kubectl")

    def test_oc(self):
        self.expect_all(bench.TESTBED / "bin/oc")

    def test_oc_in_front_of_kubectl_1_20(self):
        self.expect_all(bench.TESTBED / "bin/oc", {"OOMSCAN_KUBECTL": bench.OLD_KUBECTL})


if __name__ == "__main__":
    unittest.main()
