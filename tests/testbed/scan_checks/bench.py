"""What the checks of a scan stand on: the built program, run inside a testbed, in a folder of its own.

OOMSCAN_PROGRAM names the program, OOMSCAN_TESTBED_DIR the testbed (set by 'scripts/testbed exec'), OOMSCAN_OLD_KUBECTL
Debian's kubectl. The workloads are loaded.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from cluster_watch import ClusterWatch

PROGRAM = os.environ["OOMSCAN_PROGRAM"]
TESTBED = pathlib.Path(os.environ["OOMSCAN_TESTBED_DIR"])
OLD_KUBECTL = os.environ["OOMSCAN_OLD_KUBECTL"]
TESTS = pathlib.Path(__file__).resolve().parents[1]

REAL, PAPER, GONE = (f"api-oom-{name}-01-testbed-local:{port}" for name, port in
                     (("real", 6443), ("paper", 7443), ("gone", 6553)))
ADMIN = f"default/{REAL}/admin"
ADMIN_AGAIN = f"oom-deployment/{REAL}/admin"
TENANT = f"oom-deployment/{REAL}/tenant"
READER = f"default/{REAL}/reader"
LEAVER = f"default/{REAL}/leaver"

SCAN_SECONDS_MAX = 120
# As often is a scan made whose findings are not as expected, if that is the cluster's doing.
SCANS_MAX = 3
# A run that ended in another way than it should is shown for as long as the kubelet's longest back-off.
SHOWN_AGAIN_WITHIN_SECONDS = 330

# Workloads of which a race in the kernel decides what is found: it may be more from one scan to the next.
UNSETTLED = {path.parent.name for path in TESTS.glob("workloads/*/expected.json")
             if "possible" in json.loads(path.read_text(encoding="utf-8"))}


def eventually(condition, seconds=60):
    """Polls until the condition holds; its last value."""
    deadline = time.monotonic() + seconds
    while not (value := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return value


def kubectl(*words):
    return subprocess.run(["kubectl", "--context", ADMIN, *words], check=True, capture_output=True, text=True).stdout


def processes_naming(marker, name=""):
    """Ids of living processes whose environment or command line names the marker."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
            if marker.encode() in text and name in ("", (folder / "comm").read_text().strip()):
                found.append(int(folder.name))
        except OSError:
            pass  # it has ended
    return [each for each in found if each != os.getpid()]


class Run:
    """One scan: 'code', 'out', 'err', and 'report', which is None if none was written. 'watch' saw the real cluster
    meanwhile, and 'repeat()' is the same scan once more."""

    def __init__(self, home, done, watch, repeat):
        self.home, self.code, self.out, self.err = home, done.returncode, done.stdout, done.stderr
        self.watch, self.repeat = watch, repeat
        results = home / "out/oom_results.json"
        self.report = json.loads(results.read_text(encoding="utf-8")) if results.exists() else None

    @property
    def results(self):
        return self.home / "out/oom_results.json"

    def coverage(self, context):
        return next(each for each in self.report["coverage"] if each["context"] == context)

    def gaps(self, context):
        """(namespace, what, why) of each gap but history, which ends where the testbed began."""
        return sorted((gap["namespace"], gap["what"], gap["why"]) for gap in self.coverage(context)["gaps"]
                      if gap["what"] != "history")

    def verdicts(self, context):
        """What is found, without what differs from one moment to the next."""
        members = ("namespace", "workload", "container", "container_kind", "type", "state", "confidence", "cause",
                   "exit_code")
        return sorted({json.dumps([finding[member] for member in members if member != "workload"] +
                                  [(finding["workload"] or {}).get("kind")])
                       for finding in self.report["findings"]
                       if finding["context"] == context and finding["namespace"] not in UNSETTLED})


class ScanCheck(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="oom-scan-check-")
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.count = 0

    def command(self, words):
        """Command line and environment of a scan in a new folder."""
        self.count += 1
        home = self.home / str(self.count)
        for name in ("out", "artifacts", "run"):
            (home / name).mkdir(parents=True, mode=0o700)
        command = [PROGRAM, "--output-dir", home / "out", "--artifacts-dir", home / "artifacts", *words]
        return home, command, {**os.environ, "XDG_RUNTIME_DIR": str(home / "run")}

    def scan(self, *words, environment=None):
        home, command, variables = self.command(words)
        watch = ClusterWatch(ADMIN)
        self.addCleanup(watch.end)
        done = subprocess.run(command, env={**variables, **(environment or {})}, capture_output=True, text=True,
                              timeout=SCAN_SECONDS_MAX, check=False)
        watch.scan_is_over()
        return Run(home, done, watch, lambda: self.scan(*words, environment=environment))

    def start(self, *words):
        """A scan in the background, its words in HOME/out.txt and HOME/err.txt. Killed at the test's end."""
        home, command, variables = self.command(words)
        with open(home / "out.txt", "wb") as out, open(home / "err.txt", "wb") as err:
            process = subprocess.Popen(command, env=variables, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        self.addCleanup(lambda: process.poll() is None and process.send_signal(signal.SIGKILL))
        return home, process

    def assert_as_expected(self, run, contexts, *words):
        """The findings through each of these contexts are exactly those that stand beside the workloads; the run of
        which that is true. Where the cluster itself was not what a workload's condition asks for while it was scanned,
        it is scanned again once that is so."""
        for scans_left in reversed(range(SCANS_MAX)):
            complaints = [line for context in contexts for line in self.complaints(run, context, words)]
            if not complaints:
                run.watch.end()
                return run
            cases = {line.partition(":")[0] for line in complaints}
            known = {case for case in cases if (TESTS / "workloads" / case / "expected.json").exists()}
            excused = set(run.watch.deviating(known))
            if cases - excused or not scans_left:
                break
            print(f"the cluster did not show {sorted(excused)} as described: scanned again", file=sys.stderr)
            eventually(lambda: run.watch.shown_now(excused), SHOWN_AGAIN_WITHIN_SECONDS)
            run = run.repeat()
        self.fail("\n".join(complaints + [f"the cluster's own doing: {sorted(excused)}"]))

    def complaints(self, run, context, words):
        said = subprocess.run(["python3", TESTS / "compare.py", "--context", context, *words, run.results],
                              capture_output=True, text=True, check=False)
        return [] if said.returncode == 0 else (said.stdout + said.stderr).splitlines()

    def assert_nothing_left(self, home):
        self.assertTrue(eventually(lambda: not processes_naming(str(home))), processes_naming(str(home)))
        self.assertTrue(eventually(lambda: not list((home / "run").iterdir())), list((home / "run").iterdir()))
        self.assertEqual([path.name for path in (home / "out").iterdir() if "tmp" in path.name], [])
