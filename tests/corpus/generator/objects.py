"""Pods, Events and metrics in few words, as a real API server shows them. Ages are seconds before NOW."""
import datetime
import hashlib

NOW = datetime.datetime(2025, 12, 12, 5, 26, 0, tzinfo=datetime.timezone.utc)
MIN, HOUR, DAY = 60, 3600, 86400
NODE = "ip-10-0-1-42"
IMAGE = "registry.example/shop/web:1"


def at(age):
    return None if age is None else (NOW - datetime.timedelta(seconds=age)).strftime("%Y-%m-%dT%H:%M:%SZ")


def uid_of(*parts):
    digest = hashlib.sha256("/".join(parts).encode()).hexdigest()
    return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))


# How a run ended.
def ended(reason, code, age, message=None, ran=30):
    started = None if age is None else at(age + ran)
    if reason == "StartError":
        started = "1970-01-01T00:00:00Z"
    state = {"exitCode": code, "reason": reason, "message": message, "startedAt": started, "finishedAt": at(age),
             "containerID": "containerd://" + hashlib.sha256(f"{reason}{code}{age}".encode()).hexdigest()}
    return {"terminated": {name: value for name, value in state.items() if value is not None or name.endswith("At")}}


def oom(age, code=137, ran=30):
    return ended("OOMKilled", code, age, ran=ran)


def failed(code, age, message=None, ran=30):
    return ended("Error", code, age, message, ran)


def completed(age, ran=30):
    return ended("Completed", 0, age, ran=ran)


def waiting(reason, message=None):
    return {"waiting": {"reason": reason, **({"message": message} if message else {})}}


BACK_OFF = waiting("CrashLoopBackOff", "back-off 5m0s restarting failed container=app pod=web-1_shop(x)")


def running(age):
    return {"running": {"startedAt": at(age)}}


class Container:
    """kind: main, init, sidecar (native), ephemeral. `spec`/`status` False leave that half out."""

    def __init__(self, name="app", state=None, last=None, restarts=0, kind="main", ready=None, limit="128Mi",
                 request="64Mi", actual_limit=None, spec=True, status=True):
        self.name, self.kind, self.in_spec, self.in_status = name, kind, spec, status
        state = state or running(6 * HOUR)
        self.spec = {"name": name, "image": IMAGE, "resources": {}, "terminationMessagePath": "/dev/termination-log",
                     "terminationMessagePolicy": "File", "imagePullPolicy": "IfNotPresent"}
        if limit and kind != "ephemeral":
            self.spec["resources"] = {"limits": {"memory": limit}, "requests": {"memory": request}}
        if kind == "sidecar":
            self.spec["restartPolicy"] = "Always"
        is_ready = "running" in state if ready is None else ready
        self.status = {"name": name, "state": state, "lastState": last or {}, "ready": is_ready,
                       "restartCount": restarts, "image": IMAGE, "imageID": "", "started": "running" in state}
        if actual_limit:
            self.status["resources"] = {"limits": {"memory": actual_limit}, "requests": {"memory": request}}


def pod(*containers, name="web-7f9dd8b6c4-x7gr9", namespace="shop", owner=("ReplicaSet", "web-7f9dd8b6c4"),
        phase="Running", reason=None, message=None, policy="Always", deleted=None, created=2 * DAY, labels=None,
        annotations=None, conditions=(), node=NODE, uid=None, spec_order=None):
    uid = uid or uid_of(namespace, name)
    metadata = {"name": name, "namespace": namespace, "uid": uid, "creationTimestamp": at(created),
                "labels": dict(labels or {})}
    if annotations:
        metadata["annotations"] = annotations
    if owner:
        kind, owner_name = owner
        api = {"Job": "batch/v1", "TaskRun": "tekton.dev/v1", "ReplicationController": "v1", "Node": "v1"}.get(kind, "apps/v1")
        metadata["ownerReferences"] = [{"apiVersion": api, "kind": kind, "name": owner_name,
                                        "uid": uid_of(namespace, kind, owner_name), "controller": True}]
        if owner == ("ReplicaSet", "web-7f9dd8b6c4") and labels is None:
            metadata["labels"] = {"app": "web", "pod-template-hash": "7f9dd8b6c4"}
    if deleted is not None:
        metadata.update(deletionTimestamp=at(deleted), deletionGracePeriodSeconds=30, finalizers=["example.com/hold"])
    containers = list(containers) or [Container()]

    def half(kinds, attribute, flag):
        return [getattr(c, attribute) for c in containers if c.kind in kinds and getattr(c, flag)]

    spec = {"containers": half(("main",), "spec", "in_spec"), "restartPolicy": policy, "dnsPolicy": "ClusterFirst",
            "terminationGracePeriodSeconds": 30, "schedulerName": "default-scheduler", "securityContext": {}}
    if spec_order:
        spec["containers"].sort(key=lambda c: spec_order.index(c["name"]))
    if node:
        spec["nodeName"] = node
    status = {"phase": phase, "conditions": list(conditions), "startTime": at(created - 5)}
    for name_in_spec, name_in_status, kinds in (("initContainers", "initContainerStatuses", ("init", "sidecar")),
                                                ("ephemeralContainers", "ephemeralContainerStatuses", ("ephemeral",)),
                                                (None, "containerStatuses", ("main",))):
        if name_in_spec and half(kinds, "spec", "in_spec"):
            spec[name_in_spec] = half(kinds, "spec", "in_spec")
        if half(kinds, "status", "in_status"):
            status[name_in_status] = half(kinds, "status", "in_status")
    if reason:
        status["reason"] = reason
    if message:
        status["message"] = message
    return {"metadata": metadata, "spec": spec, "status": status}


def event(of, reason, message, age, path=None, type_="Warning", count=1, first=None, component="kubelet", uid=None,
          **times):
    """An Event about the pod `of`. `times` replace whole fields: eventTime, series, lastTimestamp, ..."""
    meta = of["metadata"]
    involved = {"kind": "Pod", "namespace": meta["namespace"], "name": meta["name"],
                "uid": meta["uid"] if uid is None else uid, "apiVersion": "v1"}
    if path:
        involved["fieldPath"] = path
    if involved["uid"] == "":
        del involved["uid"]
    made = {"metadata": {"name": f"{meta['name']}.{uid_of(reason, message, str(age))[:8]}", "namespace": meta["namespace"],
                         "uid": uid_of("event", meta["name"], reason, message, str(age)),
                         "creationTimestamp": at(age if first is None else first)},
            "involvedObject": involved, "reason": reason, "message": message,
            "source": {"component": component, "host": NODE} if component == "kubelet" else {"component": component},
            "firstTimestamp": at(age if first is None else first), "lastTimestamp": at(age), "count": count,
            "type": type_, "eventTime": None, "reportingComponent": component,
            "reportingInstance": NODE if component == "kubelet" else ""}
    made.update(times)
    return made


def node_event(reason, message, age, node=NODE):
    return {"metadata": {"name": f"{node}.{uid_of(reason, str(age))[:8]}", "namespace": "default",
                         "uid": uid_of("event", node, reason, str(age)), "creationTimestamp": at(age)},
            "involvedObject": {"kind": "Node", "name": node, "uid": node}, "reason": reason, "message": message,
            "source": {"component": "kubelet", "host": node}, "firstTimestamp": at(age), "lastTimestamp": at(age),
            "count": 1, "type": "Warning", "eventTime": None, "reportingComponent": "kubelet", "reportingInstance": node}


def back_off(of, age, container="app", path="spec.containers", **more):
    meta = of["metadata"]
    message = f"Back-off restarting failed container {container} in pod {meta['name']}_{meta['namespace']}({meta['uid']})"
    return event(of, "BackOff", message, age, f"{path}{{{container}}}", **more)


def probe_kill(of, age, probe="liveness", container="app", **more):
    return event(of, "Killing", f"Container {container} failed {probe} probe, will be restarted", age,
                 f"spec.containers{{{container}}}", type_="Normal", **more)


def metric(fact, *ages, name="web-7f9dd8b6c4-x7gr9", namespace="shop", container="app", init=False, uid=None, node="",
           late=0):
    series = {"oom_terminated": "last_terminated_reason OOMKilled", "crash_loop_waiting": "waiting_reason CrashLoopBackOff"}
    detail = ("container_oom_events_total grew by 1" if fact == "oom_events_grew"
              else f"kube_pod_{'init_' if init else ''}container_status_{series[fact]}")
    return {"fact": fact, "namespace": namespace, "pod": name, "pod_uid": uid_of(namespace, name) if uid is None else uid,
            "container": container, "init_container": init, "node": node, "times": [at(age) for age in sorted(ages, reverse=True)],
            "late_max_seconds": late, "detail": detail}
