"""CrashLoopBackOff: every row of the rules, its causes, and its owners."""
from expect import case, finding, loop_found, no, oom_found
from objects import (BACK_OFF, DAY, HOUR, MIN, Container, back_off, completed, ended, event, failed, oom, pod, probe_kill,
                     running, waiting)


def loop(last, restarts=12, **members):
    return pod(Container(state=BACK_OFF, last=last, restarts=restarts), **members)


def causes():
    for code, cause in ((1, "exit code 1"), (139, "exit code 139 (SIGSEGV)"), (255, "exit code 255")):
        one = loop(failed(code, MIN))
        case(f"loop-exit-{code}", f"In back-off after exit code {code}.", [one], [back_off(one, 20, count=92, first=22 * MIN)],
             expected=[loop_found(cause, exit_code=code, ages=[MIN], restart_count=12)], forbidden=no("OOMKilled"),
             namespaces={"shop": "crash loop"})
    one = loop(completed(MIN))
    case("loop-exit-0", "Ends with 0 at once and restarts: the kubelet says CrashLoopBackOff, so it is one.", [one],
         [back_off(one, 20)], expected=[loop_found("exit code 0", ages=[MIN], exit_code=0)])
    killed = loop(failed(137, MIN))
    case("loop-by-liveness", "Killed for its liveness probe, TERM ignored: 137, cause LivenessKilled.", [killed],
         [probe_kill(killed, MIN + 30, count=9, first=HOUR), back_off(killed, 20)],
         expected=[loop_found("LivenessKilled", exit_code=137, ages=[MIN]),
                   finding("LivenessKilled", cause="LivenessKilled", exit_code=137, ages=[MIN + 30])], forbidden=no("OOMKilled"))
    starved = loop(failed(137, MIN))
    case("loop-by-liveness-event-starved", "The spam filter starves the Killing Events: one of hours ago still gives the cause.",
         [starved], [probe_kill(starved, 5 * HOUR), back_off(starved, 20)],
         expected=[loop_found("LivenessKilled"), finding("LivenessKilled", ages=[5 * HOUR], exit_code=None)],
         forbidden=no("OOMKilled"))
    before = loop(failed(137, MIN))
    case("loop-by-liveness-before-the-range", "The probe's Event is older than the range: no finding of its own, and the loop's cause.",
         [before], [probe_kill(before, 16 * MIN), back_off(before, 20)],
         expected=[loop_found("LivenessKilled", exit_code=137)], forbidden=no("OOMKilled", "LivenessKilled"), range_seconds=12 * MIN)
    polite = loop(completed(MIN))
    case("loop-by-liveness-exit-0", "Killed for its liveness probe and ends politely with 0.", [polite],
         [probe_kill(polite, MIN + 3), back_off(polite, 20)],
         expected=[loop_found("LivenessKilled", exit_code=0), finding("LivenessKilled", exit_code=0)], forbidden=no("OOMKilled"))
    slow = loop(failed(137, MIN))
    case("loop-by-startup-probe", "Killed for its startup probe.", [slow],
         [probe_kill(slow, MIN + 30, "startup"), back_off(slow, 20)],
         expected=[loop_found("startup probe failed"), finding("LivenessKilled", cause="startup probe failed")])
    case("loop-by-oom-though-probe-failed", "The last run was OOM-killed: that is the cause, whatever a probe said before.",
         [loop(oom(MIN))], [probe_kill(loop(oom(MIN)), 2 * HOUR)],
         expected=[loop_found("OOMKilled"), oom_found(), finding("LivenessKilled")])
    case("loop-status-unknown", "In back-off, but how the last run ended is made up: cause unknown.",
         [loop(ended("ContainerStatusUnknown", 137, MIN))],
         expected=[loop_found("unknown", exit_code=None)], forbidden=no("OOMKilled"))


def phases():
    case("loop-waiting-needs-no-time", "Waiting now is in any range, also without a time.",
         [loop(failed(1, None))], expected=[loop_found("exit code 1", ages=[])], range_seconds=60)
    between = pod(Container(state=running(20), last=failed(1, 5 * MIN + 20), restarts=9, ready=True))
    case("loop-between-back-offs-running", "Running for 20 s between two back-offs, the BackOff Event recent: active.", [between],
         [back_off(between, 30, count=40, first=HOUR)], expected=[loop_found("exit code 1", ages=[5 * MIN + 20])])
    clean = pod(Container(state=completed(20), last=failed(1, 3 * MIN), restarts=9))
    case("loop-one-clean-exit-in-between", "One clean exit does not clear the loop.", [clean],
         [back_off(clean, 2 * MIN, count=40, first=HOUR)], expected=[finding("CrashLoopBackOff", ages=[3 * MIN])])
    again = pod(Container(state=failed(1, 5), last=failed(1, 4 * MIN), restarts=9))
    case("loop-ended-right-now", "state.terminated right now and before: two moments.", [again],
         [back_off(again, 4, count=40, first=HOUR)], expected=[loop_found("exit code 1", ages=[4 * MIN, 5])])
    case("loop-no-back-off-seen", "Four restarts, the last failure minutes ago, no back-off seen: suspect.",
         [pod(Container(state=running(2 * MIN), last=failed(1, 3 * MIN), restarts=4))],
         expected=[loop_found("exit code 1", confidence="suspect")], forbidden=[{"confidence": "confirmed"}])
    case("two-restarts-are-no-loop", "Two restarts, the last failure minutes ago: nothing yet.",
         [pod(Container(state=running(2 * MIN), last=failed(1, 3 * MIN), restarts=2))])
    well = pod(Container(state=running(45 * MIN), last=failed(1, 46 * MIN), restarts=6))
    case("loop-recovered", "A back-off in the range, ready for 45 minutes since: recovered.", [well],
         [back_off(well, 46 * MIN, count=12, first=HOUR)], expected=[loop_found("exit code 1", "recovered")],
         namespaces={"shop": "crash loop"})
    case("loop-terminating-pod-of-an-old-rollout", "In back-off while the pod of an old ReplicaSet is being deleted.",
         [loop(failed(1, MIN), deleted=20)], expected=[loop_found("exit code 1", "terminating")])
    unread = loop(failed(1, MIN))
    case("loop-pods-not-read", "The pods could not be read: the state is unknown, not gone.", [], [back_off(unread, 5 * MIN)],
         expected=[loop_found("unknown", "unknown")], unread_namespaces=["shop"])


def kinds():
    init = pod(Container("migrate", BACK_OFF, failed(1, MIN), 5, kind="init"),
               Container(state=waiting("PodInitializing")), phase="Pending")
    case("loop-of-an-init-container", "The init container loops while main says PodInitializing.", [init],
         [back_off(init, 20, "migrate", "spec.initContainers")],
         expected=[loop_found("exit code 1", container="migrate", container_kind="init")], forbidden=[{"container": "app"}])
    done = pod(Container("migrate", completed(HOUR), restarts=3, kind="init"), Container(state=running(HOUR)))
    case("init-completed-with-restarts", "An init container that completed in the end, no back-off in the range: nothing.", [done])
    case("init-completed-after-back-off", "The same with its back-off in the range: recovered; why it failed is not shown any more.",
         [done], [back_off(done, HOUR + 30, "migrate", "spec.initContainers")],
         expected=[loop_found("unknown", "recovered", container="migrate", container_kind="init", exit_code=None)],
         forbidden=[{"cause": "exit code 0"}])
    side = pod(Container("proxy", BACK_OFF, failed(2, MIN), 5, kind="sidecar"), Container())
    case("loop-of-a-native-sidecar", "A native sidecar loops beside a ready main container.", [side],
         [back_off(side, 20, "proxy", "spec.initContainers")],
         expected=[loop_found("exit code 2", container="proxy", container_kind="sidecar")], forbidden=[{"container": "app"}])
    case("debug-container-is-over", "A debug container that ended with 137: nothing.",
         [pod(Container(), Container("debugger", failed(137, MIN), kind="ephemeral"))])


def owners():
    for name, owner, workload, members in (
            ("stateful-set", ("StatefulSet", "db"), "StatefulSet/db", {"name": "db-0"}),
            ("daemon-set", ("DaemonSet", "agent"), "DaemonSet/agent", {}),
            ("bare-replica-set", ("ReplicaSet", "web-7f9dd8b6c4"), "ReplicaSet/web-7f9dd8b6c4", {"labels": {"app": "web"}}),
            ("deployment-config", ("ReplicationController", "front-3"), "DeploymentConfig/front",
             {"annotations": {"openshift.io/deployment-config.name": "front"}}),
            ("no-owner", None, "Pod/alone", {"name": "alone"})):
        case(f"owner-{name}", f"The workload of this pod is {workload}.",
             [pod(Container(state=BACK_OFF, last=failed(1, MIN), restarts=5), owner=owner, **members)],
             expected=[loop_found("exit code 1", workload=workload)])
    labels = {"app": "web", "app.kubernetes.io/part-of": "shop", "app.kubernetes.io/component": "front"}
    case("application-and-component", "Labels name the application and the component.",
         [loop(failed(1, MIN), owner=None, labels=labels)],
         expected=[loop_found("exit code 1", application="shop", component="front")])


def add():
    for group in (causes, phases, kinds, owners):
        group()
