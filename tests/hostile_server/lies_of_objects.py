"""Objects that no API server would give: of other kinds, too deep, too wide, with impossible values."""
import itertools
import json

import objects
from lie import ANY_LIST, EVENTS, MIB, NAMESPACES, PODS, VERSION, Lie


def said(body, content_type="application/json"):
    return lambda request, reply: reply.whole(body(request) if callable(body) else body, content_type=content_type)


def edited(edit):
    """The truth, with its text changed."""
    def tell(request, reply):
        text = objects.a_list(request.resource, objects.items_of(request.resource, request.where))
        reply.whole(edit(text))
    return tell


def pods(**change):
    def body(request):
        pod = objects.pod(request.where or "tenant-a", "web-0")
        pod["status"]["containerStatuses"][0].update(change.get("container", {}))
        pod["metadata"].update(change.get("metadata", {}))
        pod["status"].update(change.get("status", {}))
        return objects.a_list("pods", [pod])
    return said(body)


def nested(opening, depth):
    return said(b'{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[' + opening * depth)


def in_list(item):
    return said(lambda request: (objects.list_head(request.resource) + item + "]}").encode())


def wide(count):
    return said(lambda request: (objects.list_head(request.resource) + ",".join(["{}"] * count) + "]}").encode())


MANY = [{"name": f"c{number}", "state": {"waiting": {"reason": "CrashLoopBackOff"}}, "restartCount": 9}
        for number in range(100_000)]
LABELS = {f"label-{number}": "x" for number in range(500_000)}

LIES = [
    Lie("deep-arrays", "15 MiB of '['", ANY_LIST, nested(b"[", 15 * MIB)),
    Lie("deep-objects", "15 MiB of '{\"a\":'", ANY_LIST, nested(b'{"a":', 3 * MIB)),
    Lie("deep-version", "a version of 1 MB of '['", VERSION, said(b"[" * 1_000_000), harmless=True),
    Lie("wide-list", "a list of 10,000,000 empty objects", ANY_LIST, wide(10_000_000)),
    Lie("wide-pod", "a pod of 100,000 containers", PODS,
        lambda request, reply: pods(status={"containerStatuses": MANY})(request, reply)),
    Lie("wide-labels", "a pod of 500,000 labels", PODS,
        lambda request, reply: pods(metadata={"labels": LABELS})(request, reply), harmless=True),
    Lie("long-name", "a pod whose name has 10 MiB", PODS, pods(metadata={"name": "n" * (10 * MIB)})),
    Lie("wrong-kind", "a list of another kind", ANY_LIST, said(b'{"kind":"SecretList","apiVersion":"v1","items":[]}')),
    Lie("status-as-list", "a Status with 200", ANY_LIST, said(objects.status(200, "", "all is well"))),
    Lie("no-kind", "a list without a kind", ANY_LIST, edited(lambda text: text.replace(b'"kind":', b'"kine":', 1))),
    Lie("empty-body", "nothing, with 200", ANY_LIST, said(b"")),
    Lie("html", "an HTML page with 200", ANY_LIST, said(b"<html>" + b"<div>" * 100_000, "text/html")),
    Lie("protobuf-in-name-only", "said to be protobuf, and is JSON", ANY_LIST,
        said(lambda request: objects.a_list(request.resource, []), "application/vnd.kubernetes.protobuf"),
        harmless=True),
    Lie("two-kinds", "two kinds in one list, the second another", ANY_LIST,
        edited(lambda text: b'{"kind":"SecretList",' + text[1:])),
    Lie("items-twice", "two lists of items in one", ANY_LIST, edited(lambda text: text[:-1] + b',"items":[]}'),
        harmless=True),
    Lie("items-of-text", "items that are no array", ANY_LIST, said(
        lambda request: objects.list_head(request.resource)[:-1].encode() + b'"none"}')),
    Lie("text-behind-it", "a second text behind the list", ANY_LIST, edited(lambda text: text + text)),
    Lie("nul-bytes", "names with NUL bytes", PODS, edited(lambda text: text.replace(b"web-0", b"web\\u00000")),
        harmless=True),
    Lie("raw-nul-bytes", "raw NUL bytes in the text", ANY_LIST, edited(lambda text: text.replace(b"v1", b"v\x001"))),
    Lie("not-utf8", "bytes that are not UTF-8 in a name", ANY_LIST, edited(lambda text: text.replace(b"uid-", b"\xff\xfe\x80-"))),
    Lie("escapes-of-a-terminal", "names that are commands to a terminal", PODS,
        edited(lambda text: text.replace(b"web-0", b"\\u001b[2J\\u202e")), harmless=True),
    Lie("paths-as-names", "namespaces called '../..'", NAMESPACES,
        said(objects.a_list("namespaces", [objects.namespace("../.."), objects.namespace("a/b")])), harmless=True),
    Lie("no-names", "elements without a name", ANY_LIST, edited(lambda text: text.replace(b'"name"', b'"nam"'))),
    Lie("numbers-as-names", "names that are numbers", ANY_LIST, in_list('{"metadata":{"name":7,"namespace":8}}')),
    Lie("negative-numbers", "restart counts and exit codes below zero", PODS,
        pods(container={"restartCount": -9, "lastState": {"terminated": {"exitCode": -1, "reason": "OOMKilled",
                                                                          "finishedAt": objects.ago(10)}}}),
        harmless=True),
    Lie("huge-numbers", "restart counts of 10^40", PODS, pods(container={"restartCount": 10**40})),
    Lie("endless-number", "a number of 10 MiB", PODS,
        edited(lambda text: text.replace(b'"restartCount": 3', b'"restartCount": ' + b"9" * (10 * MIB)))),
    Lie("impossible-times", "times of the year 99999, and none", PODS,
        edited(lambda text: text.replace(b'"finishedAt": "2', b'"finishedAt": "99992')), harmless=True),
    Lie("same-uid", "10,000 pods of one uid", PODS, said(lambda request: objects.a_list(
        "pods", [objects.pod(request.where or "tenant-a", f"web-{number}", uid="one") for number in range(10_000)])),
        harmless=True),
    Lie("noise-of-a-tenant", "20,000 Events about pods that never were, all of one namespace", EVENTS,
        said(lambda request: objects.a_list("events", [
            objects.event("tenant-a", f"e-{number}", f"gone-{number}") for number in range(20_000)]
            if request.where != "tenant-b" else [objects.old_event("tenant-b")]))),
    Lie("items-of-items", "lists within lists", ANY_LIST, in_list(",".join(itertools.repeat(json.dumps(
        {"kind": "PodList", "items": [{"metadata": {"name": "x"}}]}), 1000)))),
]
