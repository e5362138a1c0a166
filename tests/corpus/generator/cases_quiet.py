"""The confusable siblings: nothing to find, or nothing of the default types."""
from expect import case, no
from objects import DAY, HOUR, MIN, Container, completed, event, failed, oom, pod, running, waiting


def add():
    unscheduled = pod(Container(status=False), phase="Pending", node="", conditions=[
        {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3 nodes are available: 3 Insufficient memory."}])
    all_types = no("OOMKilled", "CrashLoopBackOff", "ImagePullBackOff", "Evicted", "ContainerStartError", "LivenessKilled")
    quiet = lambda name, about, pods, events=(): case(name, about, pods, events, forbidden=all_types, namespaces={"shop": "healthy"})
    quiet("all-is-well", "Three ready pods and a completed Job.",
          [pod(name=f"web-7f9dd8b6c4-{i}") for i in "abc"] +
          [pod(Container("work", completed(HOUR)), name="seed-x", owner=("Job", "seed"), policy="OnFailure", phase="Succeeded")])
    quiet("pending-for-lack-of-resources", "Pending: no node has the memory that it asks for.", [unscheduled],
          [event(unscheduled, "FailedScheduling", "0/3 nodes are available: 3 Insufficient memory.", MIN, component="default-scheduler")])
    quiet("pending-recovered", "Was pending for lack of memory, runs now.", [pod(Container(state=running(5 * MIN)))],
          [event(pod(), "FailedScheduling", "0/3 nodes are available: 3 Insufficient memory.", 10 * MIN, component="default-scheduler")])
    quota = pod()
    quiet("quota-exceeded", "The ReplicaSet cannot make pods: quota. Its Event is about no pod.", [],
          [event(quota, "FailedCreate", "Error creating: pods \"web-\" is forbidden: exceeded quota: mem", MIN,
                 component="replicaset-controller",
                 involvedObject={"kind": "ReplicaSet", "namespace": "shop", "name": "web-7f9dd8b6c4", "uid": "x"})])
    quiet("node-not-ready", "The node is away: the pod's condition says so, its containers did not fail.",
          [pod(Container(state=running(2 * DAY), ready=False), reason="NodeLost",
               conditions=[{"type": "Ready", "status": "False", "reason": "NodeNotReady"}])],
          [event(pod(), "NodeNotReady", "Node is not ready", 3 * MIN, component="node-controller")])
    quiet("rollout-stuck-not-ready", "A new pod runs and is not ready: readiness probe, no restart.",
          [pod(Container(state=running(20 * MIN), ready=False)), pod(name="web-6c9bd5c7d-old")],
          [event(pod(), "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 500", MIN, "spec.containers{app}")])
    quiet("one-old-restart-recovered", "One restart days ago, ready since.",
          [pod(Container(state=running(3 * DAY), last=failed(1, 3 * DAY), restarts=1), created=5 * DAY)])
    quiet("a-hundred-old-restarts", "A hundred restarts, ready for five days.",
          [pod(Container(state=running(5 * DAY), last=failed(1, 5 * DAY), restarts=100), created=30 * DAY)])
    quiet("periodic-exit-0", "Ends with 0 after each hour of work: a periodic task.",
          [pod(Container(state=running(2 * MIN), last=completed(2 * MIN + 5, ran=HOUR), restarts=30))])
    quiet("terminating-pod-of-an-old-rollout", "Being deleted: killed with 137 for its grace period, which is no failure.",
          [pod(Container(state=failed(137, 20), ready=False), deleted=10, name="web-6c9bd5c7d-old")],
          [event(pod(), "Killing", "Stopping container app", MIN, "spec.containers{app}", type_="Normal")])
    quiet("recovered-rollout", "The old ReplicaSet's pods are gone, the new ones ready: only everyday Events.",
          [pod(Container(state=running(30 * MIN)))],
          [event(pod(name="web-6c9bd5c7d-old"), "Killing", "Stopping container app", 31 * MIN, "spec.containers{app}", type_="Normal")])
    quiet("job-failed-without-back-off", "A Job whose pods failed with 1, restartPolicy Never: failed, but no loop.",
          [pod(Container("work", failed(1, age)), name=f"check-{age}", owner=("Job", "check"), policy="Never", phase="Failed")
           for age in (HOUR, 40 * MIN, 20 * MIN)])
    quiet("creating", "A pod that is just being made.", [pod(Container(state=waiting("ContainerCreating")), phase="Pending", created=20)])
    quiet("killed-once-137", "Error 137 once, neither OOM nor back-off.",
          [pod(Container(state=running(2 * HOUR), last=failed(137, 2 * HOUR), restarts=1))])
