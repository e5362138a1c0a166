"""Lists that do not end, repeat themselves, or are larger than anything that is true."""
import itertools
import json
import time

import objects
import protobuf_wire as wire
from lie import ANY_LIST, EVENTS, MIB, NAMESPACES, PODS, STREAMS_LISTS, Lie, for_ever, zipped

numbers = itertools.count()  # shared: no two names or tokens are ever the same


def pages(make_items, token_of=None):
    def tell(request, reply):
        token = token_of() if token_of else f"token-{next(numbers)}"
        reply.whole(objects.a_list(request.resource, make_items(request), token))
    return tell


def nothing(_request):
    return []


def truth(request):
    return objects.items_of(request.resource, request.where)


def fresh_pods(count, message_bytes):
    return lambda request: [objects.pod(request.where or "tenant-a", f"pod-{next(numbers)}", "x" * message_bytes)
                            for _ in range(count)]


def fresh_events(count):
    return lambda request: [objects.event(request.where or "tenant-a", f"e-{next(numbers)}", f"pod-{next(numbers)}")
                            for _ in range(count)]


def fresh_namespaces(count):
    return lambda _request: [objects.namespace(f"space-{next(numbers):09d}") for _ in range(count)]


CIRCLE = itertools.cycle(["a", "b", "c"])


def body_without_end(make_piece):
    """One page in one answer, whose elements never stop."""
    def tell(request, reply):
        pieces = itertools.chain([objects.list_head(request.resource).encode()],
                                 (make_piece(request) for _ in itertools.count()))
        reply.chunked(pieces)
    return tell


def pod_text(request, message_bytes=0):
    return json.dumps(objects.pod(request.where or "tenant-a", f"pod-{next(numbers)}", "x" * message_bytes)).encode() + b","


def protobuf(element, kind="PodList"):
    """A list in protobuf that is announced as endless and is."""
    def tell(request, reply):
        pieces = itertools.chain([wire.head(kind, 1 << 60), wire.list_metadata()],
                                 (wire.field(2, element(request)) for _ in itertools.count()))
        reply.chunked(pieces, content_type="application/vnd.kubernetes.protobuf")
    return tell


def protobuf_pod(message_bytes):
    message = "x" * message_bytes
    return lambda request: wire.pod(request.where or "tenant-a", f"pod-{next(numbers)}", int(time.time()) - 600, message)


def protobuf_bytes(*pieces):
    return lambda request, reply: reply.whole(b"".join(pieces), content_type="application/vnd.kubernetes.protobuf")


def bomb(head, piece, times, tail=b"", code=200):
    def tell(_request, reply):
        packed = zipped(head, piece, times, tail)
        reply.whole(packed, code, headers=[("Content-Encoding", "gzip")])
    return tell


POD_LIST = objects.list_head("pods").encode()
ONE_MORE_POD = json.dumps(objects.pod("tenant-a", "web-0", "x" * 4000)).encode() + b","
SPACES = b" " * MIB

LIES = [
    Lie("endless-pages-of-nothing", "empty pages, each with a new continue token", ANY_LIST, pages(nothing)),
    Lie("endless-pages-of-the-truth", "the same elements on every page, each with a new token", ANY_LIST, pages(truth)),
    Lie("endless-pages-of-pods", "pages of 500 new pods that were killed, without end", PODS, pages(fresh_pods(500, 100))),
    Lie("endless-pages-of-large-pods", "pages of pods with messages of 1 MiB, without end", PODS,
        pages(fresh_pods(8, MIB))),
    Lie("endless-pages-of-events", "pages of 1,000 new Events about pods that never were, without end", EVENTS,
        pages(fresh_events(1000))),
    Lie("endless-pages-of-namespaces", "pages of 5,000 namespaces, without end", NAMESPACES,
        pages(fresh_namespaces(5000))),
    Lie("repeating-token", "the same continue token on every page", ANY_LIST, pages(truth, lambda: "again")),
    Lie("circling-tokens", "three continue tokens in turn", ANY_LIST, pages(truth, lambda: next(CIRCLE))),
    Lie("large-token", "a continue token of 10 MiB", ANY_LIST, pages(truth, lambda: "t" * (10 * MIB))),
    Lie("large-version", "a resource version of 10 MiB", ANY_LIST, lambda request, reply: reply.whole(
        objects.a_list(request.resource, truth(request), version="9" * (10 * MIB))), harmless=True),
    Lie("million-namespaces", "1,000,000 namespaces in one page", NAMESPACES,
        lambda _request, reply: reply.whole((objects.list_head("namespaces") + ",".join(
            [f'{{"metadata":{{"name":"space-{number:09d}"}}}}' for number in range(1_000_000)]) + "]}").encode())),
    Lie("large-namespaces", "namespaces whose names have 1 MiB", NAMESPACES, lambda _request, reply: reply.whole(
        objects.a_list("namespaces", [objects.namespace("n" * MIB + str(number)) for number in range(50)]))),
    Lie("body-without-end", "one page whose elements never stop", PODS, body_without_end(pod_text)),
    Lie("body-of-large-elements", "one page of elements of 1 MiB that never stop", PODS,
        body_without_end(lambda request: pod_text(request, MIB))),
    Lie("body-of-spaces", "spaces without end before the list closes", ANY_LIST,
        body_without_end(lambda _request: SPACES)),
    Lie("huge-element", "one element of 200 MiB", PODS, body_without_end(lambda _request: b"x" * MIB)),
    Lie("protobuf-without-end", "protobuf whose small elements never stop", PODS, protobuf(protobuf_pod(100)),
        STREAMS_LISTS),
    Lie("protobuf-of-large-elements", "protobuf whose elements of 1 MiB never stop", PODS,
        protobuf(protobuf_pod(MIB)), STREAMS_LISTS),
    Lie("protobuf-of-healthy-pods", "protobuf of pods that are well, without end", PODS,
        protobuf(lambda _request: wire.field(1, wire.field(1, "well") + wire.field(3, "tenant-a"))), STREAMS_LISTS),
    Lie("protobuf-huge-element", "protobuf with an element that says it has 2^40 bytes", PODS,
        lambda _request, reply: reply.chunked(
            itertools.chain([wire.head("PodList", 1 << 50), wire.varint(2 << 3 | 2), wire.varint(1 << 40)],
                            for_ever(SPACES)), content_type="application/vnd.kubernetes.protobuf"), STREAMS_LISTS),
    Lie("protobuf-huge-length", "protobuf with a length of 2^64 - 1", PODS,
        protobuf_bytes(wire.MAGIC, b"\x12", b"\xff" * 9 + b"\x01"), STREAMS_LISTS),
    Lie("protobuf-half", "protobuf that ends in the middle of an element", PODS,
        protobuf_bytes(wire.head("PodList", 500), wire.list_metadata(), b"\x12\xf0\x01\x0a"), STREAMS_LISTS),
    Lie("bomb-of-spaces", "gzip: 1 GiB of spaces in 1 MB", ANY_LIST, bomb(POD_LIST, SPACES, 1024)),
    Lie("bomb-of-pods", "gzip: 200 MiB of true pods in 1 MB", PODS,
        bomb(POD_LIST, ONE_MORE_POD * 200, 240, ONE_MORE_POD[:-1] + b"]}")),
    Lie("bomb-in-an-error", "gzip: an error of 1 GiB", ANY_LIST, bomb(b'{"kind":"Status","message":"', SPACES, 1024, code=500)),
    Lie("bomb-of-namespaces", "gzip: 3,000,000 namespaces", NAMESPACES,
        bomb(b'{"kind":"NamespaceList","apiVersion":"v1","metadata":{},"items":[',
             b'{"metadata":{"name":"same"}},' * 10_000, 300, b'{"metadata":{"name":"last"}}]}')),
]
