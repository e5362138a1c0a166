"""Which contexts are one cluster, asked of two real API servers with real clients: both behind one address, told apart
by the proxy or by the server name alone, and one of them under two addresses. Certificates are verified."""
import datetime
import json
import os
import subprocess
import unittest

import bench
from ways import Bastion, Gateway

PORTS = {"real": 6443, "paper": 7443}
HOSTS = {name: f"api.oom-{name}-01.testbed.local" for name in PORTS}
# An address that the servers' certificate holds and that leads nowhere by itself.
INNER = "https://10.96.0.1:6443"
NODE = "https://10.99.0.1:6443"
PAPER_NAMESPACE = f"of-paper-{os.getpid()}"


def paper(*words, given=None):
    subprocess.run(["kubectl", "--context", f"default/{bench.PAPER}/admin", *words], input=given, text=True, check=True,
                   capture_output=True)


def ago(seconds):
    then = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds)
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


def add_looping_pod():
    """Nothing but an API server is there, so what a kubelet would write is written by the administrator."""
    container = {"name": "app", "image": "registry.example/app:1"}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": PAPER_NAMESPACE},
           "spec": {"nodeName": "ghost", "containers": [container]}}
    paper("create", "-f", "-", given=json.dumps(pod))
    ended = {"reason": "OOMKilled", "exitCode": 137, "startedAt": ago(150), "finishedAt": ago(90)}
    status = {"phase": "Running", "startTime": ago(900), "containerStatuses": [{
        **container, "imageID": "", "ready": False, "restartCount": 7, "lastState": {"terminated": ended},
        "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 5m0s restarting failed container"}}}]}
    paper("patch", "pod", "web", "--namespace", PAPER_NAMESPACE, "--subresource=status", "--type=merge", "-p",
          json.dumps({"status": status}))


class SameCluster(bench.ScanCheck):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        paper("create", "namespace", PAPER_NAMESPACE)
        cls.addClassCleanup(paper, "delete", "namespace", PAPER_NAMESPACE, "--wait=false")
        cls.addClassCleanup(paper, "delete", "pod", "web", "--namespace", PAPER_NAMESPACE, "--grace-period=0", "--force")
        add_looping_pod()

    def look(self, client, **clusters):
        """Scans contexts of these names, each with the same user; `clusters` says what each one's entry holds."""
        config = json.loads(bench.kubectl("config", "view", "--raw", "--minify", "-o", "json"))
        authority = config["clusters"][0]["cluster"]["certificate-authority-data"]
        config |= {"clusters": [{"name": name, "cluster": {"certificate-authority-data": authority, **entry}}
                                for name, entry in clusters.items()],
                   "contexts": [{"name": name, "context": {"cluster": name, "user": config["users"][0]["name"]}}
                                for name in clusters], "current-context": next(iter(clusters))}
        file = self.home / "ways.kubeconfig"
        file.write_text(json.dumps(config), encoding="utf-8")
        return self.scan("--kubeconfig", str(file), "--oc", str(client), "--skip-prometheus", "--no-artifacts")

    def assert_two_clusters(self, run):
        """'one' is the real cluster with the findings that stand beside its workloads, 'two' the paper one."""
        run = self.assert_as_expected(run, ["one"])
        self.assertEqual([(each["cluster"], each["status"], each["folded_contexts"]) for each in run.report["coverage"]],
                         [("one", "scanned", []), ("two", "scanned", [])], run.err)
        self.assertEqual(sorted((finding["namespace"], finding["pod"], finding["type"])
                                for finding in run.report["findings"]
                                if finding["cluster"] == "two" and finding["namespace"] == PAPER_NAMESPACE),
                         [(PAPER_NAMESPACE, "web", "CrashLoopBackOff"), (PAPER_NAMESPACE, "web", "OOMKilled")])
        self.assertFalse([finding for finding in run.report["findings"]
                          if finding["cluster"] == "one" and finding["namespace"] == PAPER_NAMESPACE])
        self.assertFalse([finding for finding in run.report["findings"]
                          if finding["cluster"] == "two" and finding["namespace"] == "oom-deployment"])

    def each_client(self):
        for client in (bench.OLD_KUBECTL, bench.TESTBED / "bin/kubectl"):
            with self.subTest(str(client)):
                yield client

    def test_one_address_behind_two_proxies_is_two_clusters(self):
        for client in self.each_client():
            with Bastion(PORTS["real"]) as to_real, Bastion(PORTS["paper"]) as to_paper:
                self.assert_two_clusters(self.look(
                    client, one={"server": INNER, "proxy-url": f"http://127.0.0.1:{to_real.port}"},
                    two={"server": INNER, "proxy-url": f"http://127.0.0.1:{to_paper.port}"}))
                self.assertEqual(set(to_real.asked_for) | set(to_paper.asked_for), {"10.96.0.1:6443"})

    def test_one_address_by_two_server_names_is_two_clusters(self):
        for client in self.each_client():
            with Gateway({HOSTS[name]: port for name, port in PORTS.items()}) as gateway:
                server = f"https://127.0.0.1:{gateway.port}"
                self.assert_two_clusters(self.look(client, one={"server": server, "tls-server-name": HOSTS["real"]},
                                                   two={"server": server, "tls-server-name": HOSTS["paper"]}))

    def test_two_addresses_of_one_server_are_one_cluster(self):
        for client in self.each_client():
            run = self.look(client, one={"server": f"https://{HOSTS['real']}:6443"}, two={"server": NODE})
            run = self.assert_as_expected(run, ["one"])
            self.assertEqual([(each["cluster"], each["folded_contexts"]) for each in run.report["coverage"]],
                             [("one", ["two"])], run.err)
            self.assertEqual({finding["cluster"] for finding in run.report["findings"]}, {"one"})
            self.assertIn("2 contexts lead to this cluster", run.err)


if __name__ == "__main__":
    unittest.main()
