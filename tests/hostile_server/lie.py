"""What a lie is, and what lies are made of."""
import dataclasses
import gzip
import time
import typing

ANY_LIST = r"^/api/v1/(namespaces/[^/]+/)?(pods|events)$"
PODS = r"^/api/v1/(namespaces/[^/]+/)?pods$"
EVENTS = r"^/api/v1/(namespaces/[^/]+/)?events$"
NAMESPACES = r"^/api/v1/namespaces$"
VERSION = r"^/version$"
ONE_POD = r"^/api/v1/namespaces/[^/]+/pods/[^/]+$"
LOG = r"/log$"

MIB = 1 << 20
STREAMS_LISTS = "1.34"  # of such a server lists are asked for whole, in protobuf
PAGES = "1.30"


@dataclasses.dataclass
class Lie:
    name: str
    words: str  # what is sent, for the table
    where: str  # pattern of the paths that are answered so
    tell: typing.Callable  # (request, reply)
    version: str = PAGES
    harmless: bool = False  # nothing is lost by it: no gap is due
    artifacts: bool = False  # told only to who asks for logs and descriptions


def for_ever(piece, pause=0):
    while True:
        yield piece
        if pause:
            time.sleep(pause)


def zipped(head, piece, times, tail=b""):
    """gzip of a text that is nearly all repetition. A file of gzip may have any number of members: each is packed once."""
    return gzip.compress(head) + gzip.compress(piece) * times + gzip.compress(tail)
