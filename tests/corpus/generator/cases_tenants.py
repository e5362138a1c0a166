"""What a tenant writes in a namespace of its own, and what it must not change in another."""
from expect import case, loop_found, no, oom_found
from objects import (BACK_OFF, HOUR, MIN, Container, back_off, completed, failed, node_event, oom, pod, running)


def foreign(made, name):
    """The same pod or Event in the tenant's namespace."""
    made["metadata"]["namespace"] = f"tenant-of-{name}"
    made.get("involvedObject", {}).update(namespace=f"tenant-of-{name}")
    return made


def uids():
    gone = pod(name="web-7f9dd8b6c4-gone1")
    name = "tenant-event-with-a-gone-pods-uid"
    case(name, "A tenant's Event bears the uid of another namespace's pod that is gone: that pod keeps its finding.", [],
         [foreign(back_off(gone, 5 * MIN), name), back_off(gone, 20 * MIN)],
         expected=[loop_found("unknown", "gone", namespace="shop", ages=[20 * MIN]),
                   loop_found("unknown", "gone", namespace=f"tenant-of-{name}", ages=[5 * MIN])])
    name = "tenant-mirror-of-anothers-pod"
    victim = pod(Container(state=running(20), last=failed(1, 5 * MIN), restarts=9))
    thief = foreign(pod(name="thief", owner=None, annotations={"kubernetes.io/config.mirror": victim["metadata"]["uid"]}), name)
    case(name, "A tenant's pod calls itself the mirror of another namespace's pod: it gets none of its Events.", [thief, victim],
         [back_off(victim, 30)], expected=[loop_found("exit code 1", namespace="shop", pod="web-7f9dd8b6c4-x7gr9")],
         forbidden=[{"pod": "thief"}])
    name = "tenant-success-for-anothers-job"
    tried = pod(Container("work", oom(3 * HOUR)), name="nightly-a", owner=("Job", "nightly"), policy="Never", phase="Failed",
                created=3 * HOUR + 60)
    claims = foreign(pod(Container("work", completed(HOUR)), name="nightly-b", owner=("Job", "nightly"), policy="Never",
                         phase="Succeeded", created=HOUR + 60), name)
    case(name, "A tenant's pod that succeeded names another namespace's Job as its controller: that Job's failure stands.",
         [tried, claims], expected=[oom_found("active", container="work", namespace="shop")], forbidden=[{"state": "recovered"}])
    name = "tenant-pod-with-anothers-uid"
    one = pod(Container(state=BACK_OFF, last=failed(1, MIN), restarts=5))
    twin = foreign(pod(Container(state=BACK_OFF, last=failed(2, MIN), restarts=5), uid=one["metadata"]["uid"]), name)
    case(name, "Two pods of one uid in two namespaces: both keep their findings.", [one, twin],
         expected=[loop_found("exit code 1", namespace="shop"), loop_found("exit code 2", namespace=f"tenant-of-{name}")],
         forbidden=no("OOMKilled"))


def nodes():
    name = "tenant-event-about-a-node"
    killed = pod(Container(state=running(4 * MIN), last=failed(137, 5 * MIN), restarts=1))
    invented = foreign(node_event("SystemOOM", "System OOM encountered", 5 * MIN + 10), name)
    # A server lets an Event outside of "default" be about its own namespace only, whatever the kind.
    case(name, "An Event about a Node in a tenant's namespace: no node's finding, and nobody's kill is suspected for it.",
         [killed], [invented], forbidden=no("NodeOOM", "OOMKilled"))


def add():
    for group in (uids, nodes):
        group()
