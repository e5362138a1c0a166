"""What Events say, and whose they are."""
from expect import case, finding, loop_found, no, oom_found
from objects import BACK_OFF, DAY, HOUR, MIN, Container, at, back_off, event, failed, node_event, pod, running, uid_of

GONE = pod(name="web-7f9dd8b6c4-gone1")
WELL = pod(Container(state=running(2 * DAY)))


def whose():
    case("event-pod-gone", "Only Events still know the pod: kept as gone, on the node that the kubelet names.", [],
         [back_off(GONE, 20 * MIN, count=7)],
         expected=[loop_found("unknown", "gone", exit_code=None, ages=[20 * MIN], node="ip-10-0-1-42", sources=["events"],
                              restart_count=None)], forbidden=no("OOMKilled", "ImagePullBackOff"))
    for name, about, where in (
            ("event-host-of-an-old-kubelet", "Old kubelets fill in source alone: its host is the node.",
             {"reportingComponent": "", "reportingInstance": ""}),
            ("event-host-is-the-reporting-instance", "Events of the new kind have no source: the reporting instance is the node.",
             {"source": {}})):
        case(name, about, [], [back_off(GONE, 20 * MIN, **where)],
             expected=[loop_found("unknown", "gone", ages=[20 * MIN], node="ip-10-0-1-42")])
    old = pod(name="db-0", owner=("StatefulSet", "db"), uid=uid_of("old"))
    new = pod(name="db-0", owner=("StatefulSet", "db"), uid=uid_of("new"))
    case("event-of-an-earlier-pod-of-that-name", "Names repeat, uids do not: the Events are the gone pod's.", [new],
         [back_off(old, 20 * MIN)], expected=[loop_found("unknown", "gone", pod_uid=uid_of("old"))],
         forbidden=[{"pod_uid": uid_of("new")}])
    case("event-without-uid", "An Event without a uid is matched by name.", [WELL], [back_off(WELL, 20 * MIN, uid="")],
         expected=[loop_found("unknown", "recovered", pod_uid=WELL["metadata"]["uid"])])
    mirror = pod(Container(state=BACK_OFF, last=failed(4, MIN), restarts=5), name="agent-node1", owner=("Node", "node1"),
                 annotations={"kubernetes.io/config.mirror": "9d41c07e52aa4f1b8c3e6f70a1b2c3d4"})
    case("event-of-a-static-pod", "The kubelet's Events carry the uid in the mirror's annotation.", [mirror],
         [back_off(mirror, 40 * MIN, uid="9d41c07e52aa4f1b8c3e6f70a1b2c3d4")],
         expected=[loop_found("exit code 4", sources=["events", "oc_get_pods"])], forbidden=[{"state": "gone"}])
    case("event-on-another-kind", "BackOff on a Job of the pod's name: not about this pod.", [WELL],
         [back_off(WELL, MIN, involvedObject={"kind": "Job", "namespace": "shop", "name": WELL["metadata"]["name"],
                                              "uid": WELL["metadata"]["uid"]})])
    case("event-of-a-node-blames-no-pod", "OOMKilling on a Node: the node's finding, no pod's and no namespace's.", [WELL],
         [node_event("OOMKilling", "Memory cgroup out of memory: Killed process 4711 (java)", 5 * MIN)],
         expected=[finding("NodeOOM", container="", namespace="", pod="", node="ip-10-0-1-42", cause="OOMKilled",
                           workload="Node/ip-10-0-1-42", ages=[5 * MIN])], forbidden=no("OOMKilled"),
         namespaces={"shop": "healthy"})
    case("node-oom-is-asked-for", "By default a Node's Event is no finding.", [WELL],
         [node_event("SystemOOM", "System OOM encountered", 5 * MIN)], types=["OOMKilled", "CrashLoopBackOff"],
         forbidden=no("NodeOOM"))


def messages():
    case("back-off-combined", "The message begins '(combined from similar events): '.", [WELL],
         [event(WELL, "BackOff", "(combined from similar events): Back-off restarting failed container app in pod web_shop(x)",
                20 * MIN, "spec.containers{app}")], expected=[loop_found("unknown", "recovered")])
    two = pod(Container("a"), Container("b"))
    case("back-off-container-in-the-message", "Without a fieldPath the message names the container.", [two],
         [event(two, "BackOff", "Back-off restarting failed container b in pod web_shop(x)", 20 * MIN)],
         expected=[loop_found("unknown", "recovered", container="b")], forbidden=[{"container": "a"}])
    case("back-off-old-kubelet", "Old kubelets name no container: the pod's only one, else none.", [WELL],
         [event(WELL, "BackOff", "Back-off restarting failed container", 20 * MIN)], expected=[loop_found("unknown", "recovered")])
    case("back-off-of-another-kind", "BackOff saying anything else: nothing.", [WELL],
         [event(WELL, "BackOff", "Waiting: Back-off restarting failed container app", 5 * MIN, "spec.containers{app}")])
    phrase = 'Back-off pulling image "registry.example/Back-off restarting failed container:1"'
    case("back-off-pulling-with-the-other-phrase", "A pull back-off whose image's name holds the restart's phrase.", [WELL],
         [event(WELL, "BackOff", phrase, 20 * MIN, "spec.containers{app}", type_="Normal")],
         expected=[finding("ImagePullBackOff", "recovered", ages=[20 * MIN])], forbidden=no("CrashLoopBackOff"))
    case("crash-loop-named-by-a-reason", "A reason of somebody's own that names the crash loop: probable.", [WELL],
         [event(WELL, "PodCrashLooping", "container 'app' keeps crashing", 20 * MIN, component="watcher")],
         expected=[loop_found("unknown", "recovered", "probable")], forbidden=[{"confidence": "confirmed"}])
    case("alert-storm-after-a-node-flap", "NodeNotReady, Unhealthy, FailedMount, Killing for a drain: no failure of ours.",
         [WELL], [event(WELL, reason, text, 5 * MIN + i) for i, (reason, text) in enumerate((
             ("NodeNotReady", "Node is not ready"), ("Unhealthy", "Readiness probe failed: timeout"),
             ("FailedMount", "MountVolume.SetUp failed for volume"), ("Killing", "Stopping container app"),
             ("TaintManagerEviction", "Cancelling deletion of Pod shop/web")))], namespaces={"shop": "healthy"})


def times():
    series = back_off(GONE, 5 * HOUR, series={"count": 30, "lastObservedTime": at(40 * MIN)[:-1] + ".000000Z"},
                      lastTimestamp=None, firstTimestamp=None, eventTime=at(5 * HOUR)[:-1] + ".000000Z",
                      action="BackOff")  # no server takes an eventTime without an action
    case("event-time-of-its-series", "series.lastObservedTime is the newest time of an Event.", [], [series],
         expected=[loop_found("unknown", "gone", ages=[40 * MIN])])
    only = back_off(GONE, 5 * HOUR, lastTimestamp=None, firstTimestamp=None, eventTime=at(3 * HOUR)[:-1] + ".000000Z",
                    action="BackOff")
    case("event-time-alone", "eventTime, where all others are null.", [], [only],
         expected=[loop_found("unknown", "gone", ages=[3 * HOUR])])
    bare = back_off(GONE, 2 * HOUR, lastTimestamp=None, firstTimestamp=None)
    case("event-creation-time-last", "creationTimestamp counts only if all others are null.", [], [bare],
         expected=[loop_found("unknown", "gone", ages=[2 * HOUR])])
    case("event-before-the-range", "An Event older than the range says nothing about it.", [],
         [back_off(GONE, 2 * HOUR)], range_seconds=HOUR)
    case("event-count-is-no-crash-count", "An Event is one moment whatever its count.", [],
         [back_off(GONE, 20 * MIN, count=92, first=42 * MIN)],
         expected=[loop_found("unknown", "gone", ages=[20 * MIN], windows={"1h": 1, "3h": 1, "6h": 1, "24h": 1, "48h": 1,
                                                                          "3d": 1, "5d": 1, "7d": 1})])
    looping = pod(Container(state=BACK_OFF, last=failed(1, MIN), restarts=20))
    case("event-second-one-after-a-kubelet-restart", "A kubelet restart starts a second Event for the same loop: one finding.",
         [looping], [back_off(looping, 3 * HOUR, count=60), back_off(looping, 20, count=9, first=30 * MIN)],
         expected=[loop_found("exit code 1", ages=[3 * HOUR, MIN])])


def add():
    for group in (whose, messages, times):
        group()
