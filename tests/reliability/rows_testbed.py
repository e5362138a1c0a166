"""A real API server behind the pass-through: the faults that its own answers have to survive. The list of the pods of
'hurt' has two pages."""
from row import NAMESPACES, ONCE, PATIENT, TWICE, Row, healed, hurt_pods
from rows_doors import door

BY_NAMESPACE = (*NAMESPACES, *PATIENT, *ONCE)
SECOND = {"query": "continue="}
BOTH = (False, "protobuf"), (True, "JSON")
# The server is asked for whole lists unless it says that it is older.
OLDER = {"path": "/version", "body": '{"major":"1","minor":"32"}', "content_type": "application/json"}


def paged(row):
    row.faults.insert(0, OLDER)
    return row


ROWS = [
    healed("real: nothing but the pass-through"),
    hurt_pods("real: connection reset", "unreachable", wire="reset"),
    healed("real: connection reset, once", {"wire": "reset", "count": 1}, words=TWICE),
    hurt_pods("real: black hole", "timed_out", delay_ms=600_000),
    hurt_pods("real: slow drip", "timed_out", drip_bytes=500, drip_ms=50),
    *(hurt_pods(f"real: half of the body in {name}", "unreachable", cut_after_bytes=20_000, as_json=as_json)
      for as_json, name in BOTH),
    *(hurt_pods(f"real: half of the body in {name}, its length announced so", "bad_answer", keep_bytes=20_000,
                as_json=as_json) for as_json, name in BOTH),
    *(paged(hurt_pods(f"real: page 2, half of it in {name}, its length announced so", "bad_answer", keep_bytes=20_000,
                      as_json=as_json, **SECOND)) for as_json, name in BOTH),
    paged(healed("real: page 2, 410 once", {"status": 410, "count": 1, **SECOND})),
    healed("real: a list in one answer: half of it, once", {"cut_after_bytes": 200_000, "count": 1}),
    hurt_pods("real: page 2, a token that the server does not know", "bad_answer",
              body='{"kind":"PodList","apiVersion":"v1","metadata":{"continue":"AAAA"},"items":[]}',
              content_type="application/json"),
    healed("real: 429 with Retry-After 1, once", {"status": 429, "retry_after_s": 1, "count": 1}, words=TWICE),
    hurt_pods("real: 429 for ever", "throttled", words=TWICE, status=429),
    healed("real: 503, once", {"status": 503, "count": 1}, words=TWICE),
    hurt_pods("real: 401 in mid-scan", "unauthorized", status=401),
    hurt_pods("real: 403 in mid-scan", "forbidden", status=403),
    Row("real: protobuf refused with 406", [{"path": "/api/v1/", "count": 1, "status": 406}], words=BY_NAMESPACE,
        exit=0),
    Row("real: JSON alone", [{"path": "/api/v1/", "as_json": True}], words=BY_NAMESPACE, exit=0),
    door("real: TLS: the certificate has expired", "expired", "unreachable"),
    door("real: TLS: the certificate is for another name", "wrong-name", "unreachable"),
    door("real: TLS: the certificate is of an unknown authority", "unknown-authority", "unreachable"),
    door("real: packets are dropped", "black-hole", "timed_out"),
]
