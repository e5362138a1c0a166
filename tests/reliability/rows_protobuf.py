"""Lists in protobuf that no API server should give."""
import wire
from row import NAMESPACES, ONCE, PATIENT, PODS_OF_HURT, Row, hurt_pods

PROTOBUF = "application/vnd.kubernetes.protobuf"
GOOD = wire.envelope("PodList", wire.pods(wire.pod("some-pod")))
BY_NAMESPACE = (*NAMESPACES, *PATIENT, *ONCE)
OVERLONG_VARINT = b"\xff" * 11


def body(injected, raw, why="bad_answer", kind="PodList"):
    return hurt_pods("protobuf: " + injected, why, content_type=PROTOBUF, body=wire.envelope(kind, raw))


def bare(injected, content, content_type=PROTOBUF):
    return hurt_pods("protobuf: " + injected, "bad_answer", content_type=content_type, body=content)


ROWS = [
    hurt_pods("protobuf: half of a list, its length announced so", "bad_answer", keep_bytes=900),
    hurt_pods("protobuf: half of a list, then the connection closes", "unreachable", cut_after_bytes=900),
    bare("an empty body", b""),
    bare("the four magic bytes and no more", b"k8s\x00"),
    bare("wrong magic bytes", wire.envelope("PodList", wire.pods(), magic=b"k8z\x00")),
    bare("cut in the last byte", GOOD[:-1]),
    bare("a byte too many", GOOD + b"\x0a"),
    bare("JSON under the name of protobuf", b'{"kind":"PodList","items":[]}'),
    bare("under the name of JSON", GOOD, "application/json"),
    bare("random bytes behind the magic", b"k8s\x00" + bytes(range(256)) * 8),
    body("another kind", wire.pods(), kind="SecretList"),
    body("no kind", wire.pods(), kind=""),
    body("a Status with 200", wire.part(3, "Failure"), kind="Status"),
    body("an element that says it has 1 TB", wire.part(2, wire.pod("p"), length=1 << 40)),
    body("an element that says it has 2^63 - 1 bytes", wire.part(2, wire.pod("p"), length=(1 << 63) - 1)),
    body("an element that says it has 2^64 - 1 bytes", wire.part(2, wire.pod("p"), length=(1 << 64) - 1)),
    body("a length that is a varint of 11 bytes", b"\x12" + OVERLONG_VARINT),
    body("a key that is a varint of 11 bytes", OVERLONG_VARINT),
    body("field number 0", b"\x02\x00"),
    body("wire type 7, which is none", b"\x17\x00"),
    body("a group, as protobuf had them once", b"\x13\x14"),
    body("items of the wire type of numbers", wire.number(2, 7)),
    body("a pod's name of the wire type of numbers", wire.pods(wire.part(1, wire.number(1, 7)))),
    body("a pod's status of the wire type of numbers",
         wire.pods(wire.part(1, wire.part(1, "p") + wire.part(3, "hurt")) + wire.number(3, 7))),
    body("a pod without a name", wire.pods(wire.part(2, b""))),
    body("an empty element", wire.pods(b"")),
    body("continue of the wire type of numbers", wire.part(1, wire.number(3, 7))),
    body("a continue token that repeats", wire.pods(wire.pod("p"), token="AAAA")),
    body("a continue token of 20,000 bytes", wire.pods(wire.pod("p"), token="A" * 20_000)),
    Row("protobuf refused with 406: JSON is asked for",
        [{"path": "/api/v1/", "count": 1, "status": 406}], words=BY_NAMESPACE, exit=0),
    Row("protobuf asked for, JSON given", [{"path": PODS_OF_HURT, "as_json": True}], words=BY_NAMESPACE, exit=0),
]
