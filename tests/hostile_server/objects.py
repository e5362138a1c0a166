"""A small honest cluster, as an API server would give it: what a hostile one begins with."""
import datetime
import json

NAMESPACES = ("tenant-a", "tenant-b")


def ago(minutes):
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def pod(namespace, name, message="", **metadata):
    """One whose container was killed for memory ten minutes ago: it is worth keeping."""
    killed = {"terminated": {"exitCode": 137, "reason": "OOMKilled", "message": message, "startedAt": ago(20),
                             "finishedAt": ago(10)}}
    return {"metadata": {"name": name, "namespace": namespace, "uid": f"uid-{namespace}-{name}",
                         "creationTimestamp": ago(60), **metadata},
            "spec": {"containers": [{"name": "app", "image": "registry.example/app:1",
                                     "resources": {"limits": {"memory": "64Mi"}}}], "nodeName": "node-1"},
            "status": {"phase": "Running", "startTime": ago(60),
                       "containerStatuses": [{"name": "app", "ready": True, "restartCount": 3, "image": "app",
                                              "imageID": "", "state": {"running": {"startedAt": ago(9)}},
                                              "lastState": killed}]}}


def old_event(namespace):
    """So old that Events reach back as far as a test looks."""
    return {"metadata": {"name": "old", "namespace": namespace, "uid": f"uid-old-{namespace}"},
            "involvedObject": {"kind": "Pod", "namespace": namespace, "name": "web-0", "uid": "x", "apiVersion": "v1"},
            "reason": "Pulled", "message": "", "type": "Normal", "count": 1, "firstTimestamp": ago(300),
            "lastTimestamp": ago(300)}


def event(namespace, name, pod_name, message="Back-off restarting failed container"):
    return {"metadata": {"name": name, "namespace": namespace, "uid": f"uid-{name}", "creationTimestamp": ago(5)},
            "involvedObject": {"kind": "Pod", "namespace": namespace, "name": pod_name, "uid": f"uid-{namespace}-{pod_name}",
                               "apiVersion": "v1", "fieldPath": "spec.containers{app}"},
            "reason": "BackOff", "message": message, "type": "Warning", "count": 3, "firstTimestamp": ago(50),
            "lastTimestamp": ago(5), "source": {"component": "kubelet", "host": "node-1"}}


def namespace(name):
    return {"metadata": {"name": name, "uid": f"uid-{name}"}}


def items_of(resource, where):
    """The honest elements; `where` is a namespace, or None for the whole cluster."""
    spaces = [where] if where else NAMESPACES
    if resource == "namespaces":
        return [namespace(name) for name in NAMESPACES]
    if resource == "pods":
        return [pod(space, "web-0") for space in spaces]
    return [made for space in spaces for made in (old_event(space), event(space, f"{space}-event", "web-0"))]


KINDS = {"namespaces": "NamespaceList", "pods": "PodList", "events": "EventList"}


def list_head(resource, token="", version="100"):
    """Everything of a list but its elements and its end."""
    metadata = json.dumps({"resourceVersion": version, **({"continue": token} if token else {})})
    return f'{{"kind":"{KINDS[resource]}","apiVersion":"v1","metadata":{metadata},"items":['


def a_list(resource, items, token="", version="100"):
    return (list_head(resource, token, version) + ",".join(json.dumps(each) for each in items) + "]}").encode()


def status(code, reason, message):
    return json.dumps({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message,
                       "reason": reason, "code": code}).encode()
