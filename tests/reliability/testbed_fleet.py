"""A real API server as a fleet: each row reaches it through a door of its own of the pass-through, and the healthy
cluster is the same server without anything in between. Runs inside a testbed."""
import json
import os
import pathlib
import subprocess
import tempfile

import bench

CONTEXT = "default/api-oom-paper-01-testbed-local:7443/admin"
SERVER = "https://api.oom-paper-01.testbed.local:7443"


class TestbedFleet:
    def __init__(self, doors, faults):
        self._folder = tempfile.TemporaryDirectory(prefix="oom-scan-doors-")
        self.folder = pathlib.Path(self._folder.name)
        self._testbed = pathlib.Path(os.environ["OOMSCAN_TESTBED_DIR"])
        self._truth = json.loads(pathlib.Path(os.environ["OOMSCAN_TRUTH"]).read_text(encoding="utf-8"))["clusters"][0]
        config = self.folder / "faults.json"
        # One server behind several doors would be one cluster: so none of them says who it is.
        nameless = [{"cluster": name, "path": "/api/v1/namespaces/kube-system$", "status": 403} for name in doors]
        config.write_text(json.dumps(bench.as_json([*nameless, *faults])), encoding="utf-8")
        words = [word for name, kind in doors.items() for word in ("--door", f"{name}={kind}")]
        self._process = subprocess.Popen([os.environ["OOMSCAN_PASS_THROUGH"], "--dir", self.folder, "--config", config,
                                          "--upstream", SERVER, "--upstream-ca", self._testbed / "ca.crt", *words])

    @property
    def kubeconfig(self):
        return self.folder / "kubeconfig"

    def __enter__(self):
        up = bench.eventually(lambda: (self.folder / "ready").exists() or self._process.poll() is not None,
                              bench.START_SECONDS_MAX)
        if not up or self._process.poll() is not None:
            self.__exit__()
            raise RuntimeError("the pass-through did not come up")
        self.kubeconfig.write_text(json.dumps(self._config()), encoding="utf-8")
        return self

    def _config(self):
        """The testbed's kubeconfig, and in it a context for each door, with the credentials of the administrator."""
        kubeconfig = self._testbed / "fleet.kubeconfig"
        view = [bench.TOOL, "--kubeconfig", kubeconfig, "config", "view", "--raw", "--output", "json"]
        config = json.loads(subprocess.run(view, check=True, capture_output=True, text=True).stdout)
        user = next(each for each in config["contexts"] if each["name"] == CONTEXT)["context"]["user"]
        for name, url in json.loads((self.folder / "doors.json").read_text(encoding="utf-8")).items():
            cluster = {"server": url, "certificate-authority": str(self.folder / "ca.crt")}
            config["clusters"].append({"name": name, "cluster": cluster})
            config["contexts"].append({"name": self._context(name),
                                       "context": {"cluster": name, "user": user, "namespace": "default"}})
        return config

    def _context(self, name):
        return CONTEXT if name == bench.HEALTHY else f"default/api-{name}/admin"

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()

    def true_cluster(self, name):
        return {**self._truth, "cluster": name, "context": self._context(name)}
