"""Lists in protobuf, byte by byte, also such as no server would write."""


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out + bytes([number]))


def number(field, value):
    return varint(field << 3) + varint(value)


def part(field, content, length=None):
    """A text or a message. `length`: what is announced, where that is a lie."""
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content) if length is None else length) + content


def envelope(kind, raw, magic=b"k8s\x00"):
    """runtime.Unknown {typeMeta = 1 {apiVersion = 1, kind = 2}, raw = 2}."""
    return magic + part(1, part(1, "v1") + part(2, kind)) + part(2, raw)


def pod(name):
    """metadata = 1 {name = 1, namespace = 3}, spec = 2, status = 3."""
    return part(1, part(1, name) + part(3, "hurt")) + part(2, b"") + part(3, part(1, "Running"))


def pods(*items, token=""):
    """metadata = 1 {continue = 3}, items = 2."""
    metadata = part(1, part(3, token) if token else b"")
    return metadata + b"".join(part(2, item) for item in items)
