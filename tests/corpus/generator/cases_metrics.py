"""What only Prometheus remembers, and what it repeats."""
from expect import case, finding, loop_found, no, oom_found
from objects import BACK_OFF, DAY, HOUR, MIN, Container, back_off, completed, failed, metric, oom, pod, running, uid_of

NAME = "web-7f9dd8b6c4-x7gr9"


def terminated():
    case("metrics-pod-gone", "Only kube-state-metrics remembers: confirmed, gone, on the node that the series names.", [],
         metrics=[metric("oom_terminated", 3 * DAY, 2 * DAY, node="ip-10-0-7-7")],
         expected=[oom_found("gone", ages=[3 * DAY, 2 * DAY], sources=["prometheus"], node="ip-10-0-7-7", exit_code=None, pod=NAME,
                             windows={"1h": 0, "3h": 0, "6h": 0, "24h": 0, "48h": 1, "3d": 2, "5d": 2, "7d": 2})],
         namespaces={"shop": "oom"})
    case("metrics-pods-not-read", "The same where the pods could not be read: unknown, not gone.", [],
         metrics=[metric("oom_terminated", 3 * DAY)], expected=[oom_found("unknown")], unread_namespaces=["shop"])
    case("metrics-init-container-gone", "From the init variants.", [],
         metrics=[metric("oom_terminated", 3 * DAY, container="migrate", init=True)],
         expected=[oom_found("gone", container="migrate", container_kind="init")])
    case("metrics-earlier-kill-of-a-live-pod", "The status shows nothing any more, the pod has run since: recovered.",
         [pod(Container(state=running(2 * DAY), restarts=1), created=5 * DAY)], metrics=[metric("oom_terminated", 2 * DAY + 5)],
         expected=[oom_found("recovered", ages=[2 * DAY + 5], sources=["prometheus"])])
    case("metrics-repeat-the-status", "The same second as finishedAt: one moment; an earlier one is another.",
         [pod(Container(state=running(HOUR), last=oom(HOUR + 5), restarts=3))], metrics=[metric("oom_terminated", 9 * HOUR, HOUR + 5)],
         expected=[oom_found("recovered", ages=[9 * HOUR, HOUR + 5], sources=["oc_get_pods", "prometheus"])])
    case("metrics-dated-late", "Dated by a sample up to 6 minutes late: one moment with finishedAt.",
         [pod(Container(state=running(HOUR), last=oom(HOUR + 5), restarts=1))], metrics=[metric("oom_terminated", HOUR - 200, late=360)],
         expected=[oom_found("recovered", ages=[HOUR + 5])])
    case("metrics-repeat-a-contradiction", "OOMKilled with exit code 143, repeated by kube-state-metrics: still probable.",
         [pod(Container(state=running(HOUR), last=oom(HOUR + 5, 143), restarts=1))], metrics=[metric("oom_terminated", HOUR + 5)],
         expected=[oom_found("recovered", "probable", exit_code=143)], forbidden=[{"confidence": "confirmed"}])
    case("metrics-job-pod-gone", "restartPolicy Never: gone after its Job's clean-up, only the series is left.", [],
         metrics=[metric("oom_terminated", 30 * HOUR, name="nightly-9kr55", container="work")],
         expected=[oom_found("gone", container="work", pod="nightly-9kr55")])
    other = uid_of("earlier")
    case("metrics-earlier-pod-of-that-name", "The series' uid is an earlier pod's: that one is gone, the present one is well.",
         [pod(name="db-0", owner=("StatefulSet", "db"))], metrics=[metric("oom_terminated", 3 * DAY, name="db-0", uid=other)],
         expected=[oom_found("gone", pod_uid=other)])


def kills():
    case("metrics-kill-that-pid-1-survived", "Neither status nor Events know: only cAdvisor's counter. Probable, container named.",
         [pod(Container(state=running(2 * DAY)), Container("b"))], metrics=[metric("oom_events_grew", 4 * HOUR, late=90, uid="")],
         expected=[oom_found("recovered", "probable", ages=[4 * HOUR], exit_code=None, sources=["prometheus"],
                             evidence_says=["PID 1 survived"])], forbidden=[{"confidence": "confirmed"}, {"container": "b"}])
    case("metrics-kill-without-reason", "Error 137 and cAdvisor's counter moved around then: probable.",
         [pod(Container(state=running(HOUR), last=failed(137, HOUR), restarts=1))], metrics=[metric("oom_events_grew", HOUR - 40, late=60)],
         expected=[oom_found("recovered", "probable", ages=[HOUR], exit_code=137)], forbidden=[{"confidence": "confirmed"}])
    case("metrics-kill-beside-the-status", "The kubelet says OOMKilled already: more evidence, the same moment.",
         [pod(Container(state=running(HOUR), last=oom(HOUR), restarts=1))], metrics=[metric("oom_events_grew", HOUR - 40, late=60)],
         expected=[oom_found("recovered", "confirmed", ages=[HOUR], sources=["oc_get_pods", "prometheus"])])
    looping = pod(Container(state=BACK_OFF, last=failed(137, MIN), restarts=5))
    case("metrics-kill-is-the-loops-cause", "A loop of kills without a reason, with the counter moving: cause OOMKilled.", [looping],
         [back_off(looping, 30)], metrics=[metric("oom_events_grew", 50)],
         expected=[oom_found(confidence="probable"), loop_found("OOMKilled", exit_code=137)])


def loops():
    case("metrics-loop-pod-gone", "A crash loop that only the waiting reason remembers, killed for memory.", [],
         metrics=[metric("oom_terminated", 3 * DAY, 2 * DAY), metric("crash_loop_waiting", 3 * DAY, 2 * DAY)],
         expected=[oom_found("gone"), loop_found("OOMKilled", "gone", ages=[3 * DAY, 2 * DAY], sources=["prometheus"])])
    case("metrics-loop-recovered", "A loop two days ago; the pod is ready since.",
         [pod(Container(state=running(2 * DAY), last=failed(1, 2 * DAY + 5), restarts=9), created=5 * DAY)],
         metrics=[metric("crash_loop_waiting", 3 * DAY, 2 * DAY + 5)],
         expected=[loop_found("exit code 1", "recovered", ages=[3 * DAY, 2 * DAY + 5])])
    gone = pod(name=NAME)
    case("metrics-loop-beside-events", "The newest back-off's Event and the termination before it are one moment.", [],
         [back_off(gone, 18 * MIN, count=20)], metrics=[metric("crash_loop_waiting", 40 * MIN, 20 * MIN)],
         expected=[loop_found("unknown", "gone", ages=[40 * MIN, 20 * MIN], sources=["events", "prometheus"])])


def add():
    for group in (terminated, kills, loops):
        group()
