"""Long lists: what goes wrong between their pages. A page has 500 items."""
import bench
from row import ONCE, PATIENT, Row, healed, hurt_pods

LONG = ({"name": bench.HURT, "scenarios": ["oom-looping"], "pods": 600}, *bench.FAULTY_NAMESPACES[1:])
SECOND = "continue="  # in the query of every page but the first


def page(token):
    return {"body": '{"kind":"PodList","apiVersion":"v1","metadata":{"continue":"' + token + '"},"items":[]}',
            "content_type": "application/json"}


def second_page(injected, why, **more):
    return hurt_pods("page 2 of a list: " + injected, why, query=SECOND, namespaces=LONG, seconds=20, **more)


ROWS = [
    healed("page 2 of a list: 410, the continue token expired, once: the list begins anew",
           {"query": SECOND, "status": 410, "count": 1}, namespaces=LONG, seconds=20),
    second_page("410, the continue token expires each time", "expired", status=410),
    second_page("its continue token repeats", "bad_answer", **page("AAAA")),
    second_page("a continue token of 20,000 bytes", "bad_answer", **page("A" * 20_000)),
    second_page("a continue token that is no text", "bad_answer", **{**page("x"), "body":
                '{"kind":"PodList","apiVersion":"v1","metadata":{"continue":7},"items":[]}'}),
    second_page("the list never ends: each page has a token of its own", "timed_out",
                words=("--retries", "1", "--ns-batch-size", "1", "--cluster-timeout", "6"), **page("page-%N%")),
    second_page("500", "server_error", status=500),
    second_page("401", "unauthorized", status=401),
    second_page("403", "forbidden", status=403),
    second_page("429 for ever", "throttled", status=429),
    second_page("black hole", "timed_out", delay_ms=600_000),
    second_page("connection reset", "unreachable", wire="reset"),
    second_page("half of it", "unreachable", cut_after_bytes=5000),
    second_page("half of it, its length announced so", "bad_answer", keep_bytes=5000),
    second_page("of another kind", "bad_answer", content_type="application/json",
                body='{"kind":"EventList","apiVersion":"v1","metadata":{},"items":[]}'),
    Row("page 2 of the pods of the whole cluster: 500",
        [{"path": "/api/v1/pods", "query": SECOND, "status": 500}], words=(*PATIENT, *ONCE),
        gaps=(("", "pods", "server_error"),), lost=("*",), namespaces=LONG, seconds=20),
]
