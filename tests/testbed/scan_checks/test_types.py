"""All types of findings, on a node on which each of them really happens (but NodeOOM, which takes the whole machine)."""
import unittest

import bench


class Types(bench.ScanCheck):
    def test_all_types_are_found_where_they_should_be_and_nowhere_else(self):
        for transport in ("proxy", "exec"):
            run = self.scan("--contexts", bench.ADMIN, "--types", "all", "--transport", transport, "--skip-prometheus",
                            "--no-artifacts")
            run = self.assert_as_expected(run, [bench.ADMIN], "--all-types")
            self.assertEqual(run.gaps(bench.ADMIN), [], transport)
            self.assertEqual({finding["type"] for finding in run.report["findings"]},
                             {"OOMKilled", "CrashLoopBackOff", "ImagePullBackOff", "Evicted", "LivenessKilled",
                              "ContainerStartError"}, transport)

    def test_a_type_that_was_not_asked_for_is_not_given(self):
        run = self.scan("--contexts", bench.ADMIN, "--types", "ImagePullBackOff,Evicted", "--skip-prometheus",
                        "--no-artifacts")
        self.assertEqual(sorted((finding["namespace"], finding["type"]) for finding in run.report["findings"]),
                         [("evicted-by-emptydir", "Evicted"), ("image-missing", "ImagePullBackOff")])


if __name__ == "__main__":
    unittest.main()
