"""Ctrl-C and kill -9 in the middle of a scan of a real API server."""
import json
import signal
import time
import unittest

import bench

REQUESTS_PER_SECOND = 10
REQUESTS_BEFORE = 40

class Interruption(bench.ScanCheck):
    def scan_in_its_middle(self, transport):
        """Namespace by namespace, two requests each, so slowly that most of them are still to come."""
        home, process = self.start("--contexts", bench.ADMIN, "--transport", transport, "--strategy", "namespace",
                                   "--ns-workers", "1", "--ns-batch-size", "1", "--qps", str(REQUESTS_PER_SECOND),
                                   "--skip-prometheus", "--no-artifacts")
        began = time.monotonic()

        def in_the_middle():
            # --qps makes it certain that no more was asked by then.
            return process.poll() is not None or time.monotonic() - began > REQUESTS_BEFORE / REQUESTS_PER_SECOND
        self.assertTrue(bench.eventually(in_the_middle))
        self.assertIsNone(process.poll(), "it ended before it could be interrupted")
        self.assertTrue(bench.processes_naming(str(home)))
        return home, process

    def test_ctrl_c_writes_what_was_found_and_leaves_nothing_behind(self):
        for transport in ("proxy", "exec"):
            home, process = self.scan_in_its_middle(transport)
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(timeout=20), 130, transport)
            report = json.loads((home / "out/oom_results.json").read_text(encoding="utf-8"))
            self.assertEqual((report["interrupted"], report["complete"]), (True, False))
            self.assertTrue(report["findings"])
            self.assertIn("interrupted", {gap["why"] for each in report["coverage"] for gap in each["gaps"]})
            self.assertTrue((home / "out/oom_results.csv").exists())
            self.assert_nothing_left(home)

    def test_kill_leaves_neither_process_nor_socket_nor_half_a_file(self):
        for transport in ("proxy", "exec"):
            home, process = self.scan_in_its_middle(transport)
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=20)
            self.assert_nothing_left(home)
            self.assertFalse((home / "out/oom_results.json").exists())
        self.assertEqual(self.scan("--contexts", bench.ADMIN, "--namespaces", "healthy", "--allow-gaps").code, 0)


if __name__ == "__main__":
    unittest.main()
