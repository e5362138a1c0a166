"""A real Prometheus that scrapes the real kubelet: what only it knows is found, and nothing else changes."""
import json
import unittest
import urllib.parse

import bench

SURVIVED = "oom-child-survived"
SERVICE = "/api/v1/namespaces/monitoring/services/prometheus-operated:9090/proxy"
COUNTER = f'max(container_oom_events_total{{namespace="{SURVIVED}",container="app"}})'
# A counter says something once it was seen to grow, from one point of the scan's query to the next.
KNOWN_WITHIN_SECONDS = 180


def kills_scraped():
    answer = json.loads(bench.kubectl("get", "--raw", f"{SERVICE}/api/v1/query?query={urllib.parse.quote(COUNTER)}"))
    return sum(float(each["value"][1]) for each in answer["data"]["result"])


def of_survived(run):
    return [finding for finding in run.report["findings"] if finding["namespace"] == SURVIVED]


class Prometheus(bench.ScanCheck):
    @classmethod
    def setUpClass(cls):
        first = cls("test_a_kill_that_pid_1_survived_is_found_and_only_prometheus_knows_of_it")
        first.setUp()
        cls.addClassCleanup(first.doCleanups)
        if not bench.eventually(kills_scraped, KNOWN_WITHIN_SECONDS):
            raise AssertionError("no kill was ever scraped")
        cls.run_with_it = first.scan_that_knows()

    def scan_that_knows(self, *words):
        """A scan of the real cluster, once Prometheus' history is long enough to tell of the kill."""
        def knowing():
            run = self.scan("--contexts", bench.ADMIN, "--no-artifacts", *words)
            return run if of_survived(run) else None
        run = bench.eventually(knowing, KNOWN_WITHIN_SECONDS)
        self.assertTrue(run, "the kill that PID 1 survived was never found")
        return run

    def address(self):
        pod = bench.kubectl("get", "pods", "--namespace", "monitoring", "-o", "jsonpath={.items[0].status.podIP}")
        return f"http://{pod}:9090"

    def test_a_kill_that_pid_1_survived_is_found_and_only_prometheus_knows_of_it(self):
        finding, = of_survived(self.run_with_it)
        self.assertEqual((finding["type"], finding["confidence"], finding["container"], finding["sources"]),
                         ("OOMKilled", "probable", "app", ["prometheus"]))
        self.assertTrue(finding["timestamps"])
        self.assertIn("container_oom_events_total grew by", finding["evidence"][0]["detail"])
        without = self.scan("--contexts", bench.ADMIN, "--skip-prometheus", "--no-artifacts")
        self.assertEqual(of_survived(without), [])
        self.assertIsNone(without.coverage(bench.ADMIN)["history"]["prometheus"])

    def test_it_is_found_by_itself_and_what_it_lacks_is_said(self):
        coverage = self.run_with_it.coverage(bench.ADMIN)
        self.assertEqual(coverage["notes"], ["Prometheus: service 'monitoring/prometheus-operated:9090'"])
        self.assertIsNotNone(coverage["history"]["prometheus"])
        # There is no kube-state-metrics here.
        self.assertEqual(self.run_with_it.gaps(bench.ADMIN), [("", "prometheus", "not_found")])

    def test_nothing_else_is_found_with_it(self):
        self.assert_as_expected(self.run_with_it, [bench.ADMIN], "--prometheus")

    def test_nothing_else_is_found_with_it_by_the_other_transport_and_of_all_types(self):
        # 'get --raw' would follow a redirect of the service with the credentials: its own address is asked.
        run = self.scan_that_knows("--transport", "exec", "--types", "all", "--prometheus-url", self.address())
        self.assert_as_expected(run, [bench.ADMIN], "--prometheus", "--all-types")

    def test_its_own_address_does_as_well(self):
        run = self.scan_that_knows("--prometheus-url", self.address())
        self.assert_as_expected(run, [bench.ADMIN], "--prometheus")

    def test_who_may_not_ask_it_gets_what_the_cluster_itself_tells(self):
        run = self.scan("--contexts", bench.READER, "--no-artifacts")
        run = self.assert_as_expected(run, [bench.READER])
        self.assertIsNone(run.coverage(bench.READER)["history"]["prometheus"])


if __name__ == "__main__":
    unittest.main()
