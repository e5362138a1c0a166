"""OOMKilled: every row of the rules, and what only looks like one."""
from expect import case, finding, loop_found, no, oom_found
from objects import (BACK_OFF, DAY, HOUR, MIN, Container, back_off, completed, ended, event, failed, node_event, oom, pod,
                     running, waiting)

INIT_OOM = ("failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
            "unable to start container process: container init was OOM-killed (memory limit too low?): unknown")
LIMIT_NOT_SET = ("failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create "
                 "failed: unable to start container process: error during container init: error setting cgroup config for "
                 "procHooks process: unable to set memory limit to 500000 (current usage: 2260992, peak usage: 2510848): unknown")


def status_cases():
    looping = pod(Container(state=BACK_OFF, last=oom(2 * MIN), restarts=8))
    case("oom-in-back-off", "OOMKilled 137 again and again: two findings, the loop's cause is OOMKilled.", [looping],
         [back_off(looping, 15, count=47, first=40 * MIN)],
         expected=[oom_found(ages=[2 * MIN], exit_code=137, restart_count=8, memory_limit_bytes=134217728,
                             memory_request_bytes=67108864, workload="Deployment/web", sources=["oc_get_pods"],
                             windows={"1h": 1, "3h": 1, "6h": 1, "24h": 1, "48h": 1, "3d": 1, "5d": 1, "7d": 1}),
                   loop_found("OOMKilled", ages=[2 * MIN], exit_code=137, sources=["events", "oc_get_pods"])],
         namespaces={"shop": "oom"})
    case("oom-ended-now-and-before", "state and lastState both OOMKilled: two moments.",
         [pod(Container(state=oom(5), last=oom(6 * MIN), restarts=2))], expected=[oom_found(ages=[6 * MIN, 5])])
    case("oom-recovered", "OOMKilled 41 minutes ago, running and ready since: recovered.",
         [pod(Container(state=running(41 * MIN), last=oom(41 * MIN + 5), restarts=1))],
         expected=[oom_found("recovered", ages=[41 * MIN + 5])], namespaces={"shop": "oom"})
    case("oom-settling", "Running again for 3 minutes: too fresh to call it recovered.",
         [pod(Container(state=running(3 * MIN), last=oom(3 * MIN + 5), restarts=1))], expected=[oom_found()])
    case("oom-settled-exactly-ten-minutes", "Running for exactly the settle time is not yet longer than it.",
         [pod(Container(state=running(10 * MIN), last=oom(10 * MIN), restarts=1))], expected=[oom_found()])
    case("oom-running-not-ready", "OOMKilled an hour ago, running since but not ready: active.",
         [pod(Container(state=running(HOUR), last=oom(HOUR), restarts=1, ready=False))], expected=[oom_found()])
    for code in (143, 0, 1):
        case(f"oom-exit-{code}", f"OOMKilled with exit code {code}: a process in the container was killed, the container "
             "ended otherwise: probable.", [pod(Container(state=running(MIN), last=oom(2 * MIN, code), restarts=1))],
             expected=[oom_found(confidence="probable", exit_code=code, evidence_says=["a process in the container was OOM-killed"])],
             forbidden=[{"confidence": "confirmed"}])
    case("oom-finished-at-null", "OOMKilled, finishedAt null: suspect, no timestamp is invented.",
         [pod(Container(state=running(2 * HOUR), last=oom(None), restarts=1))],
         expected=[oom_found("recovered", "suspect", ages=[])], forbidden=[{"confidence": "confirmed"}])
    case("oom-before-the-range", "OOMKilled nine days ago: lastState keeps it, the range of 7 days does not.",
         [pod(Container(state=running(9 * DAY), last=oom(9 * DAY), restarts=1), created=20 * DAY)])
    case("oom-on-the-edge-of-the-range", "OOMKilled exactly at the beginning of the range: in it.",
         [pod(Container(state=running(6 * HOUR), last=oom(6 * HOUR), restarts=1))],
         expected=[oom_found("recovered", ages=[6 * HOUR])], range_seconds=6 * HOUR)
    case("oom-never-with-live-sidecar", "restartPolicy Never: only state.terminated shows it, the phase is Running, no Event.",
         [pod(Container(state=oom(HOUR)), Container("helper"), policy="Never", owner=None)],
         expected=[oom_found(workload="Pod/web-7f9dd8b6c4-x7gr9")], forbidden=no("CrashLoopBackOff"))
    case("oom-in-an-init-container", "An init container was OOM-killed, main says PodInitializing.",
         [pod(Container("migrate", oom(MIN), kind="init", restarts=1), Container(state=waiting("PodInitializing")), phase="Pending")],
         expected=[oom_found(container="migrate", container_kind="init")], forbidden=[{"container": "app"}])
    case("oom-in-a-native-sidecar", "A native sidecar is judged like a main container.",
         [pod(Container("proxy", running(2 * MIN), oom(3 * MIN), 1, kind="sidecar"), Container())],
         expected=[oom_found(container="proxy", container_kind="sidecar")], forbidden=[{"container": "app"}])
    case("oom-in-a-debug-container", "A debug container that was OOM-killed counts.",
         [pod(Container(), Container("debugger", oom(MIN), kind="ephemeral"))],
         expected=[oom_found(container="debugger", container_kind="ephemeral")], forbidden=no("CrashLoopBackOff"))
    case("oom-statuses-in-another-order", "Statuses are joined to the spec by name, not by place.",
         [pod(Container("b", running(MIN), oom(2 * MIN), 1, limit="256Mi"), Container("a", limit="64Mi"), spec_order=["a", "b"])],
         expected=[oom_found(container="b", memory_limit_bytes=268435456)], forbidden=[{"container": "a"}])
    case("oom-name-missing-from-the-spec", "A status whose name the spec does not know still counts.",
         [pod(Container("ghost", running(MIN), oom(2 * MIN), 1, spec=False), Container())],
         expected=[oom_found(container="ghost", memory_limit_bytes=None)])
    case("oom-one-name-twice", "Two statuses of one name: one finding.",
         [pod(Container(state=running(MIN), last=oom(2 * MIN), restarts=1), Container(spec=False))],
         expected=[oom_found(ages=[2 * MIN])])
    case("oom-in-two-containers", "Two containers of one pod: two findings.",
         [pod(Container("a", running(MIN), oom(2 * MIN), 1), Container("b", running(MIN), oom(3 * MIN), 1))],
         expected=[oom_found(container="a", ages=[2 * MIN]), oom_found(container="b", ages=[3 * MIN])])
    case("oom-limit-as-resized", "The effective limit of the status counts, not the spec's.",
         [pod(Container(state=running(MIN), last=oom(2 * MIN), restarts=1, actual_limit="192Mi"))],
         expected=[oom_found(memory_limit_bytes=201326592)])
    case("oom-terminating", "The pod is being deleted and a finalizer holds it.",
         [pod(Container(state=oom(3 * MIN)), deleted=MIN, phase="Failed")], expected=[oom_found("terminating")])


def kill_without_reason():
    for name, age, node, expected in (
            ("within-30-s", HOUR + 30, "ip-10-0-1-42", [oom_found("recovered", "suspect", exit_code=137, ages=[HOUR])]),
            ("31-s-away", HOUR + 31, "ip-10-0-1-42", []), ("on-another-node", HOUR, "ip-10-0-9-9", [])):
        case(f"kill-137-node-oom-{name}", "Error 137 and a Node OOM Event: suspect only on that node and within 30 s.",
             [pod(Container(state=running(HOUR), last=failed(137, HOUR), restarts=1))],
             [node_event("SystemOOM", "System OOM encountered, victim process: java, pid: 4711", age, node)],
             expected=expected + [finding("NodeOOM", "recovered", container="", namespace="", pod="", node=node)],
             forbidden=[{"type": "OOMKilled", "confidence": "confirmed"}] + ([] if expected else no("OOMKilled")))
    looping = pod(Container(state=BACK_OFF, last=failed(137, MIN), restarts=5))
    case("kill-137-alone", "Error 137 in back-off and nothing that speaks of memory: a crash loop.", [looping],
         [back_off(looping, 30)], expected=[loop_found("exit code 137 (SIGKILL)")], forbidden=no("OOMKilled"))
    case("status-unknown-137", "ContainerStatusUnknown 137: the kubelet lost it and made the code up.",
         [pod(Container(state=running(HOUR), last=ended("ContainerStatusUnknown", 137, HOUR), restarts=4))],
         [node_event("SystemOOM", "System OOM encountered", HOUR)],
         expected=[finding("NodeOOM", "recovered", container="")], forbidden=no("OOMKilled", "CrashLoopBackOff"))
    case("termination-message-speaks-of-oom", "A program's own words: java.lang.OutOfMemoryError, exit 1, once.",
         [pod(Container(state=running(HOUR), last=failed(1, HOUR, "java.lang.OutOfMemoryError: OOMKilled"), restarts=1))],
         [], forbidden=no("OOMKilled", "CrashLoopBackOff"))


def start_cases():
    low = "limit too low to start"
    for name, message in (("init-was-oom-killed", INIT_OOM), ("cannot-be-set", LIMIT_NOT_SET)):
        case(f"limit-{name}", "StartError 128 in back-off; the runtime's message tells that the limit is too low.",
             [pod(Container(state=BACK_OFF, last=ended("StartError", 128, MIN, message), restarts=5))],
             expected=[oom_found(confidence="probable", cause=low, exit_code=128, ages=[MIN]), loop_found(low, exit_code=128),
                       finding("ContainerStartError", cause=low, exit_code=128)], forbidden=[{"cause": "StartError"}])
    for reason in ("CreateContainerError", "RunContainerError"):
        case(f"limit-too-low-waiting-{reason.lower()}", "Waiting, with the runtime's message about its init: no time is known.",
             [pod(Container(state=waiting(reason, INIT_OOM)), phase="Pending")],
             expected=[oom_found(confidence="probable", cause=low, ages=[]), finding("ContainerStartError", cause=low)])
    sandbox = "Failed to create pod sandbox: rpc error: code = Unknown desc = " + INIT_OOM
    one = pod(Container(state=waiting("ContainerCreating"), limit="500k", request="500k"), phase="Pending")
    case("limit-too-low-for-the-sandbox", "ContainerCreating for ever; the Event is all there is, the pod has one container.",
         [one], [event(one, "FailedCreatePodSandBox", sandbox, 20, count=6, first=5 * MIN)],
         expected=[oom_found(confidence="probable", cause=low, exit_code=None, memory_limit_bytes=500000, ages=[20])],
         forbidden=no("CrashLoopBackOff", "ContainerStartError"))
    two = pod(Container("a", waiting("ContainerCreating")), Container("b", waiting("ContainerCreating")), phase="Pending")
    case("limit-too-low-for-one-of-two", "The sandbox belongs to the pod: which container is not known.", [two],
         [event(two, "FailedCreatePodSandBox", sandbox, 20)],
         expected=[oom_found(confidence="probable", cause=low, container="")], forbidden=[{"container": "a"}, {"container": "b"}])
    case("limit-too-low-failed-event", "Event Failed with the message: the container by its fieldPath.", [two],
         [event(two, "Failed", "Error: " + INIT_OOM, 20, "spec.containers{b}")],
         expected=[oom_found(confidence="probable", cause=low, container="b"),
                   finding("ContainerStartError", cause=low, container="b")], forbidden=[{"container": "a"}])
    case("sandbox-stopped-process", "'cannot start a stopped process' says nothing about memory.", [one],
         [event(one, "FailedCreatePodSandBox", "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start "
                "sandbox container task \"6636\": OCI runtime start failed: cannot start a stopped process: unknown", 20)])
    named = 'exec: "container init was OOM-killed": executable file not found in $PATH'
    case("start-error-command-of-that-name", "The words stand in the quoted command that does not exist.",
         [pod(Container(state=BACK_OFF, last=ended("StartError", 128, MIN, named), restarts=5))],
         expected=[loop_found("StartError"), finding("ContainerStartError", cause="StartError")], forbidden=no("OOMKilled"))
    case("termination-message-quotes-the-runtime", "A program that leaves the runtime's words as its termination message.",
         [pod(Container(state=failed(1, MIN, INIT_OOM)), policy="Never", owner=None, phase="Failed")])


def event_cases():
    agreeing = pod(Container(state=running(MIN), last=oom(2 * MIN), restarts=1))
    told = "The previous instance of the container 'app' (4711) was OOMKilled"
    case("oom-event-status-agrees", "An Event PreviousContainerWasOOMKilled beside the status: one moment, confirmed.",
         [agreeing], [event(agreeing, "PreviousContainerWasOOMKilled", told, MIN, component="oom-event-generator")],
         expected=[oom_found(ages=[2 * MIN], sources=["events", "oc_get_pods"])])
    healthy = pod(Container(), Container("b"))
    case("oom-event-alone", "Only the Event says so: probable, its container by its message.", [healthy],
         [event(healthy, "PreviousContainerWasOOMKilled", told, HOUR, component="oom-event-generator")],
         expected=[oom_found("recovered", "probable", sources=["events"], ages=[HOUR])])


def stopped_from_outside():
    for name, members in (
            ("evicted", {"reason": "Evicted", "message": "The node was low on resource: memory."}),
            ("deadline", {"reason": "DeadlineExceeded"}), ("shutdown", {"reason": "Terminated"}),
            ("preempted", {"conditions": [{"type": "DisruptionTarget", "status": "True", "reason": "PreemptionByScheduler"}]})):
        extra = [finding("Evicted", container="", cause="Evicted")] if name == "evicted" else []
        case(f"stopped-{name}", "Stopped from outside: 137, even OOMKilled, says nothing about the container.",
             [pod(Container(state=oom(HOUR)), Container("b", failed(137, HOUR)), phase="Failed", **members)],
             expected=extra, forbidden=no("OOMKilled", "CrashLoopBackOff"))
    for reason in ("OutOfmemory", "OutOfcpu"):
        case(f"rejected-{reason.lower()}", "Rejected at admission: it never ran.",
             [pod(Container(status=False), phase="Failed", reason=reason, message="Pod was rejected", owner=None)])
    case("evicted-after-an-oom", "An OOM kill hours before the eviction stands.",
         [pod(Container(state=failed(137, HOUR), last=oom(5 * HOUR), restarts=1), phase="Failed", reason="Evicted",
              message="The node was low on resource: memory.")],
         expected=[oom_found(ages=[5 * HOUR]), finding("Evicted", container="", ages=[HOUR])])


def job_cases():
    def run(name, state, created, phase):
        return pod(Container("work", state), name=name, owner=("Job", "nightly"), labels={"job-name": "nightly"},
                   policy="Never", phase=phase, created=created)

    tries = [run("nightly-a", oom(3 * HOUR), 3 * HOUR + 60, "Failed"), run("nightly-b", oom(2 * HOUR), 2 * HOUR + 60, "Failed")]
    case("job-oom-in-each-try", "One Failed pod a try: one finding each, the workload is the Job.", tries,
         expected=[oom_found(container="work", workload="Job/nightly", count=2)], forbidden=no("CrashLoopBackOff"))
    done = run("nightly-c", completed(HOUR), HOUR + 60, "Succeeded")
    case("job-oom-then-succeeded", "A later pod of the same Job succeeded: recovered.", tries[:1] + [done],
         expected=[oom_found("recovered", container="work")])
    case("sidecar-killed-after-the-work", "A native sidecar, and Tekton's, killed with 137 once the work was done: nothing.",
         [pod(Container("work", completed(MIN)), Container("proxy", failed(137, 50), kind="sidecar"),
              Container("sidecar-dind", failed(143, 50)), policy="Never", phase="Succeeded", owner=("TaskRun", "build"))])


def add():
    for group in (status_cases, kill_without_reason, start_cases, event_cases, stopped_from_outside, job_cases):
        group()
