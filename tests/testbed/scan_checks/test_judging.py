"""The checks themselves: whom they blame when a finding is not as expected."""
import copy
import json
import unittest

import bench

CASE = "oom-deployment"


class Judging(bench.ScanCheck):
    def run_that_misses_a_case(self):
        """A scan of which the findings of one case are taken away, and a list that grows when it is repeated."""
        run = self.scan("--contexts", bench.ADMIN, "--skip-prometheus", "--no-artifacts")
        run.report["findings"] = [each for each in run.report["findings"] if each["namespace"] != CASE]
        run.results.write_text(json.dumps(run.report), encoding="utf-8")
        repeat, repeated = run.repeat, []
        run.repeat = lambda: repeated.append(repeat()) or repeated[-1]
        return run, repeated

    def test_what_the_program_misses_fails_at_once(self):
        run, repeated = self.run_that_misses_a_case()
        with self.assertRaisesRegex(AssertionError, f"{CASE}: 0 instead of 1"):
            self.assert_as_expected(run, [bench.ADMIN])
        self.assertEqual(repeated, [])

    def test_what_the_cluster_did_not_show_is_scanned_again(self):
        run, repeated = self.run_that_misses_a_case()
        pod = copy.deepcopy(next(pod for pod in run.watch.first if pod["metadata"]["namespace"] == CASE))
        pod["status"]["containerStatuses"][0].update(state={"running": {}}, lastState={})
        run.watch.changes.append((0, json.dumps({"type": "MODIFIED", "object": pod})))
        self.assertIs(self.assert_as_expected(run, [bench.ADMIN]), repeated[0])


if __name__ == "__main__":
    unittest.main()
