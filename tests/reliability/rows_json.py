"""Lists in JSON that no API server should give: damaged, misshapen, hostile."""
from row import NAMESPACES, ONCE, PATIENT, PODS_OF_HURT, Row, hurt_pods

# The head of a list, and what stands in every pod.
KIND = '"kind":"PodList"'
ITEMS = '"items":['
FIRST_NAME = '"metadata":{"name":"'
STATUSES = '"containerStatuses":['


def edited(injected, find, replace, why="bad_answer", times=1, repeat=1):
    return hurt_pods(injected, why, as_json=True,
                     edits=[{"find": find, "replace": replace, "times": times, "repeat": repeat}])


def harmless(injected, find, replace, times=1, repeat=1, **more):
    """Misshapen, but nothing that was asked for is missing."""
    edit = {"find": find, "replace": replace, "times": times, "repeat": repeat}
    return Row(injected, [{"path": PODS_OF_HURT, "as_json": True, "edits": [edit]}],
               words=(*NAMESPACES, *PATIENT, *ONCE), exit=0, **more)


def nothing_reaches_the_terminal(home, fleet, outcome):
    if "\x1b" in outcome.out + outcome.err or "\x07" in outcome.out + outcome.err:
        yield "a control character reached the terminal"


ROWS = [
    hurt_pods("JSON: half of a list, its length announced so", "bad_answer", as_json=True, keep_bytes=900),
    hurt_pods("JSON: cut in the middle of a number", "bad_answer", as_json=True,
              body='{"kind":"PodList","items":[{"a":1'),
    edited("JSON: a brace too few", "]}\n", "]\n"),
    edited("JSON: a brace too many", "]}\n", "]}}\n"),
    edited("JSON: a second document behind the first", "]}\n", ']}{"kind":"PodList","items":[]}\n'),
    edited("JSON: 200,000 arrays in each other", ITEMS, '"deep":' + "[" * 200_000),
    hurt_pods("JSON: invalid UTF-8 in a name", "bad_answer", as_json=True,
              edits=[{"find": FIRST_NAME, "replace": b'"metadata":{"name":"\xff\xfe\xc3('}]),
    hurt_pods("JSON: a NUL between two fields", "bad_answer", as_json=True,
              edits=[{"find": "," + ITEMS, "replace": b"\x00," + ITEMS.encode()}]),
    hurt_pods("JSON: UTF-16 with a byte order mark", "bad_answer", as_json=True,
              body='{"kind":"PodList","items":[]}'.encode("utf-16")),
    edited("JSON: no kind", KIND, '"sort":"PodList"'),
    edited("JSON: another kind", KIND, '"kind":"SecretList"'),
    edited("JSON: kind is a number", KIND, '"kind":7'),
    edited("JSON: kind is null", KIND, '"kind":null'),
    edited("JSON: two kinds, the first another one", KIND, '"kind":"EventList",' + KIND),
    edited("JSON: no items", '"items"', '"things"'),
    hurt_pods("JSON: items is a text", "bad_answer", as_json=True, body='{"kind":"PodList","items":"none"}'),
    hurt_pods("JSON: items is an object", "bad_answer", as_json=True, body='{"kind":"PodList","items":{}}'),
    hurt_pods("JSON: the whole answer is null", "bad_answer", as_json=True, body="null"),
    hurt_pods("JSON: the whole answer is an array", "bad_answer", as_json=True, body="[]"),
    edited("JSON: an element is null", ITEMS, ITEMS + "null,"),
    edited("JSON: an element is a text", ITEMS, ITEMS + '"pod",'),
    edited("JSON: a pod without metadata", FIRST_NAME, '"without":{"name":"'),
    edited("JSON: metadata is null", FIRST_NAME, '"metadata":null,"was":{"name":"'),
    edited("JSON: a pod's name is null", FIRST_NAME, '"metadata":{"name":null,"was":"'),
    edited("JSON: a pod's name is a number", FIRST_NAME, '"metadata":{"name":7,"was":"'),
    edited("JSON: continue is a number", '"metadata":{', '"metadata":{"continue":7,'),
    edited("JSON: containerStatuses is a text", STATUSES, '"containerStatuses":"none","was":[', times=0),
    edited("JSON: a status is a number", '"status":{', '"status":7,"was":{', times=0),
    edited("JSON: restartCount is a text", '"restartCount":', '"restartCount":"many","was":', times=0),
    edited("JSON: a container's state is a text", '"state":{', '"state":"bad","was":{', times=0),
    edited("JSON: lastState is an array", '"lastState":{', '"lastState":[],"was":{', times=0),
    harmless("JSON: items twice, the first empty", ITEMS, '"items":[],' + ITEMS),
    harmless("JSON: 50,000 objects in each other, in a field that nobody knows", ITEMS,
             '"deep":' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "," + ITEMS),
    harmless("JSON: fields that nobody knows", ITEMS, '"new":{"since":[1.36,null,true]},' + ITEMS),
    harmless("JSON: 100,000 spaces before the items", ITEMS, " " * 100_000 + ITEMS),
    harmless("JSON: escape sequences for the terminal in a label", '"labels":{',
             '"labels":{"x":"\\u001b]0;owned\\u0007\\u001b[2J",', times=0, check=nothing_reaches_the_terminal),
    harmless("JSON: a number that fits none of ours, in a field that nobody knows", '"restartCount":',
             '"restartsOf":99999999999999999999,"restartCount":', times=0),
]
