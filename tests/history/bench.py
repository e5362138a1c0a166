"""A directory of its own for each test, the program run in it, and the simulated fleet."""

import json
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OOMSCAN_PROGRAM", str(SOURCE / "build/dev/oom-scan"))
FLEET_SIM = os.environ.get("OOMSCAN_FLEET_SIM", str(SOURCE / "build/dev/tests/fleet_sim/fleet_sim"))


def demo_history(*words):
    return subprocess.run([SOURCE / "scripts/demo-history", *words], check=True, capture_output=True, text=True).stdout


class Bench(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="oom-scan-history.")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)
        self.store = self.dir / "history.sqlite"

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OOM_SCAN_")}
        run = self.dir / "run"
        run.mkdir(mode=0o700, exist_ok=True)
        return {**kept, "XDG_RUNTIME_DIR": str(run), "XDG_STATE_HOME": str(self.dir / "state")}

    def run_program(self, *words, code=0):
        done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, env=self.environment(),
                              cwd=self.dir, check=False)
        if code is not None:
            self.assertEqual(done.returncode, code, f"{words}\n{done.stdout}\n{done.stderr}")
        return done

    def ask(self, *words, code=0):
        return self.run_program(*words, "--store", self.store, code=code)

    def asked(self, *words):
        return json.loads(self.ask(*words, "--format", "json").stdout)


class Fleet:
    """The simulator; ended by close()."""

    def __init__(self, directory, *words):
        directory.mkdir()
        self.kubeconfig = directory / "kubeconfig"
        self.process = subprocess.Popen([FLEET_SIM, "--dir", str(directory), *words], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        for _ in range(400):
            if (directory / "ready").exists():
                return
            time.sleep(0.05)
        raise RuntimeError("the fleet does not come up")

    def close(self):
        self.process.terminate()
        self.process.wait()
