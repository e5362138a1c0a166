"""A cluster with two tenants: 'shop' has failures, and 'team-evil' is where somebody may edit, and nowhere else.

A real API server with RBAC. The administrator writes what the kubelet would: statuses, and Events of 'shop'. What an
attack needs is written with the tenant's own token. Scans run with the administrator's rights.
OOMSCAN_PROGRAM names the program, OOMSCAN_TESTBED_DIR the testbed (set by 'scripts/testbed exec').
"""
import datetime
import json
import os
import pathlib
import ssl
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

PROGRAM = os.environ["OOMSCAN_PROGRAM"]
TESTBED = pathlib.Path(os.environ["OOMSCAN_TESTBED_DIR"])
SERVER = "https://127.0.0.1:7443"
VICTIM, TENANT = "shop", "team-evil"
NODE = "node-1"
TRANSPORTS = ("proxy", "exec")
SCAN_SECONDS_MAX = 120
TLS = ssl.create_default_context(cafile=str(TESTBED / "ca.crt"))
# What a role of Kubernetes before 1.22 gave with 'edit', and many clusters still do.
ENDPOINTS = [{"apiGroups": [""], "resources": ["endpoints"], "verbs": ["create", "update"]}]


def token(person):
    return (TESTBED / f"{person}.token").read_text(encoding="utf-8").strip()


def call(person, method, path, body=None, kind="application/json"):
    """Status and answer of the API server."""
    request = urllib.request.Request(SERVER + path, None if body is None else json.dumps(body).encode(), method=method,
                                     headers={"Authorization": f"Bearer {token(person)}", "Content-Type": kind})
    try:
        with urllib.request.urlopen(request, context=TLS, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def done(person, *words, **more):
    """The answer; anything but success is a failure of the test."""
    status, answer = call(person, *words, **more)
    if status >= 300:
        raise AssertionError(f"{person} {words[:2]}: {answer.get('message')}")
    return answer


def ago(seconds):
    then = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds)
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


def ended(reason, code, seconds, **more):
    return {"terminated": {"reason": reason, "exitCode": code, "startedAt": ago(seconds + 60), "finishedAt": ago(seconds), **more}}


def add_pod(person, namespace, name, phase="Running", owner=None, annotations=None, **status):
    """Creates the pod as `person`; then its kubelet says what became of it. The pod's uid."""
    metadata = {"name": name, "annotations": annotations or {}}
    if owner:
        metadata["ownerReferences"] = [{"apiVersion": "batch/v1", "kind": "Job", "name": "nightly", "controller": True, **owner}]
    spec = {"nodeName": NODE, "restartPolicy": "Never" if phase in ("Succeeded", "Failed") else "Always",
            "containers": [{"name": "app", "image": "registry.example/app:1"}]}
    made = done(person, "POST", f"/api/v1/namespaces/{namespace}/pods",
                {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec})
    container = {"name": "app", "image": "registry.example/app:1", "imageID": "", "ready": False, "restartCount": 0, **status}
    ip = container.pop("podIP", None)
    said = {"phase": phase, "startTime": ago(3600), "containerStatuses": [container]}
    if ip:
        said |= {"podIP": ip, "podIPs": [{"ip": ip}]}
    done("admin", "PATCH", f"/api/v1/namespaces/{namespace}/pods/{name}/status", {"status": said},
         kind="application/strategic-merge-patch+json")
    return made["metadata"]["uid"]


def event(namespace, name, uid, reason, message, seconds=60, kind="Pod", **more):
    about = {"apiVersion": "v1", "kind": kind, "name": name, "uid": uid, "namespace": namespace}
    return {"apiVersion": "v1", "kind": "Event", "metadata": {"generateName": "e-", "namespace": namespace}, "type": "Warning",
            "involvedObject": about, "reason": reason, "message": message, "count": 5,
            "source": {"component": "kubelet", "host": NODE}, "reportingComponent": "kubelet", "reportingInstance": NODE,
            "firstTimestamp": ago(seconds + 300), "lastTimestamp": ago(seconds), **more}


def add_event(person, made):
    return done(person, "POST", f"/api/v1/namespaces/{made['metadata']['namespace']}/events", made)


def back_off(namespace, name, uid, **more):
    return event(namespace, name, uid, "BackOff", f"Back-off restarting failed container app in pod {name}_{namespace}({uid})",
                 **more)


class Run:
    def __init__(self, home, done_run):
        self.home, self.code, self.out, self.err = home, done_run.returncode, done_run.stdout, done_run.stderr
        self.csv = (home / "out/oom_results.csv").read_bytes()
        self.json = (home / "out/oom_results.json").read_bytes()
        self.report = json.loads(self.json)
        self.coverage = self.report["coverage"][0]

    def of(self, namespace):
        return [finding for finding in self.report["findings"] if finding["namespace"] == namespace]

    def gaps(self):
        """But of history, which goes as far back as the server has been up."""
        return [gap for gap in self.coverage["gaps"] if gap["what"] != "history"]


class World:
    """Made once for all tests."""
    gone_uid = "7c1f3b1e-0000-4000-8000-00000000dead"
    job_uid = "7c1f3b1e-0000-4000-8000-0000000010b5"

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="oom-scan-tenant-")
        for name in (VICTIM, TENANT):
            done("admin", "POST", "/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
        self.give_the_tenant_edit()
        waiting = {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 5m0s restarting failed container"}}
        self.web_uid = add_pod("admin", VICTIM, "web", restartCount=7, state=waiting, lastState=ended("OOMKilled", 137, 90))
        add_event("admin", back_off(VICTIM, "web", self.web_uid))
        self.gone_event = add_event("admin", back_off(VICTIM, "gone", self.gone_uid, seconds=600))
        add_pod("admin", VICTIM, "nightly-a", phase="Failed", owner={"uid": self.job_uid}, state=ended("OOMKilled", 137, 1200))
        add_pod("admin", VICTIM, "killed", restartCount=1, ready=True, state={"running": {"startedAt": ago(115)}},
                lastState=ended("Error", 137, 120))
        self.honest = {transport: self.scan(transport) for transport in TRANSPORTS}

    def give_the_tenant_edit(self):
        """Nothing aggregates ClusterRoles here, so the role 'edit' holds no rules: it gets those it is made of."""
        rules = [rule for part in ("edit", "view") for rule in
                 done("admin", "GET", f"/apis/rbac.authorization.k8s.io/v1/clusterroles/system:aggregate-to-{part}")["rules"]]
        place = f"/apis/rbac.authorization.k8s.io/v1/namespaces/{TENANT}"
        done("admin", "POST", f"{place}/roles", {"metadata": {"name": "edits"}, "rules": rules + ENDPOINTS})
        done("admin", "POST", f"{place}/rolebindings", {
            "metadata": {"name": "edits"},
            "subjects": [{"kind": "User", "name": "tenant", "apiGroup": "rbac.authorization.k8s.io"}],
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "edits"}})

    def command(self, transport, words):
        home = pathlib.Path(tempfile.mkdtemp(dir=self.folder.name))
        for name in ("out", "artifacts", "run"):
            (home / name).mkdir(mode=0o700)
        return home, [PROGRAM, "--current", "--types", "all", "--transport", transport, "--no-logs", "--output-dir", home / "out",
                      "--artifacts-dir", home / "artifacts", *words]

    def scan(self, transport, *words):
        home, command = self.command(transport, words)
        run = subprocess.run(command, env={**os.environ, "XDG_RUNTIME_DIR": str(home / "run"), "HOME": str(home)},
                             capture_output=True, timeout=SCAN_SECONDS_MAX, check=False)
        if run.returncode not in (0, 3):
            raise AssertionError(run.stderr.decode())
        return Run(home, run)


class TenantCheck(unittest.TestCase):
    maxDiff = None
    world = None

    @classmethod
    def setUpClass(cls):
        TenantCheck.world = TenantCheck.world or World()

    def tearDown(self):
        for what in ("pods", "events", "services"):
            names = [item["metadata"]["name"] for item in
                     done("admin", "GET", f"/api/v1/namespaces/{TENANT}/{what}?limit=500")["items"]]
            for name in names if what == "services" else names[:1]:
                path = f"/api/v1/namespaces/{TENANT}/{what}" + (f"/{name}" if what == "services" else "")
                done("admin", "DELETE", path + "?gracePeriodSeconds=0")

    def others(self, run):
        """What is found elsewhere; of what is saved, the count, as file names hold the time of the scan."""
        return [{**finding, "artifacts": sum(map(bool, finding["artifacts"].values()))}
                for finding in run.report["findings"] if finding["namespace"] != TENANT]

    def assert_others_unharmed(self, *words):
        """Scans by each transport: the findings elsewhere are those from before the attack. The runs."""
        runs = []
        for transport in TRANSPORTS:
            with self.subTest(transport):
                run = self.world.scan(transport, *words)
                runs.append(run)
                self.assertEqual(self.others(run), self.others(self.world.honest[transport]))
                elsewhere = [gap for gap in run.gaps() if gap["namespace"] != TENANT]
                self.assertEqual(elsewhere, [gap for gap in self.world.honest[transport].gaps()])
        return runs
