"""Thousands of Events about pods that never were are the tenant's own matter: bounded, named, and in nobody's way."""
import load_paper

import world

# Of src/scan/namespace_bounds.hpp, and more Events than those.
EVENTS_MAX, FINDINGS_MAX = 10_000, 1_000
EVENTS = EVENTS_MAX + 2_000
# Of the artifacts' own bound, --artifacts-max-pods.
PODS_MAX = 20
LINES_MAX = 60


class Noise(world.TenantCheck):
    def tearDown(self):
        world.done("admin", "DELETE", f"/api/v1/namespaces/{world.TENANT}/events")
        super().tearDown()

    def make_noise(self):
        """One as the tenant, through the API; its like straight into the store, as thousands of requests take long."""
        one = world.add_event("tenant", world.back_off(world.TENANT, "never-was", "uid-never-was"))
        one["metadata"].pop("managedFields", None)
        for first in range(0, EVENTS, load_paper.OBJECTS_PER_REQUEST):
            load_paper.put([self.like(one, number) for number in range(first, first + load_paper.OBJECTS_PER_REQUEST)])

    @staticmethod
    def like(one, number):
        name = f"never-was-{number}"
        return {**one, "kind": "Event", "apiVersion": "v1",
                "metadata": {**one["metadata"], "name": name, "uid": f"uid-of-event-{number}"},
                "involvedObject": {**one["involvedObject"], "name": name, "uid": f"uid-{number}"}}

    def test_noise_is_cut_and_named_and_hides_nobody_else(self):
        self.make_noise()
        for run in self.assert_others_unharmed("--artifacts-max-pods", str(PODS_MAX)):
            self.assertEqual(len(run.of(world.TENANT)), FINDINGS_MAX)
            self.assertIn((world.TENANT, "evidence", "too_many"),
                          {(gap["namespace"], gap["what"], gap["why"]) for gap in run.gaps()})
            details = " ".join(gap["detail"] for gap in run.gaps())
            self.assertIn(f"{EVENTS_MAX} of {EVENTS + 1} events", details)
            self.assertIn(f"{FINDINGS_MAX} of ", details)
            self.assertLessEqual(run.out.count(b"\n") + run.err.count(b"\n"), LINES_MAX, run.out.decode())
            for name in ("web", "nightly-a", world.TENANT):
                self.assertIn(name, run.out.decode())
            saved = [path for path in (run.home / "artifacts").rglob("*") if path.is_file()]
            self.assertLessEqual(len(saved), 4 * PODS_MAX)
            self.assertTrue([path for path in saved if "web" in path.name])
