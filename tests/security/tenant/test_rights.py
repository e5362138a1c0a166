"""What the attacks stand on: the tenant may edit in one namespace and touch nothing elsewhere, and 'shop' has failures."""
import json
import subprocess

import world


class Rights(world.TenantCheck):
    def kubectl(self, *words):
        config = json.loads(subprocess.run(["kubectl", "config", "view", "--raw", "--minify", "-o", "json"], check=True,
                                           capture_output=True).stdout)
        config["users"][0]["user"] = {"token": world.token("tenant")}
        path = f"{self.world.folder.name}/tenant.kubeconfig"
        with open(path, "w", encoding="utf-8") as file:
            json.dump(config, file)
        return subprocess.run(["kubectl", "--kubeconfig", path, *words], capture_output=True, text=True, check=False)

    def may(self, namespace, *words):
        return self.kubectl("auth", "can-i", *words, "--namespace", namespace).stdout.strip()

    def test_the_tenant_may_edit_in_one_namespace_only(self):
        for what in ("events", "pods", "services"):
            with self.subTest(what):
                self.assertEqual(self.may(world.TENANT, "create", what), "yes")
                self.assertEqual(self.may(world.VICTIM, "create", what), "no")
        self.assertEqual(self.may("default", "create", "events"), "no")
        self.assertEqual(self.may(world.VICTIM, "get", "pods"), "no")
        self.assertEqual(self.may(world.TENANT, "patch", "pods", "--subresource=status"), "no")

    def test_what_the_tenant_writes_elsewhere_is_refused(self):
        refused = self.kubectl("--namespace", world.VICTIM, "delete", "pod", "web")
        self.assertIn("(Forbidden)", refused.stderr)
        status, answer = world.call("tenant", "POST", f"/api/v1/namespaces/{world.VICTIM}/events",
                                    world.back_off(world.VICTIM, "web", self.world.web_uid))
        self.assertEqual((status, answer["reason"]), (403, "Forbidden"))

    def test_before_any_attack_the_failures_of_the_other_namespace_are_found(self):
        for transport, run in self.world.honest.items():
            with self.subTest(transport):
                found = {(finding["pod"], finding["type"], finding["state"]) for finding in run.of(world.VICTIM)}
                self.assertLessEqual({("web", "OOMKilled", "active"), ("web", "CrashLoopBackOff", "active"),
                                      ("gone", "CrashLoopBackOff", "gone"), ("nightly-a", "OOMKilled", "active")}, found)
                self.assertNotIn("killed", {pod for pod, _, _ in found})
                self.assertEqual(run.of(world.TENANT), [])
