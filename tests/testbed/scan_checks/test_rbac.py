"""The roles that 'oom-scan rbac' prints: enough for a scan without a refusal, and not one rule too many."""
import json
import os
import subprocess
import unittest

import bench

ACCOUNT = f"oom-scan-check-{os.getpid()}"
WHOM = f"system:serviceaccount:default:{ACCOUNT}"
ROUTE = {"apiVersion": "route.openshift.io/v1", "kind": "Route",
         "metadata": {"name": "thanos-querier", "namespace": "openshift-monitoring"},
         "spec": {"host": "api.oom-gone-01.testbed.local", "to": {"kind": "Service", "name": "thanos-querier"},
                  "tls": {"termination": "reencrypt"}}}


def admin(*words, given=None):
    done = subprocess.run(["kubectl", "--context", bench.ADMIN, *words], input=given, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise AssertionError(f"{words}: {done.stderr}")
    return done.stdout


def objects_of(yaml):
    """The documents, as kubectl reads them."""
    text, found = admin("create", "--dry-run=client", "-o", "json", "-f", "-", given=yaml), []
    while text.strip():
        value, end = json.JSONDecoder().raw_decode(text.lstrip())
        found += value["items"] if value["kind"] == "List" else [value]
        text = text.lstrip()[end:]
    return found


def named(thing):
    return thing["metadata"]["name"], thing["metadata"].get("namespace", "")


class Account(bench.ScanCheck):
    """A service account that may nothing but what the printed roles give it."""

    def setUp(self):
        super().setUp()
        admin("create", "serviceaccount", ACCOUNT, "--namespace", "default")
        self.addCleanup(admin, "delete", "serviceaccount", ACCOUNT, "--namespace", "default")
        config = json.loads(admin("config", "view", "--raw", "--minify", "-o", "json"))
        config["users"][0]["user"] = {"token": admin("create", "token", ACCOUNT, "--namespace", "default").strip()}
        self.context = config["current-context"]
        config["contexts"][0]["context"]["namespace"] = "default"
        self.kubeconfig = self.home / "account.kubeconfig"
        self.kubeconfig.write_text(json.dumps(config), encoding="utf-8")

    def rbac(self, *words):
        done = subprocess.run([bench.PROGRAM, "rbac", *words], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def give(self, yaml):
        """Applies the roles, and binds them with the commands that stand in the comments; the roles."""
        roles = objects_of(yaml)
        admin("apply", "-f", "-", given=yaml)
        for role in roles:
            self.addCleanup(self.remove, role)
        for line in yaml.splitlines():
            if " create " in line and "rolebinding" in line:
                words = line.lstrip("# ").split()
                self.assertIn(words[0], ("oc", "kubectl"))
                self.assertEqual(words[-1], "--user=NAME")
                admin(*words[1:-1], f"--user={WHOM}")
                where = [word for word in words if word.startswith("--namespace=")]
                self.addCleanup(admin, "delete", words[2], words[3], *where)
        return roles

    @staticmethod
    def remove(role):
        admin("delete", role["kind"], role["metadata"]["name"], *(
            ["--namespace", role["metadata"]["namespace"]] if "namespace" in role["metadata"] else []))

    def may(self, rule, namespace):
        """Does the server grant a rule's right to the account? ('can-i' asks about kinds that the API has only.)"""
        resource, _, part = rule["resources"][0].partition("/")
        asked = {"group": rule["apiGroups"][0], "resource": resource, "subresource": part, "verb": rule["verbs"][0],
                 "name": rule.get("resourceNames", [""])[0], "namespace": namespace}
        review = {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview",
                  "spec": {"user": WHOM, "resourceAttributes": asked}}
        answer = admin("create", "--raw", "/apis/authorization.k8s.io/v1/subjectaccessreviews", "-f", "-",
                       given=json.dumps(review))
        return json.loads(answer)["status"]["allowed"]

    def without(self, role, index, namespace):
        """Takes one rule out of the role until the test's next step; what it was."""
        rule = role["rules"][index]
        admin("replace", "-f", "-", given=json.dumps({**role, "rules": role["rules"][:index] +
                                                      role["rules"][index + 1:]}))
        self.assertTrue(bench.eventually(lambda: not self.may(rule, namespace)), rule)
        return rule

    def restore(self, role, rule, namespace):
        admin("replace", "-f", "-", given=json.dumps(role))
        self.assertTrue(bench.eventually(lambda: self.may(rule, namespace)), rule)

    def look(self, *words):
        return self.scan("--kubeconfig", str(self.kubeconfig), *words)

    def refused(self, run):
        return {gap["what"] for gap in run.coverage(self.context)["gaps"] if gap["why"] == "forbidden"}


# "" where nothing is missed but a name: without its uid a cluster is known by its address.
LACKING = {("namespaces", "get"): "", ("namespaces", "list"): "namespaces", ("pods", "list"): "pods", ("events", "list"): "events",
           ("pods", "get"): "describe", ("pods/log", "get"): "log"}


class WholeCluster(Account):
    def test_the_cluster_role_is_enough_and_each_of_its_rules_is_needed(self):
        role = self.give(self.rbac("--skip-prometheus"))[0]
        self.assertTrue(bench.eventually(lambda: self.may(role["rules"][-1], "")))
        run = self.look("--skip-prometheus")
        self.assertEqual(self.refused(run), set())
        coverage = run.coverage(self.context)
        self.assertEqual(coverage["namespaces_scanned"], coverage["namespaces_total"])
        self.assertFalse([note for note in coverage["notes"] if "may not" in note], "it took another way")
        self.assertTrue(list((run.home / "artifacts").rglob("oom-deployment__*__log.txt")))

        for index in range(len(role["rules"])):
            rule = self.without(role, index, "")
            expected = LACKING[rule["resources"][0], rule["verbs"][0]]
            lacking = self.refused(self.look("--skip-prometheus"))
            if expected == "events":
                lacking.discard("describe")  # a description ends with the pod's Events
            self.assertEqual(lacking, {expected} - {""}, rule)
            self.restore(role, rule, "")

    def test_what_the_options_spare_is_not_in_the_role(self):
        for words, spared in ((["--no-logs"], {"log"}), (["--no-describe"], {"describe"}),
                              (["--no-artifacts"], {"log", "describe"})):
            roles = objects_of(self.rbac("--skip-prometheus", *words))
            have = {LACKING[rule["resources"][0], rule["verbs"][0]] for rule in roles[0]["rules"]}
            self.assertEqual(have, set(LACKING.values()) - spared, words)


class NamedNamespaces(Account):
    NAMESPACES = ("oom-deployment", "healthy")

    def test_a_role_in_each_is_enough_and_each_of_its_rules_is_needed(self):
        words = ("--namespaces", ",".join(self.NAMESPACES), "--skip-prometheus")
        roles = self.give(self.rbac(*words))
        # And where Events of nodes are: a kill of no stated reason is judged by them.
        self.assertEqual({named(role) for role in roles},
                         {("oom-scan", name) for name in (*self.NAMESPACES, "default")})
        for role in roles:
            namespace = role["metadata"]["namespace"]
            self.assertTrue(bench.eventually(lambda: self.may(role["rules"][-1], namespace)))
        run = self.look(*words)
        self.assertEqual(self.refused(run), set())
        self.assertEqual(run.coverage(self.context)["namespaces_scanned"], len(self.NAMESPACES))

        role = next(each for each in roles if each["metadata"]["namespace"] == "oom-deployment")
        for index in range(len(role["rules"])):
            rule = self.without(role, index, "oom-deployment")
            gaps = {(gap["namespace"], gap["what"]) for gap in self.look(*words).coverage(self.context)["gaps"]
                    if gap["why"] == "forbidden"}
            lacking = LACKING[rule["resources"][0], rule["verbs"][0]]
            if lacking == "events":
                gaps.discard(("oom-deployment", "describe"))  # a description ends with the pod's Events
            self.assertEqual(gaps, {("oom-deployment", lacking)}, rule)
            self.restore(role, rule, "oom-deployment")


class Prometheus(Account):
    NOTE = "Prometheus: service 'monitoring/prometheus-operated:9090'"

    def setUp(self):
        super().setUp()
        # OpenShift's, whose door is shut: what the route's role gives is asked, then a service answers.
        admin("create", "namespace", "openshift-monitoring")
        self.addCleanup(admin, "delete", "namespace", "openshift-monitoring")
        admin("create", "-f", "-", given=json.dumps(ROUTE))

    def test_its_roles_are_enough_and_each_of_their_rules_is_needed(self):
        roles = {role["metadata"]["name"]: role for role in self.give(self.rbac())}
        route, service = roles["oom-scan-prometheus-route"], roles["oom-scan-prometheus-service"]
        for rule in service["rules"]:
            self.assertTrue(bench.eventually(lambda: self.may(rule, "monitoring")), rule)
        run = bench.eventually(self.found)
        self.assertTrue(run, "no Prometheus was found")
        self.assertEqual(self.refused(run), set())
        for index in range(len(service["rules"])):
            rule = self.without(service, index, "monitoring")
            notes = self.look("--no-artifacts").coverage(self.context)["notes"]
            self.assertTrue(any(note.startswith("no Prometheus found") for note in notes), (rule, notes))
            self.restore(service, rule, "monitoring")

        # The service proxy comes first, so the route is asked for where no service answers.
        rule = self.without(route, 0, "openshift-monitoring")
        self.restore(route, rule, "openshift-monitoring")
        # Nothing here asks for it as OpenShift's proxy does: only that the rule gives what that asks.
        rule = self.without(route, 1, "openshift-monitoring")
        self.restore(route, rule, "openshift-monitoring")

    def found(self):
        """A scan that used it: its first answers need a scrape."""
        run = self.look("--no-artifacts", "-v")
        return run if self.NOTE in run.coverage(self.context)["notes"] else None


class Accepted(Account):
    def test_both_ends_of_the_clients_take_it(self):
        for words in ([], ["--namespaces", "healthy,oom-deployment"]):
            for tool in ("kubectl", bench.OLD_KUBECTL):
                done = subprocess.run([tool, "--context", bench.ADMIN, "apply", "--dry-run=server", "-f", "-"],
                                      input=self.rbac(*words), capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, (tool, words, done.stderr))

    def test_all_it_gives_is_reading(self):
        for words in ([], ["--namespaces", "healthy"]):
            verbs = {verb for role in objects_of(self.rbac(*words)) for rule in role["rules"] for verb in rule["verbs"]}
            self.assertEqual(verbs, {"get", "list"})


if __name__ == "__main__":
    unittest.main()
