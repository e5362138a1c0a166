"""Answers that break the rules of HTTP, or keep them to no good end."""
import itertools
import json
import time

import objects
from lie import ANY_LIST, LOG, MIB, ONE_POD, PODS, VERSION, Lie, for_ever, zipped

CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"


def true_list(request):
    return objects.a_list(request.resource, objects.items_of(request.resource, request.where))


def raw(*pieces, then_close=True):
    def tell(_request, reply):
        reply.closes = then_close
        for piece in itertools.chain(*pieces):
            reply.send(piece)
    return tell


def with_head(code=200, headers=(), body=true_list):
    """The truth below other headers."""
    def tell(request, reply):
        reply.closes = True
        reply.head(code, [("Content-Type", "application/json"), *headers])
        reply.send(body(request))
    return tell


def hang(request, reply, sent):
    reply.send(sent(request))
    time.sleep(3600)


def half_then_hang(request, reply):
    body = true_list(request)
    reply.head(200, [("Content-Type", "application/json"), ("Content-Length", len(body))])
    reply.send(body[:len(body) // 2])
    time.sleep(3600)


def half_then_close(request, reply):
    body = true_list(request)
    reply.closes = True
    reply.head(200, [("Content-Type", "application/json"), ("Content-Length", len(body))])
    reply.send(body[:len(body) // 2])


def drip(request, reply):
    reply.chunked((true_list(request)[number % 50:number % 50 + 1] for number in for_ever_counted(0.05)))


def for_ever_counted(pause):
    for number in itertools.count():
        yield number
        time.sleep(pause)


def drip_of_headers(_request, reply):
    reply.send(b"HTTP/1.1 200 OK\r\n")
    for number in for_ever_counted(0.05):
        reply.send(b"X-%d: y\r\n" % number)


def numbered_headers():
    return (b"X-Filler-%d: %s\r\n" % (number, b"x" * 200) for number in itertools.count())


def trailers(request, reply):
    body = true_list(request)
    reply.send(CHUNKED + b"%x\r\n%s\r\n0\r\n" % (len(body), body))
    for line in numbered_headers():
        reply.send(line)


def redirect(target, code=302):
    return lambda _request, reply: reply.whole(b"", code, headers=[("Location", target)])


def circling_redirect(_request, reply):
    reply.whole(b"", 307, headers=[("Location", f"/api/v1/pods?again={time.monotonic_ns()}")])


def many_events(_request, reply):
    """What `describe` asks for after the pod: it keeps all of them."""
    event = json.dumps(objects.event("tenant-a", "same", "web-0", "x" * 500)).encode() + b","
    head = objects.list_head("events").encode()
    reply.whole(zipped(head, event * 1000, 500, event[:-1] + b"]}"), headers=[("Content-Encoding", "gzip")])


def large_pod(request, reply):
    space, name = request.path.split("/")[4], request.path.split("/")[6]
    head, tail = json.dumps({"kind": "Pod", "apiVersion": "v1", **objects.pod(space, name, "@")}).encode().split(b"@")
    reply.whole(zipped(head, b"x" * MIB, 1024, tail), headers=[("Content-Encoding", "gzip")])


ONE_PODS_EVENTS = r"^/api/v1/namespaces/[^/]+/events$"
LIES = [
    Lie("length-too-long", "a length that is longer than the body", ANY_LIST,
        with_head(headers=[("Content-Length", 1_000_000)])),
    Lie("length-too-short", "a length that is shorter than the body", ANY_LIST,
        with_head(headers=[("Content-Length", 100)])),
    Lie("length-negative", "a negative length", ANY_LIST, with_head(headers=[("Content-Length", -1)])),
    Lie("length-huge", "a length of 2^62", ANY_LIST, with_head(headers=[("Content-Length", 1 << 62)])),
    Lie("lengths-that-differ", "two lengths", ANY_LIST,
        with_head(headers=[("Content-Length", 10), ("Content-Length", 20)])),
    Lie("chunk-huge", "a chunk of 2^62 bytes", ANY_LIST, raw([CHUNKED, b"3fffffffffffffff\r\n"], for_ever(b" " * MIB))),
    Lie("chunk-of-nonsense", "a chunk whose size is no number", ANY_LIST, raw([CHUNKED, b"zzz\r\nxx\r\n"])),
    Lie("chunk-extensions", "a chunk extension without end", ANY_LIST, raw([CHUNKED, b"1;"], for_ever(b"x" * 1000))),
    Lie("endless-trailers", "trailers without end", ANY_LIST, trailers),
    Lie("endless-headers", "headers without end", ANY_LIST, raw([b"HTTP/1.1 200 OK\r\n"], numbered_headers())),
    Lie("huge-header", "one header without end", ANY_LIST, raw([b"HTTP/1.1 200 OK\r\nX: "], for_ever(b"x" * 10_000))),
    Lie("interim-answers", "103 Early Hints without end", ANY_LIST, raw(for_ever(b"HTTP/1.1 103 Early Hints\r\n\r\n"))),
    Lie("switching-protocols", "101 instead of an answer", ANY_LIST,
        raw([b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"], for_ever(b"x" * 1000))),
    Lie("no-http", "bytes that are not HTTP, without end", ANY_LIST, raw(for_ever(b"\x00\x01\xfe\xff" * 1000))),
    Lie("status-999", "status 999", ANY_LIST, with_head(999)),
    Lie("status-000", "status 000", ANY_LIST, raw([b"HTTP/1.1 000 \r\n\r\n"])),
    Lie("slow-drip", "a byte every 50 ms", ANY_LIST, drip),
    Lie("slow-headers", "a header every 50 ms", ANY_LIST, drip_of_headers),
    Lie("half-then-silence", "half of the list, and then nothing", ANY_LIST, half_then_hang),
    Lie("half-then-the-end", "half of the list, and then the connection closes", ANY_LIST, half_then_close),
    Lie("silence", "nothing at all", ANY_LIST, lambda request, reply: hang(request, reply, lambda _: b"")),
    Lie("close", "the connection closes", ANY_LIST, raw([])),
    Lie("redirect-to-itself", "a redirect to the same place", PODS, redirect("/api/v1/pods")),
    Lie("redirect-in-circles", "redirects that never lead to the same place twice", PODS, circling_redirect),
    Lie("redirect-elsewhere", "a redirect to a port where nobody listens", PODS, redirect("http://127.0.0.1:9/x")),
    Lie("encoding-that-is-none", "said to be gzip, and is not", ANY_LIST,
        lambda request, reply: reply.whole(true_list(request), headers=[("Content-Encoding", "gzip")])),
    Lie("encoding-unknown", "an encoding that nobody asked for", ANY_LIST,
        lambda request, reply: reply.whole(true_list(request)[:40], headers=[("Content-Encoding", "zstd")])),
    Lie("throttle-for-ever", "429 with a Retry-After of 10^18 s", ANY_LIST, lambda _request, reply: reply.whole(
        objects.status(429, "TooManyRequests", "later"), 429, headers=[("Retry-After", 10**18)])),
    Lie("error-without-end", "503 with a body that never ends", ANY_LIST,
        lambda _request, reply: reply.chunked(for_ever(b"x" * MIB), 503)),
    Lie("forbidden-without-end", "403 with a message that never ends", ANY_LIST, lambda _request, reply: reply.chunked(
        itertools.chain([b'{"kind":"Status","code":403,"message":"'], for_ever(b"x" * MIB)), 403)),
    Lie("version-without-end", "a version that never ends", VERSION,
        lambda _request, reply: reply.chunked(for_ever(b"x" * MIB))),
    Lie("version-bomb", "gzip: a version of 1 GiB", VERSION, lambda _request, reply: reply.whole(
        zipped(b'{"major":"1","minor":"', b"3" * MIB, 1024, b'"}'), headers=[("Content-Encoding", "gzip")]), harmless=True),
    Lie("describe-bomb", "gzip: 250 MiB of Events for whoever describes a pod", ONE_PODS_EVENTS, many_events,
        artifacts=True),
    Lie("describe-large-pod", "gzip: a pod of 1 GiB for whoever describes it", ONE_POD, large_pod, harmless=False,
        artifacts=True),
    Lie("log-without-end", "a log that never ends", LOG,
        lambda _request, reply: reply.chunked(for_ever(b"x" * MIB), content_type="text/plain"), artifacts=True),
    Lie("log-bomb", "gzip: a log of 1 GiB", LOG, lambda _request, reply: reply.whole(
        zipped(b"", b"x" * MIB, 1024), content_type="text/plain", headers=[("Content-Encoding", "gzip")]),
        artifacts=True, harmless=True),
]
