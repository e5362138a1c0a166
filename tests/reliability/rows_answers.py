"""An API server, or what stands before it, that answers wrongly, late, or not at all."""
from row import NAMESPACES, ONCE, PATIENT, PODS_OF_HURT, TWICE, Row, healed, hurt_pods, patience

LIST_OF_NAMESPACES = "/api/v1/namespaces"
BY_NAMESPACE = (*NAMESPACES, *PATIENT, *ONCE)
AN_HTML_PAGE = b"<html><body>Please accept our terms of use</body></html>"
GZIP_DAMAGED = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\xff" * 40


def whole_cluster(injected, why, *, lost=("*",), **fault):
    return Row(injected, [{"path": LIST_OF_NAMESPACES, **fault}], words=(*patience(why), *ONCE),
               gaps=(("", "cluster", why),), lost=lost)


def no_credential_follows(home, fleet, outcome):
    """The healthy cluster is the foreign host of the redirect: nobody asked it for what only the redirect names."""
    if any(each["path"] == "/stolen" for each in fleet.requests()["requests"]):
        yield "the redirect was followed"


ROWS = [
    hurt_pods("connection reset instead of an answer", "unreachable", wire="reset"),
    hurt_pods("connection closed without a byte", "unreachable", wire="close"),
    healed("connection reset, once", {"wire": "reset", "count": 1}, words=TWICE),
    hurt_pods("black hole: the request is never answered", "timed_out", delay_ms=600_000),
    hurt_pods("black hole, two attempts", "timed_out", words=TWICE, delay_ms=600_000),
    healed("slow answer, within the time", {"delay_ms": 700}),
    hurt_pods("slow drip: 20 bytes every 0.1 s", "timed_out", drip_bytes=20, drip_ms=100),
    hurt_pods("half of the body, then the connection closes", "unreachable", cut_after_bytes=700),
    healed("half of the body, then the connection closes, once", {"cut_after_bytes": 700, "count": 1}, words=TWICE),
    hurt_pods("garbage instead of HTTP", "unreachable", wire="raw", raw=b"\x00\x01\xfe\xff garbage \x80\n\n"),
    hurt_pods("wrong content type: an HTML page with 200", "bad_answer", content_type="text/html",
              body=AN_HTML_PAGE),
    hurt_pods("wrong content type: plain text with 200", "bad_answer", content_type="text/plain", body=b"ok\n"),
    hurt_pods("an empty body with 200", "bad_answer", body=b""),
    hurt_pods("204 No Content", "bad_answer", status=204, body=b""),
    hurt_pods("gzip that is damaged", "unreachable", headers={"Content-Encoding": "gzip"}, body=GZIP_DAMAGED),
    hurt_pods("gzip that nobody asked to unpack: an unknown encoding", "bad_answer",
              headers={"Content-Encoding": "zstd"}, body=GZIP_DAMAGED),
    hurt_pods("300 MB announced", "bad_answer", seconds=30, pad_bytes=300_000_000),
    hurt_pods("a body that never ends, slowly", "timed_out", endless=True, drip_bytes=1000, drip_ms=50),
    hurt_pods("401 in mid-scan", "unauthorized", status=401),
    hurt_pods("403", "forbidden", status=403),
    hurt_pods("404 for the list", "not_found", status=404),
    hurt_pods("429 without Retry-After, for ever", "throttled", words=TWICE, status=429),
    healed("429 without Retry-After, once", {"status": 429, "count": 1}, words=TWICE),
    healed("429 with Retry-After 1, once", {"status": 429, "retry_after_s": 1, "count": 1}, words=TWICE),
    hurt_pods("429 with Retry-After 1, for ever", "throttled", words=TWICE, status=429, retry_after_s=1),
    healed("503 with Retry-After 1, once", {"status": 503, "retry_after_s": 1, "count": 1}, words=TWICE),
    *(hurt_pods(f"{status}", why, status=status) for status, why in
      ((500, "server_error"), (502, "server_error"), (503, "server_error"), (504, "timed_out"))),
    *(healed(f"{status}, once", {"status": status, "count": 1}, words=TWICE) for status in (500, 502, 503, 504)),
    hurt_pods("a status that does not exist: 799", "server_error", status=799),
    hurt_pods("redirect to itself, for ever", "bad_answer", status=302, headers={"Location": PODS_OF_HURT}, body=b""),
    *(Row(f"{status}, a redirect to a foreign host that answers: it is not followed",
          [{"path": PODS_OF_HURT, "status": status, "body": b"", "headers": {"Location": "%FOREIGN%/stolen"}}],
          words=BY_NAMESPACE, gaps=(("hurt", "pods", "bad_answer"),), lost=("hurt",), check=no_credential_follows)
      for status in (302, 307)),
    # 401 is the foreign host's answer: it was shown a token. See "Not ours to mend" in the document.
    Row("302, a redirect to this machine's loopback, --transport exec: the client follows it",
        [{"path": PODS_OF_HURT, "status": 302, "body": b"", "headers": {"Location": "%FOREIGN%/stolen"}}],
        words=(*BY_NAMESPACE, "--transport", "exec"),
        gaps=(("hurt", "pods", "unauthorized"),), lost=("hurt",), seconds=30),
    Row("401 for the Events and then for everything",
        [{"path": "/api/v1/namespaces/", "from": 3, "status": 401}],
        words=(*BY_NAMESPACE, "--ns-workers", "1", "--ns-batch-size", "1"), lost=("*",),
        gaps=(("hurt", "pods", "unauthorized"), ("sound-a", "events", "unauthorized"),
              ("sound-a", "pods", "unauthorized"), ("sound-b", "events", "unauthorized"),
              ("sound-b", "pods", "unauthorized"))),
    Row("403 flapping: cluster-wide lists refused now and then, namespaces read instead",
        [{"path": "/api/v1/events", "count": 1, "status": 403}], words=(*PATIENT, *ONCE), exit=0),
    Row("403 flapping: the pods of the whole cluster refused after its Events",
        [{"path": "/api/v1/pods", "count": 1, "status": 403}], words=(*PATIENT, *ONCE), exit=0),
    whole_cluster("namespaces: 500", "server_error", status=500),
    whole_cluster("namespaces: 401", "unauthorized", status=401),
    whole_cluster("namespaces: black hole", "timed_out", delay_ms=600_000),
    whole_cluster("namespaces: half of the list", "unreachable", cut_after_bytes=200),
    whole_cluster("namespaces: half of the list, its length announced so", "bad_answer", keep_bytes=200),
]
