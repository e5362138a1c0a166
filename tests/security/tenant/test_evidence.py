"""Objects of the tenant that name another namespace's pods, Jobs and nodes: nothing there changes."""
import world


class Evidence(world.TenantCheck):
    def test_an_event_with_the_uid_of_anothers_pod_that_is_gone(self):
        world.add_event("tenant", world.back_off(world.TENANT, "gone", self.world.gone_uid))
        for run in self.assert_others_unharmed():
            self.assertEqual([finding["type"] for finding in run.of(world.TENANT)], ["CrashLoopBackOff"])

    def test_an_event_about_a_pod_of_another_namespace_is_refused_or_of_no_effect(self):
        made = world.back_off(world.VICTIM, "gone", self.world.gone_uid)
        made["metadata"]["namespace"] = world.TENANT
        status, _ = world.call("tenant", "POST", f"/api/v1/namespaces/{world.TENANT}/events", made)
        self.assertEqual(status, 422)
        made["involvedObject"].pop("namespace")
        world.call("tenant", "POST", f"/api/v1/namespaces/{world.TENANT}/events", made)
        self.assert_others_unharmed()

    def test_a_pod_that_calls_itself_the_mirror_of_anothers(self):
        for number, uid in enumerate((self.world.web_uid, self.world.gone_uid)):
            world.add_pod("tenant", world.TENANT, f"thief-{number}", annotations={"kubernetes.io/config.mirror": uid},
                          ready=True, state={"running": {"startedAt": world.ago(60)}})
        for run in self.assert_others_unharmed():
            self.assertEqual(run.of(world.TENANT), [])

    def test_a_pod_that_succeeded_for_anothers_job(self):
        world.add_pod("tenant", world.TENANT, "nightly-b", phase="Succeeded", owner={"uid": self.world.job_uid},
                      state=world.ended("Completed", 0, 60))
        for run in self.assert_others_unharmed():
            self.assertEqual([finding["state"] for finding in run.of(world.VICTIM) if finding["pod"] == "nightly-a"], ["active"])

    def test_that_jobs_own_success_would_have_ended_its_failure(self):
        world.add_pod("admin", world.VICTIM, "nightly-c", phase="Succeeded", owner={"uid": self.world.job_uid},
                      state=world.ended("Completed", 0, 60))
        self.addCleanup(world.done, "admin", "DELETE", f"/api/v1/namespaces/{world.VICTIM}/pods/nightly-c?gracePeriodSeconds=0")
        run = self.world.scan("proxy")
        self.assertEqual([finding["state"] for finding in run.of(world.VICTIM) if finding["pod"] == "nightly-a"], ["recovered"])

    def node_events(self, namespace):
        """Such as a kubelet writes moments after the kill of 'killed'."""
        for reason, message in (("SystemOOM", "System OOM encountered, victim process: app, pid: 4711"),
                                ("OOMKilling", "Memory cgroup out of memory: Killed process 4711 (app)")):
            made = world.event(namespace, world.NODE, world.NODE, reason, message, seconds=118, kind="Node")
            if namespace == "default":
                made["involvedObject"].pop("namespace")
            yield made

    def test_events_about_nodes(self):
        for made in self.node_events(world.TENANT):
            world.add_event("tenant", made)
        for made in self.node_events("default"):
            status, _ = world.call("tenant", "POST", "/api/v1/namespaces/default/events", made)
            self.assertEqual(status, 403)
        for run in self.assert_others_unharmed():
            self.assertNotIn("NodeOOM", {finding["type"] for finding in run.report["findings"]})

    def test_the_same_events_where_kubelets_write_them_would_have_counted(self):
        for made in self.node_events("default"):
            name = world.add_event("admin", made)["metadata"]["name"]
            self.addCleanup(world.done, "admin", "DELETE", f"/api/v1/namespaces/default/events/{name}")
        run = self.world.scan("proxy")
        self.assertIn("NodeOOM", {finding["type"] for finding in run.report["findings"]})
        self.assertIn("killed", {finding["pod"] for finding in run.of(world.VICTIM)})


class LookBack(world.TenantCheck):
    def oldest(self, *namespaces):
        return min(item["metadata"]["creationTimestamp"] for namespace in namespaces for item in
                   world.done("admin", "GET", f"/api/v1/namespaces/{namespace}/events?limit=500")["items"])

    def an_event_of_the_cluster_after(self, earlier):
        """The only one in 'default', in a later second."""
        path = "/api/v1/namespaces/default/events"
        made = {"metadata": {"creationTimestamp": ""}}
        while made["metadata"]["creationTimestamp"] <= earlier:
            world.done("admin", "DELETE", path)
            made = world.add_event("admin", world.event("default", "p", "uid-p", "Pulled", "pulled", seconds=600))
        self.addCleanup(world.done, "admin", "DELETE", path)
        return made["metadata"]["creationTimestamp"]

    def test_an_event_of_1970_moves_no_look_back(self):
        times = {"firstTimestamp": "1970-01-01T00:00:01Z", "lastTimestamp": "1970-01-01T00:00:01Z"}
        world.add_event("tenant", {**world.back_off(world.TENANT, "old", "uid-old"), **times})
        world.add_event("tenant", {**world.back_off(world.TENANT, "older", "uid-older"), **times, "lastTimestamp": None,
                                   "eventTime": "1970-01-01T00:00:01.000000Z", "action": "x"})
        of_the_cluster = self.an_event_of_the_cluster_after("")
        for run in self.assert_others_unharmed():
            self.assertEqual(run.coverage["history"]["events"], of_the_cluster)
            own = [seen["from"] for seen in run.coverage["seen"] if seen["source"] == "events"]
            self.assertGreaterEqual(min(own), self.oldest(world.TENANT, world.VICTIM, "default"))

    def test_an_event_that_is_kept_alive_moves_that_namespace_alone(self):
        kept = world.add_event("tenant", world.back_off(world.TENANT, "kept", "uid-kept", seconds=900))
        of_the_cluster = self.an_event_of_the_cluster_after(kept["metadata"]["creationTimestamp"])
        world.done("tenant", "PATCH", f"/api/v1/namespaces/{world.TENANT}/events/{kept['metadata']['name']}",
                   {"metadata": {"annotations": {"still": "here"}}}, kind="application/merge-patch+json")
        for run in self.assert_others_unharmed():
            self.assertEqual(run.coverage["history"]["events"], of_the_cluster)
            seen = {part["namespace"]: part["from"] for part in run.coverage["seen"] if part["source"] == "events"}
            self.assertEqual(seen[world.TENANT], kept["metadata"]["creationTimestamp"])
            others = {name: since for name, since in seen.items() if name not in (world.TENANT, world.VICTIM)}
            self.assertEqual(set(others.values()), {of_the_cluster})

    def test_a_time_of_creation_that_the_tenant_writes_is_not_taken(self):
        made = world.back_off(world.TENANT, "old", "uid-old")
        made["metadata"]["creationTimestamp"] = "2026-01-01T00:00:00Z"
        self.assertGreater(world.add_event("tenant", made)["metadata"]["creationTimestamp"], world.ago(3600))
