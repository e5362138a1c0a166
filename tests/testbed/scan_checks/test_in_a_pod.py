"""In a pod without a kubeconfig the program scans its own cluster through the pod's service account, as kubectl does.

The pods are real ones, with the rights that `oom-scan rbac` prints and with no more rights on the node than OpenShift
gives: any user number, no capability, a root file system that cannot be written. Their image holds busybox only: the
program, the client and the libraries are the machine's own, seen through hostPaths. What this node lacks is played: the
Service's address has no kube-proxy behind it but a relay, and no admission plug-in mounts the service account's files
(its volume is spelled out in the pods).
"""
import json
import os
import pathlib
import subprocess
import types
import unittest

import bench
import test_rbac
from ways import Relay

SERVICE_ADDRESS, SERVICE_PORT, SERVER_PORT = "10.96.0.1", 443, 6443
CONTEXT = "in-cluster"
USER = 1000650000
ACCOUNT_FILES = "/var/run/secrets/kubernetes.io/serviceaccount"
LIBRARIES = {"/usr": "/usr", "/usr/lib": "/lib", "/usr/lib64": "/lib64"}
POD_SECONDS_MAX = 150


def account_volume(name):
    """As the admission plug-in ServiceAccount writes it."""
    return {"name": name, "projected": {"sources": [
        {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
        {"configMap": {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}},
        {"downwardAPI": {"items": [{"path": "namespace", "fieldRef": {"fieldPath": "metadata.namespace"}}]}}]}}


class InAPod(test_rbac.Account):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        subprocess.run(["ip", "addr", "add", f"{SERVICE_ADDRESS}/32", "dev", "node0"], check=True)
        cls.addClassCleanup(subprocess.run, ["ip", "addr", "del", f"{SERVICE_ADDRESS}/32", "dev", "node0"], check=True)
        cls.enterClassContext(Relay((SERVICE_ADDRESS, SERVICE_PORT), SERVER_PORT))

    def setUp(self):
        super().setUp()
        role = self.give(self.rbac("--skip-prometheus"))[0]
        self.assertTrue(bench.eventually(lambda: self.may(role["rules"][-1], "")))

    def spec(self, home, client, words):
        """Of a pod that runs the program with this client, and writes into the folder `home`."""
        mounts = {"program": (os.path.dirname(bench.PROGRAM), "/opt/oom-scan", "Directory"),
                  "client": (os.path.realpath(client), "/opt/client/kubectl", "File")}
        mounts |= {f"libraries-{index}": (source, target, "Directory")
                   for index, (source, target) in enumerate(LIBRARIES.items())}
        volumes = [{"name": name, "hostPath": {"path": source, "type": kind}} for name, (source, _, kind) in mounts.items()]
        volumes += [{"name": "results", "hostPath": {"path": str(home), "type": "Directory"}}, account_volume("account")]
        return {
            "serviceAccountName": test_rbac.ACCOUNT, "restartPolicy": "Never", "terminationGracePeriodSeconds": 1,
            "securityContext": {"runAsUser": USER, "runAsGroup": 0, "runAsNonRoot": True}, "volumes": volumes,
            "containers": [{
                "name": "scan", "image": "testbed.local/box:1", "imagePullPolicy": "Never",
                "command": ["/opt/oom-scan/" + os.path.basename(bench.PROGRAM)],
                "args": ["--output-dir", "/results/out", "--artifacts-dir", "/results/artifacts", *words],
                "env": [{"name": "PATH", "value": "/opt/client:/bin"}],
                "securityContext": {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                                    "capabilities": {"drop": ["ALL"]}},
                "volumeMounts": [{"name": name, "mountPath": target, "readOnly": True}
                                 for name, (_, target, _) in mounts.items()] +
                                [{"name": "results", "mountPath": "/results"},
                                 {"name": "account", "mountPath": ACCOUNT_FILES, "readOnly": True}]}]}

    def results_folder(self):
        self.count += 1
        home = self.home / str(self.count)
        for folder in (home, home / "out", home / "artifacts"):
            folder.mkdir(mode=0o700)
            os.chown(folder, USER, 0)
        return home

    def pod_that_ended(self, selector):
        def ended():
            pods = json.loads(bench.kubectl("get", "pods", "--namespace", "default", "-l", selector, "-o", "json"))["items"]
            return next((pod for pod in pods if pod["status"]["phase"] in ("Succeeded", "Failed")), None)
        pod = bench.eventually(ended, POD_SECONDS_MAX)
        self.assertTrue(pod, bench.kubectl("describe", "pods", "--namespace", "default", "-l", selector))
        return pod

    def run_of(self, home, selector, watch, repeat):
        pod = self.pod_that_ended(selector)
        watch.scan_is_over()
        said = bench.kubectl("logs", "--namespace", "default", pod["metadata"]["name"])
        code = pod["status"]["containerStatuses"][0]["state"]["terminated"]["exitCode"]
        return bench.Run(home, types.SimpleNamespace(returncode=code, stdout=said, stderr=said), watch, repeat)

    def make(self, thing, selector):
        test_rbac.admin("create", "-f", "-", given=json.dumps(thing))
        kind, name = thing["kind"], thing["metadata"]["name"]
        self.addCleanup(test_rbac.admin, "delete", kind, name, "--namespace", "default", "--cascade=foreground")
        return {"app": selector}

    def scan_in_pod(self, client, *words):
        home, watch = self.results_folder(), bench.ClusterWatch(bench.ADMIN)
        self.addCleanup(watch.end)
        name = f"{test_rbac.ACCOUNT}-{self.count}"
        self.make({"apiVersion": "v1", "kind": "Pod",
                   "metadata": {"name": name, "namespace": "default", "labels": {"app": name}},
                   "spec": self.spec(home, client, words)}, name)
        return self.run_of(home, f"app={name}", watch, lambda: self.scan_in_pod(client, *words))

    def scan_in_cron_job(self, client, *words):
        """The CronJob's first run is not awaited: a Job is made from it, as its controller would."""
        home, watch = self.results_folder(), bench.ClusterWatch(bench.ADMIN)
        self.addCleanup(watch.end)
        name = f"{test_rbac.ACCOUNT}-{self.count}"
        template = {"metadata": {"labels": {"app": name}}, "spec": self.spec(home, client, words)}
        self.make({"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": name, "namespace": "default"},
                   "spec": {"schedule": "0 6 * * 1",
                            "jobTemplate": {"spec": {"backoffLimit": 0, "template": template}}}}, name)
        test_rbac.admin("create", "job", name, "--namespace", "default", f"--from=cronjob/{name}")
        return self.run_of(home, f"app={name}", watch, lambda: self.scan_in_cron_job(client, *words))

    def assert_scanned_its_own_cluster(self, run):
        self.assertIsNotNone(run.report, run.out)
        run = self.assert_as_expected(run, [CONTEXT])
        self.assertEqual(run.code, 0, run.out)
        coverage = run.coverage(CONTEXT)
        self.assertEqual(run.gaps(CONTEXT), [])
        self.assertEqual((len(run.report["coverage"]), coverage["cluster"], coverage["status"], coverage["server"]),
                         (1, CONTEXT, "scanned", f"https://{SERVICE_ADDRESS}:{SERVICE_PORT}"))
        self.assertEqual(coverage["cluster_id"], json.loads(
            bench.kubectl("get", "namespace", "kube-system", "-o", "json"))["metadata"]["uid"])
        self.assertTrue(list((run.home / "artifacts").rglob("oom-deployment__*__log.txt")))
        self.assertNotIn("eyJ", run.out, "that is how a token begins")

    def test_a_pod_scans_its_own_cluster(self):
        self.assert_scanned_its_own_cluster(self.scan_in_pod(bench.TESTBED / "bin/kubectl", "--skip-prometheus"))

    def test_the_current_context_is_its_own_cluster(self):
        run = self.scan_in_pod(bench.TESTBED / "bin/kubectl", "--skip-prometheus", "--current", "--transport", "exec")
        self.assert_scanned_its_own_cluster(run)

    def test_a_cron_job_scans_its_own_cluster_with_kubectl_1_20(self):
        self.assert_scanned_its_own_cluster(self.scan_in_cron_job(bench.OLD_KUBECTL, "--skip-prometheus"))


if __name__ == "__main__":
    unittest.main()
