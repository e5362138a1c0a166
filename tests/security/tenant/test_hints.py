"""The hints beside a refusal, followed to the letter by the administrator: then nothing is refused any more."""
import json
import os
import pathlib
import re
import shlex
import subprocess
import tempfile

import world

NAME = "stranger"
WHOM = f"system:serviceaccount:{world.TENANT}:{NAME}"
ROUNDS_MAX = 3  # a role is bound in one place at a time


class Hints(world.TenantCheck):
    def setUp(self):
        place = f"/api/v1/namespaces/{world.TENANT}/serviceaccounts"
        world.done("admin", "POST", place, {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": NAME}})
        self.addCleanup(world.done, "admin", "DELETE", f"{place}/{NAME}")
        given = world.done("admin", "POST", f"{place}/{NAME}/token",
                           {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {}})
        config = json.loads(subprocess.run(["kubectl", "config", "view", "--raw", "--minify", "-o", "json"], check=True,
                                           capture_output=True).stdout)
        config["users"][0]["user"] = {"token": given["status"]["token"]}
        self.home = pathlib.Path(tempfile.mkdtemp(dir=self.world.folder.name))
        self.kubeconfig = self.home / "stranger.kubeconfig"
        self.kubeconfig.write_text(json.dumps(config), encoding="utf-8")
        # What is pasted finds the program by its name.
        (self.home / "bin").mkdir()
        (self.home / "bin/oom-scan").symlink_to(world.PROGRAM)

    def look(self, *words):
        """The report of a scan with the stranger's rights."""
        for name in ("out", "run"):
            (self.home / name).mkdir(mode=0o700, exist_ok=True)
        done = subprocess.run([world.PROGRAM, "--kubeconfig", self.kubeconfig, "--current", "--skip-prometheus",
                               "--no-artifacts", "--output-dir", self.home / "out", "--time-range", "2h", *words],
                              env={**os.environ, "XDG_RUNTIME_DIR": str(self.home / "run"), "HOME": str(self.home)},
                              capture_output=True, text=True, timeout=world.SCAN_SECONDS_MAX, check=False)
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        return json.loads((self.home / "out/oom_results.json").read_text(encoding="utf-8"))

    @staticmethod
    def refused(report):
        return [gap for gap in report["coverage"][0]["gaps"] if gap["why"] == "forbidden"]

    def follow(self, hint):
        command = re.search(r"oom-scan rbac .*--user=NAME", hint)
        self.assertTrue(command, hint)
        pasted = command[0].replace("--user=NAME", f"--user={shlex.quote(WHOM)}")
        path = f"{self.home / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(["sh", "-c", pasted], env={**os.environ, "PATH": path}, capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0, (pasted, done.stdout, done.stderr))
        words = pasted.split(" && ")[1].split()
        where = [word for word in words if word.startswith("--namespace=")]
        self.addCleanup(subprocess.run, ["kubectl", "delete", words[2], words[3], *where], capture_output=True)

    def follow_until_nothing_is_refused(self, *words):
        report = self.look(*words)
        self.assertTrue(self.refused(report))
        for _ in range(ROUNDS_MAX):
            self.follow(self.refused(report)[0]["hint"])
            report = self.look(*words)
            if not self.refused(report):
                return report
        raise AssertionError(f"still refused: {self.refused(report)}")

    def test_a_tenants_role_also_gives_the_events_of_nodes_that_its_scan_reads(self):
        # 'killed' ended with 137 for no stated reason: whether its node ran out of memory, its Events tell.
        report = self.follow_until_nothing_is_refused("--namespaces", world.VICTIM)
        found = {(finding["pod"], finding["type"]) for finding in report["findings"]}
        self.assertLessEqual({("web", "OOMKilled"), ("web", "CrashLoopBackOff")}, found)

    def test_without_named_namespaces_the_role_is_of_the_whole_cluster(self):
        report = self.follow_until_nothing_is_refused("--strategy", "cluster")
        self.assertEqual(report["coverage"][0]["namespaces_scanned"], report["coverage"][0]["namespaces_total"])
