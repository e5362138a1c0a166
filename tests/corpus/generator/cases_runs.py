"""What replaces a failure, how long a run was, and whose an Event is."""
from expect import case, finding, loop_found, no, oom_found
from objects import (BACK_OFF, DAY, HOUR, MIN, NODE, Container, back_off, completed, event, failed, node_event, oom, pod,
                     running, waiting)

INDEX = "batch.kubernetes.io/job-completion-index"


def run(index, state, created, phase, last=None, restarts=0, policy="Never", job="crunch"):
    annotations = None if index is None else {INDEX: str(index)}
    return pod(Container("work", state, last, restarts), name=f"{job}-{created}-{'x7gr9' if index is None else index}", owner=("Job", job),
               labels={"job-name": job}, annotations=annotations, policy=policy, phase=phase, created=created)


def jobs():
    looping = run(7, BACK_OFF, 2 * HOUR, "Running", failed(1, MIN), 9, policy="OnFailure")
    case("job-index-loops-another-succeeded", "Index 7 waits in back-off; index 12, created later, succeeded: that is other work.",
         [looping, run(12, completed(HOUR), HOUR, "Succeeded", policy="OnFailure")],
         expected=[loop_found("exit code 1", container="work", workload="Job/crunch")], forbidden=[{"state": "recovered"}])
    case("job-index-made-good", "A failed pod of index 3, and a later one of index 3 that succeeded: recovered.",
         [run(3, oom(3 * HOUR), 3 * HOUR + 60, "Failed"), run(3, completed(HOUR), 2 * HOUR, "Succeeded")],
         expected=[oom_found("recovered", container="work")])
    case("job-index-not-made-good", "A failed pod of index 3, and a later one of index 4 that succeeded: index 3 stands.",
         [run(3, oom(3 * HOUR), 3 * HOUR + 60, "Failed"), run(4, completed(HOUR), 2 * HOUR, "Succeeded")],
         expected=[oom_found("active", container="work")])
    case("job-parallel-without-index", "Pods that ran side by side: a success of one makes no other's failure good.",
         [run(None, oom(HOUR), 3 * HOUR, "Failed"), run(None, completed(HOUR + 60), 2 * HOUR, "Succeeded")],
         expected=[oom_found("active", container="work")])
    case("job-success-while-it-still-runs", "One completion, seen: but this pod has not given up, and its container loops.",
         [run(None, BACK_OFF, 2 * HOUR, "Running", failed(1, MIN), 9, policy="OnFailure"),
          run(None, completed(HOUR), HOUR, "Succeeded", policy="OnFailure")],
         expected=[loop_found("exit code 1", container="work")], forbidden=[{"state": "recovered"}])


def lengths():
    for name, ran in (("a-month", 30 * DAY), ("eleven-minutes", 11 * MIN)):
        case(f"one-crash-after-{name}", "Restarts of old, and a run ended once that was too long for a loop: nothing.",
             [pod(Container(state=running(2 * MIN), last=failed(1, 3 * MIN, ran=ran), restarts=4), created=90 * DAY)],
             forbidden=no("CrashLoopBackOff"))
    case("loop-of-nine-minute-runs", "The same with a run of nine minutes: the kubelet still remembers its back-off. Suspect.",
         [pod(Container(state=running(2 * MIN), last=failed(1, 3 * MIN, ran=9 * MIN), restarts=4))],
         expected=[loop_found("exit code 1", confidence="suspect")])
    updated = pod(Container(state=running(2 * MIN), last=failed(137, 3 * MIN), restarts=5))
    for name, message in (("new-image", "Container app definition changed, will be restarted"),
                          ("resized", "Container app resize requires restart")):
        case(f"update-in-place-{name}", "Stopped for an update in place: no failure, and no part of a restart pattern.", [updated],
             [event(updated, "Killing", message, 3 * MIN + 20, "spec.containers{app}", type_="Normal")],
             forbidden=no("CrashLoopBackOff", "OOMKilled", "LivenessKilled"))
    debugger = Container("debugger", oom(DAY), kind="ephemeral")
    case("oom-in-a-debug-container-is-over", "A debug container that was OOM-killed a day ago serves nothing any more: recovered.",
         [pod(Container(), debugger)], expected=[oom_found("recovered", container="debugger", container_kind="ephemeral")])
    case("exit-code-of-windows", "A Windows container's access violation: the code as people search for it.",
         [pod(Container(state=BACK_OFF, last=failed(-1073741819, MIN), restarts=5))],
         expected=[loop_found("exit code -1073741819 (0xC0000005)", exit_code=-1073741819)], forbidden=no("OOMKilled"))


def whose():
    two = pod(Container("a", running(MIN), oom(2 * MIN), 1), Container("b"))
    case("oom-event-names-no-container", "An Event without a container, and one container that the status knows: one finding.",
         [two], [event(two, "PodOOMKilling", "pod was OOM killed. node:n1 pod:web", MIN, component="kernel-monitor")],
         expected=[oom_found(container="a", ages=[2 * MIN], sources=["events", "oc_get_pods"])], forbidden=[{"container": ""}])
    low = "Error: container create failed: OOM: the memory limit could be too low: read from the init process: EOF"
    waits = pod(Container("a", waiting("CreateContainerError", low[7:])), Container("b", waiting("ContainerCreating")),
                phase="Pending")
    case("limit-too-low-event-names-no-container", "The same for a limit that is too low.", [waits],
         [event(waits, "FailedCreatePodSandBox", "Failed to create pod sandbox: " + low[7:], 20)],
         expected=[oom_found(confidence="probable", cause="limit too low to start", container="a", ages=[20]),
                   finding("ContainerStartError", cause="limit too low to start", container="a")],
         forbidden=[{"container": ""}])
    node = "OOMKilling of another's making names its victim on the Node: the node's matter, nobody's pod."
    case("node-oom-of-a-detector", node, [pod()], [node_event("PodOOMKilling", "pod was OOM killed. pod:web", 5 * MIN)],
         expected=[finding("NodeOOM", container="", namespace="", pod="", node=NODE)], forbidden=no("OOMKilled"))


def add():
    for group in (jobs, lengths, whose):
        group()
