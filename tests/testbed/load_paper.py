"""Loads pods, events and namespaces with any status into the testbed's second API server, past all controllers.

Usage: load_paper.py [--as-created] FILE...
       (runs inside a testbed: scripts/testbed exec DIR python3 tests/testbed/load_paper.py FILE...)

FILE holds one Kubernetes List (PodList, EventList, ...) or object as JSON, or one object per line. Objects are written
to the server's own store, so uid, status, deletionTimestamp and all times stay what they are; namespaces that are only
mentioned are added. Nothing is checked: what the server then shows is what was written. `--as-created`: pods as a
server first stores them, without what comes later through subresources (check_storable.py --later sends that).
"""
import base64
import json
import sys
import urllib.request

STORE = "http://127.0.0.1:12379/v3/kv/txn"
OBJECTS_PER_REQUEST = 100  # etcd allows 128 operations in a transaction
PLACES = {"Pod": "pods", "Event": "events", "Namespace": "namespaces"}


def objects_of(text):
    """The objects in a file's text; those of a typed list get the list's kind."""
    try:
        documents = [json.loads(text)]
    except json.JSONDecodeError:
        documents = [json.loads(line) for line in text.splitlines() if line.strip()]
    for document in documents:
        if "items" not in document:
            yield document
            continue
        kind = document["kind"].removesuffix("List")
        for item in document["items"]:
            yield item if "kind" in item else {"apiVersion": "v1", "kind": kind, **item}


def key_of(item):
    metadata = item["metadata"]
    if item["kind"] not in PLACES:
        raise SystemExit(f"error: objects of the kind '{item['kind']}' cannot be loaded; only {', '.join(PLACES)}")
    parts = [PLACES[item["kind"]]] + ([metadata["namespace"]] if "namespace" in metadata else []) + [metadata["name"]]
    return "/registry/" + "/".join(parts)


def namespace_object(name):
    return {"apiVersion": "v1", "kind": "Namespace", "spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"},
            "metadata": {"name": name, "uid": "0000-" + name, "creationTimestamp": "2020-01-01T00:00:00Z"}}


def as_created(item):
    if item["kind"] != "Pod":
        return item
    given_at_creation = {"phase": "Pending"}
    if "qosClass" in item.get("status", {}):
        given_at_creation["qosClass"] = item["status"]["qosClass"]
    spec = {name: value for name, value in item["spec"].items() if name != "ephemeralContainers"}
    return {**item, "spec": spec, "status": given_at_creation}


def put(items):
    encode = lambda value: base64.b64encode(value.encode()).decode()
    for item in items:
        item["metadata"].pop("resourceVersion", None)
    operations = [{"requestPut": {"key": encode(key_of(item)), "value": encode(json.dumps(item))}} for item in items]
    request = urllib.request.Request(STORE, json.dumps({"success": operations}).encode())
    with urllib.request.urlopen(request, timeout=30) as answer:
        if not json.load(answer).get("succeeded"):
            raise SystemExit("error: the store refused a transaction")


def main(paths, only_created):
    items = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            items += objects_of(file.read())
    if only_created:
        items = [as_created(item) for item in items]
    known = {item["metadata"]["name"] for item in items if item["kind"] == "Namespace"}
    mentioned = {item["metadata"]["namespace"] for item in items if "namespace" in item["metadata"]}
    items = [namespace_object(name) for name in sorted(mentioned - known)] + items
    for start in range(0, len(items), OBJECTS_PER_REQUEST):
        put(items[start:start + OBJECTS_PER_REQUEST])
    print(f"{len(items)} objects loaded")


if __name__ == "__main__":
    main([path for path in sys.argv[1:] if path != "--as-created"], "--as-created" in sys.argv)
