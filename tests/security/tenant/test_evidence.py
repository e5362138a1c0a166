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
    def oldest(self):
        return min(item["metadata"]["creationTimestamp"]
                   for item in world.done("admin", "GET", "/api/v1/events?limit=500")["items"])

    def test_an_event_of_1970_moves_no_look_back(self):
        times = {"firstTimestamp": "1970-01-01T00:00:01Z", "lastTimestamp": "1970-01-01T00:00:01Z"}
        world.add_event("tenant", {**world.back_off(world.TENANT, "old", "uid-old"), **times})
        world.add_event("tenant", {**world.back_off(world.TENANT, "older", "uid-older"), **times, "lastTimestamp": None,
                                   "eventTime": "1970-01-01T00:00:01.000000Z", "action": "x"})
        for run in self.assert_others_unharmed():
            self.assertGreaterEqual(run.coverage["history"]["events"], self.oldest())
            self.assertGreaterEqual(run.coverage["history"]["events"],
                                    self.world.honest["proxy"].coverage["history"]["events"])

    def test_a_time_of_creation_that_the_tenant_writes_is_not_taken(self):
        made = world.back_off(world.TENANT, "old", "uid-old")
        made["metadata"]["creationTimestamp"] = "2026-01-01T00:00:00Z"
        self.assertGreater(world.add_event("tenant", made)["metadata"]["creationTimestamp"], world.ago(3600))
