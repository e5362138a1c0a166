"""What a row stands on: a fleet of clusters, the program run in a folder of its own, and what is left afterwards.

OOMSCAN_PROGRAM and OOMSCAN_FLEET_SIM name the programs, OOMSCAN_TEST_KUBECTL the client (default: oc or kubectl from
PATH).
"""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.request

PROGRAM = os.environ["OOMSCAN_PROGRAM"]
FLEET_SIM = os.environ["OOMSCAN_FLEET_SIM"]
TOOL = os.environ.get("OOMSCAN_TEST_KUBECTL") or shutil.which("oc") or shutil.which("kubectl")

POLL_SECONDS = 0.02
START_SECONDS_MAX = 60
CLEAN_UP_SECONDS_MAX = 20  # until the janitor has removed what a killed program left
# What no row may exceed, whatever its own bound: a program that hangs must not hang its test.
RUN_SECONDS_MAX = 50

HEALTHY = "well-prd-es00"
HEALTHY_NAMESPACES = [{"name": "shop", "scenarios": ["oom-looping", "healthy"]},
                      {"name": "billing", "scenarios": ["crash-exit-1"]}]
# Of a cluster with a fault: one namespace that is hit, two that are sound.
HURT = "hurt"
FOREIGN_HOST = "%FOREIGN%"  # in a fault
FAULTY_NAMESPACES = [{"name": HURT, "scenarios": ["oom-looping"], "pods": 2},
                     {"name": "sound-a", "scenarios": ["oom-looping"]},
                     {"name": "sound-b", "scenarios": ["crash-exit-1"]}]


def eventually(condition, seconds):
    """Polls until the condition holds; its last value."""
    deadline = time.monotonic() + seconds
    while not (value := condition()) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return value


def processes_naming(marker):
    """Ids of living processes whose environment or command line names the marker, this one left out."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue  # it has ended
        if marker.encode() in text and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def as_json(value):
    """Bytes, which JSON does not have, become base64 under a name that says so."""
    if isinstance(value, dict):
        return {f"{key}_base64" if isinstance(each, bytes) else key:
                base64.b64encode(each).decode() if isinstance(each, bytes) else as_json(each)
                for key, each in value.items()}
    return [as_json(each) for each in value] if isinstance(value, list) else value


class Fleet:
    """A running fleet_sim; ended, and its files removed, on leaving the 'with' block."""

    def __init__(self, clusters, faults, words=()):
        self._folder = tempfile.TemporaryDirectory(prefix="oom-scan-fleet-")
        self.folder = pathlib.Path(self._folder.name)
        self._faults = faults
        config = self.folder / "config.json"
        config.write_text(json.dumps(as_json({"clusters": clusters, "faults": faults})), encoding="utf-8")
        self._process = subprocess.Popen([FLEET_SIM, "--dir", self.folder, "--preset", "empty", "--pod-bytes", "1500",
                                          "--die-with-parent", "--config", config, *words])

    def __enter__(self):
        up = eventually(lambda: (self.folder / "ready").exists() or self._process.poll() is not None, START_SECONDS_MAX)
        if not up or self._process.poll() is not None:
            self.__exit__()
            raise RuntimeError("the fleet did not come up")
        self.truth = json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))
        self.control = (self.folder / "control").read_text(encoding="utf-8").strip()
        self._name_foreign_host()
        return self

    def _name_foreign_host(self):
        """A redirect leads to the healthy cluster, whose port is known only now."""
        text = json.dumps(as_json(self._faults))
        if FOREIGN_HOST in text:
            text = text.replace(FOREIGN_HOST, self.true_cluster(HEALTHY)["server"])
            request = urllib.request.Request(f"{self.control}/_sim/faults", text.encode(), method="PUT")
            urllib.request.urlopen(request, timeout=30).close()

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()

    @property
    def kubeconfig(self):
        return self.folder / "kubeconfig"

    def true_cluster(self, name):
        return next(each for each in self.truth["clusters"] if each["cluster"] == name)

    def requests(self):
        with urllib.request.urlopen(f"{self.control}/_sim/requests", timeout=30) as answer:
            return json.load(answer)


class Home:
    """The folder of one run: HOME/out, HOME/artifacts, HOME/run for sockets, HOME/bin for a tool that misbehaves."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="oom-scan-row-")
        self.path = pathlib.Path(self._folder.name)
        self.client = TOOL
        self.cluster = ""  # the row's
        self.output = self.path / "out"
        for name in ("out", "artifacts", "run", "bin"):
            (self.path / name).mkdir(mode=0o700)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def command(self, words):
        return [PROGRAM, "--oc", self.client, "--output-dir", self.output, "--artifacts-dir", self.path / "artifacts",
                "--skip-prometheus", *words]

    def environment(self):
        # The mark is inherited by whatever the program starts, also where no path of this folder is named.
        return {**os.environ, "XDG_RUNTIME_DIR": str(self.path / "run"), "TERM": "dumb", "ROW_MARK": str(self.path)}

    def tool(self, body):
        """From now on a bash script stands in for the client; "$REAL" is the real one."""
        self.client = path = self.path / "bin/oc"
        path.write_text(f"#!/bin/bash\nREAL='{TOOL}'\nHOME_OF_ROW='{self.path}'\n{body}\n", encoding="utf-8")
        path.chmod(0o700)
        return path

    def report(self):
        """The results; None if there are none, or those that were there before."""
        file = self.path / "out/oom_results.json"
        results = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        return results if "coverage" in results else None

    def left_behind(self):
        """Whatever must not be there any more after the program has ended; empty if all is well."""
        def left():
            processes = [f"process {number}" for number in processes_naming(str(self.path))]
            files = [str(path) for path in (self.path / "run").glob("*")]
            return processes + files + [str(path) for path in (self.path / "out").glob(".oom-scan*")]
        eventually(lambda: not left(), CLEAN_UP_SECONDS_MAX)
        return left()
