"""Lists in protobuf, written by hand: as much of k8s.io/api/core/v1/generated.proto as a lie needs."""

MAGIC = b"k8s\x00"


def varint(number):
    out = bytearray()
    while number > 0x7f:
        out.append(number & 0x7f | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, payload):
    if isinstance(payload, int):
        return varint(number << 3) + varint(payload)
    payload = payload.encode() if isinstance(payload, str) else payload
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def pod(namespace, name, seconds, message=""):
    """One that was killed for memory at that second."""
    terminated = field(1, 137) + field(3, "OOMKilled") + field(4, message) + field(6, field(1, seconds))
    container = field(1, "app") + field(2, field(2, field(1, field(1, seconds)))) + field(3, field(3, terminated)) + field(5, 3)
    metadata = field(1, name) + field(3, namespace) + field(5, f"uid-{name}")
    return field(1, metadata) + field(2, field(2, field(1, "app"))) + field(3, field(1, "Running") + field(8, container))


def head(kind, raw_bytes):
    """The envelope up to the list, which is said to have so many bytes."""
    return MAGIC + field(1, field(1, "v1") + field(2, kind)) + varint(2 << 3 | 2) + varint(raw_bytes)


def list_metadata(version="100", token=""):
    return field(1, field(2, version) + (field(3, token) if token else b""))
