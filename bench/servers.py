"""The servers that are measured against: the fleet simulator, and the testbed's real API server."""
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
TESTBED = ROOT / "scripts/testbed"
LOAD = ROOT / "tests/testbed/load_paper.py"


def client_tool():
    return shutil.which("oc") or shutil.which("kubectl") or sys.exit("neither oc nor kubectl in PATH")


def write_names(environment):
    """The namespaces' names, a line each, where contestants look for them."""
    names = subprocess.run([environment["TOOL"], "get", "namespaces", "-o", "name"], env=environment,
                           stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    pathlib.Path(environment["D"], "names").write_text("\n".join(name.split("/")[1] for name in names) + "\n")


@contextlib.contextmanager
def simulator(build, *words):
    """A simulated fleet; gives the environment in which its kubeconfig is the current one."""
    with tempfile.TemporaryDirectory(prefix="oom-scan-bench-") as folder:
        process = subprocess.Popen([f"{build}/tests/fleet_sim/fleet_sim", "--dir", folder, "--die-with-parent",
                                    *map(str, words)])
        try:
            while not os.path.exists(f"{folder}/ready"):
                if process.poll() is not None:
                    sys.exit("the fleet simulator ended at once")
                time.sleep(0.05)
            yield {**os.environ, "KUBECONFIG": f"{folder}/kubeconfig", "TOOL": client_tool(), "D": folder}
        finally:
            process.terminate()
            process.wait()


def load_objects(build, namespaces, pods):
    """Inside a testbed: writes so many healthy-looking pods in each, and some that fail, past all controllers into its
    second server."""
    with tempfile.TemporaryDirectory(prefix="oom-scan-bench-") as folder:
        file = pathlib.Path(folder, "objects.json")
        subprocess.run([f"{build}/tests/fleet_sim/fleet_sim", "--dir", folder, "--preset", "large", "--namespaces",
                        str(namespaces), "--pods", str(pods), "--write-objects", str(file)], check=True)
        subprocess.run([sys.executable, str(LOAD), str(file)], check=True, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def real_server():
    """A testbed with the API server alone. Gives its folder; commands run in it through `inside`."""
    with tempfile.TemporaryDirectory(prefix="oom-scan-bench-") as parent:
        folder = f"{parent}/testbed"
        try:
            subprocess.run([TESTBED, "up", "--api-only", folder], check=True, stdout=subprocess.DEVNULL)
            yield folder
        finally:
            subprocess.run([TESTBED, "down", folder], check=False, stdout=subprocess.DEVNULL)


def inside(folder, *command):
    subprocess.run([TESTBED, "exec", folder, *map(str, command)], check=True)


@contextlib.contextmanager
def environment_inside():
    """In a testbed: the environment in which the real server is the current one."""
    with tempfile.TemporaryDirectory(prefix="oom-scan-bench-") as folder:
        bed = pathlib.Path(os.environ["OOMSCAN_TESTBED_DIR"])
        yield {**os.environ, "KUBECONFIG": str(bed / "paper.kubeconfig"), "TOOL": str(bed / "bin/kubectl"), "D": folder}
