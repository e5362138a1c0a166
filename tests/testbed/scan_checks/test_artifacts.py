"""Describe and logs of containers that really failed."""
import re
import unittest

import bench

# The program's own last words, and who said them.
LAST_WORDS = {("oom-deployment", "app"): "payments-api: 400 MiB wanted",
              ("oom-init", "migrate"): "migrate: reading all rows",
              ("oom-two-containers", "reader"): "reader: all pages wanted",
              ("oom-two-containers", "writer"): "writer: all pages kept"}
SECTION = re.compile(r"^===== container '([^']+)'.*?, (previous|current) run.*?=====$", re.MULTILINE)


def all_wait():
    """Do all those containers sit in back-off, where the previous run is their last?"""
    for namespace, _ in LAST_WORDS:
        reasons = bench.kubectl("get", "pods", "--namespace", namespace, "-o",
                                "jsonpath={.items[0].status..state.waiting.reason}").split()
        wanted = sum(1 for name, _ in LAST_WORDS if name == namespace)
        if reasons.count("CrashLoopBackOff") != wanted:
            return False
    return True


def sections(text):
    """{container: [(run, text), ...]} in the order of the file."""
    found, parts = {}, SECTION.split(text)[1:]
    for container, run, words in zip(parts[0::3], parts[1::3], parts[2::3]):
        found.setdefault(container, []).append((run, words))
    return found


class Artifacts(bench.ScanCheck):
    def test_logs_have_the_last_words_of_the_run_that_failed_and_the_previous_run_first(self):
        self.assertTrue(bench.eventually(all_wait, seconds=400), "the containers were never in back-off all at once")
        namespaces = ",".join(sorted({namespace for namespace, _ in LAST_WORDS}))
        run = self.scan("--contexts", bench.ADMIN, "--namespaces", namespaces)
        for (namespace, container), words in LAST_WORDS.items():
            file = next((run.home / "artifacts").rglob(f"{namespace}__*__log.txt"))
            runs = sections(file.read_text(encoding="utf-8"))[container]
            self.assertEqual([which for which, _ in runs], ["previous", "current"], file.name)
            self.assertIn(words, runs[0][1], file.name)

    def test_a_secret_in_a_log_is_replaced_and_counted_unless_it_is_asked_for(self):
        for words, kept in (((), False), (("--no-redact",), True)):
            run = self.scan("--contexts", bench.ADMIN, "--namespaces", "oom-deployment", *words)
            log = next((run.home / "artifacts").rglob("oom-deployment__*__log.txt")).read_text(encoding="utf-8")
            self.assertEqual("not-a-real-one" in log, kept, words)
            self.assertEqual("password=[redacted: password]" in log, not kept, words)
            self.assertEqual(run.coverage(bench.ADMIN)["secrets_redacted"] > 0, not kept, words)

    def test_every_finding_has_its_files_and_nobody_else_may_read_them(self):
        run = self.scan("--contexts", bench.ADMIN)
        for finding in run.report["findings"]:
            self.assertTrue(finding["artifacts"]["description_file"])
            for path in filter(None, finding["artifacts"].values()):  # a container that never ran has no log
                self.assertRegex(path, rf"/{finding['namespace']}__{finding['pod']}__\d{{4}}-\d\d-\d\dT\d\d-\d\d-\d\dZ__")
                with open(path, encoding="utf-8") as file:
                    self.assertIn(finding["pod"], file.read())
        modes = {(path.is_dir(), oct(path.stat().st_mode & 0o777)) for path in (run.home / "artifacts").rglob("*")}
        self.assertEqual(modes, {(True, "0o700"), (False, "0o600")})
        gone = next(finding for finding in run.report["findings"] if finding["state"] == "gone")
        with open(gone["artifacts"]["description_file"], encoding="utf-8") as file:
            self.assertIn("pod no longer exists", file.read())


if __name__ == "__main__":
    unittest.main()
