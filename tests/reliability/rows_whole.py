"""Lists in one answer, as servers since Kubernetes 1.33 are asked for them: what fails there is read page by page."""
import bench
from row import HASTY, NAMESPACES, ONCE, PATIENT, PODS_OF_HURT, Row

# What the server says it is decides how it is asked.
STREAMS = {"path": "/version", "body": '{"major":"1","minor":"34"}', "content_type": "application/json"}
LONG = ({"name": bench.HURT, "scenarios": ["oom-looping"], "pods": 600}, *bench.FAULTY_NAMESPACES[1:])
HALF = {"cut_after_bytes": 200_000}
GARBAGE = {"body": "\x00\x01garbage", "content_type": "application/vnd.kubernetes.protobuf"}
DRIP = {"drip_bytes": 500, "drip_ms": 50}


def once(injected, patience=PATIENT, **fault):
    """The whole list fails, its pages do not: all findings, no gap."""
    return Row(f"a list in one answer: {injected}, once: read page by page",
               [STREAMS, {"path": PODS_OF_HURT, "count": 1, **fault}], words=(*NAMESPACES, *patience, *ONCE), exit=0,
               namespaces=LONG)


def always(injected, why, patience=PATIENT, **fault):
    return Row(f"a list in one answer and its pages: {injected}", [STREAMS, {"path": PODS_OF_HURT, **fault}],
               words=(*NAMESPACES, *patience, *ONCE), gaps=(("hurt", "pods", why),), lost=("hurt",), namespaces=LONG,
               seconds=30)


ROWS = [
    Row("a list in one answer: no fault", [STREAMS], words=(*NAMESPACES, *PATIENT, *ONCE), exit=0, namespaces=LONG),
    once("half of it", **HALF),
    once("half of it, its length announced so", keep_bytes=200_000),
    once("connection reset", wire="reset"),
    once("garbage", **GARBAGE),
    once("an HTML page", body="<html>welcome</html>", content_type="text/html"),
    once("of another kind", body='{"kind":"EventList","apiVersion":"v1","metadata":{},"items":[]}',
         content_type="application/json"),
    once("406", status=406),
    once("429 with Retry-After 1", status=429, retry_after_s=1),
    once("500", status=500),
    once("504", status=504),
    once("slow drip", HASTY, **DRIP),
    once("black hole", HASTY, delay_ms=600_000),
    always("half of it", "unreachable", **HALF),
    always("garbage", "bad_answer", **GARBAGE),
    always("401", "unauthorized", status=401),
    always("403", "forbidden", status=403),
    always("slow drip", "timed_out", HASTY, **DRIP),
    always("black hole", "timed_out", HASTY, delay_ms=600_000),
    Row("the pods of the whole cluster in one answer: half of it, once: read page by page",
        [STREAMS, {"path": "/api/v1/pods", "count": 1, **HALF}], words=(*PATIENT, *ONCE), exit=0, namespaces=LONG),
    Row("the pods of the whole cluster in one answer: half of it, and half of each page",
        [STREAMS, {"path": "/api/v1/pods", **HALF}], words=(*PATIENT, *ONCE), gaps=(("", "pods", "unreachable"),),
        lost=("*",), namespaces=LONG),
]
