#!/usr/bin/env python3
"""Makes the inputs that the fuzz targets begin with, out of what real tools and servers said (tests/testbed/recorded,
tests/unit/kube/data), the corpus of cases, and a few texts written here. Usage: make_seeds.py SOURCE_DIR OUTPUT_DIR
Writes OUTPUT_DIR/<target>/<name>; the same files each time."""
import json
import pathlib
import random
import re
import sys

source, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
recorded, data = source / "tests/testbed/recorded", source / "tests/unit/kube/data"
cases = sorted(folder.parent for folder in (source / "tests/corpus").glob("*/case.json"))
CORPUS_EACH = 3  # every third case: the others differ in little that a decoder sees


def put(target, name, content):
    folder = output / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / re.sub(r"[^\w.-]", "_", name)).write_bytes(content if isinstance(content, bytes) else content.encode())


def compact(path):
    """As the API server writes it: without blanks."""
    return json.dumps(json.loads(path.read_text()), separators=(",", ":"), ensure_ascii=False)


def compact_list(path, kind):
    """A case without the file has none of them."""
    return compact(path) if path.exists() else json.dumps({"kind": kind, "apiVersion": "v1", "items": []})


def put_lines(target, text):
    for number, line in enumerate(text.strip("\n").split("\n")):
        put(target, f"line-{number:02}", line.replace("\\0", "\0").replace("\\n", "\n"))


def lists():
    for kind in ("pods", "events"):
        for path in sorted(recorded.glob(f"*.{kind}.json")):
            put(f"json_{kind}", path.name, compact(path))
        for path in sorted(recorded.glob(f"*.{kind}.pb")):
            put(f"protobuf_{kind}", path.name, path.read_bytes())
    for path in sorted(data.glob("*.json")):
        content = json.loads(path.read_text())
        kind = content.get("kind") if isinstance(content, dict) else None
        if kind == "PodList":
            put("json_pods", path.name, compact(path))
            put("encodings", path.name, compact(path))
        elif kind == "EventList":
            put("json_events", path.name, compact(path))
            put("encodings", path.name, compact(path))
        elif kind == "NamespaceList":
            put("names", path.name, compact(path))
            put("encodings", path.name, compact(path))
    for case in cases[::CORPUS_EACH]:
        pods, events = compact_list(case / "pods.json", "PodList"), compact_list(case / "events.json", "EventList")
        put("evidence", case.name, pods + "\0" + events)
        put("json_pods", f"case-{case.name}", pods)
        put("encodings", f"pods-{case.name}", pods)
        put("encodings", f"events-{case.name}", events)
    for kind in ("NamespaceList", "ProjectList"):
        items = [{"metadata": {"name": name}} for name in ("default", "kube-system", "shop")]
        put("names", kind, json.dumps({"kind": kind, "metadata": {"continue": "abc"}, "items": items}))
    columns = [{"name": name, "type": "string", "format": "", "description": "", "priority": 0}
               for name in ("Name", "Ready", "Status", "Restarts", "Age")]
    for name, cells in (("new", ["web-1", "1/1", "Running", "5 (3m7s ago)", "4d"]),
                        ("old", ["web-1", "0/2", "Init:Error", 5, "2y30d"])):
        put("pod_rows", name, json.dumps({
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": "12", "continue": "t"},
            "columnDefinitions": columns, "rows": [{"cells": cells, "object": None}] * 2}, separators=(",", ":")))
    put("names", "null-items", '{"kind":"NamespaceList","metadata":{},"items":null}')
    put("names", "protobuf", envelope("NamespaceList", message(1, message(3, b"abc")) + b"".join(
        message(2, message(1, message(1, name))) for name in (b"default", b"kube-system"))))


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out + bytes([number]))


def message(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def envelope(kind, content):
    meta = message(1, b"v1") + message(2, kind.encode())
    return b"k8s\0" + message(1, meta) + message(2, content) + message(3, b"") + message(4, b"")


def said_by_tools():
    for entry in json.loads((data / "tool_answers.json").read_text()):
        put("tool_words", f"{entry['tool']}-{entry['case']}", entry["err"] + "\0" + entry["out"])
    for entry in json.loads((data / "proxy_answers.json").read_text()):
        target = "status" if entry["body"].startswith("{") else "tool_words"
        put(target, f"proxy-{entry['tool']}-{entry['case']}", entry["body"])
    put("status", "protobuf", envelope("Status", message(2, b"Failure") + message(3, b"the server is busy")
                                       + message(4, b"TooManyRequests") + message(5, b"\x28\x05") + b"\x30\xad\x03"))
    put("status", "forbidden", (data / "forbidden.json").read_bytes())
    put("tool_words", "date", "I1120 14:06:02.1 round_trippers.go:1]     Date: Fri, 20 Nov 2026 14:06:02 GMT\n")
    put("tool_words", "whoami", '{"kind":"SelfSubjectReview","status":{"userInfo":{"username":"system:admin"}}}')
    put("tool_words", "version", '{"clientVersion":{"gitVersion":"v1.34.2"},"releaseClientVersion":"4.16.0"}')
    put("tool_words", "can-i", "no - no RBAC policy matched\n")
    for version in ("1.20", "1.34"):
        put("contexts", version, (data / f"config_view_{version}.json").read_bytes())


def prometheus():
    labels = {"namespace": "shop", "pod": "web-1", "container": "app", "uid": "66848f04"}
    for fact in ("last", "loop", "end", "grew", "wait", "oom", "oomnew"):
        for init in ("", "1"):
            metric = dict(labels, fact=fact, **({"init": init} if init else {}))
            values = [[1765500000, "1"], [1765510000.5, "1765509000"], [1765511000, "NaN"]]
            answer = {"status": "success", "data": {"resultType": "matrix", "result": [{"metric": metric, "values": values}]}}
            put("prometheus_answer", f"{fact}{init}", json.dumps(answer, separators=(",", ":")))
    put("prometheus_answer", "vector", '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":'
        '[1765500000.1,"3"]}]},"warnings":["a store did not answer","PromQL info: no counter"]}')
    put("prometheus_answer", "scalar", '{"status":"success","data":{"resultType":"scalar","result":[1765500000,"1"]}}')
    put_lines("prometheus_door", r'''
{"status":"error","errorType":"execution","error":"query processing would load too many samples into memory"}
{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}
Bad Request. The \"namespace\" query parameter must be provided.
<html><body>503 Service Unavailable</body></html>
{"kind":"ServiceList","items":null}
{"kind":"ServiceList","items":[{"metadata":{"name":"prometheus-k8s","namespace":"monitoring"},"spec":{"ports":[{"name":"web","port":9090}]}}]}
{"kind":"ServiceList","items":[{"metadata":{"name":"thanos","namespace":"a","labels":{"app.kubernetes.io/name":"thanos-query"}},"spec":{"ports":[{"name":"https","port":9091},{"name":"x","port":1}]}}]}
''')


def values():
    put_lines("times", """
2025-12-12T05:25:40Z
2025-12-12T05:25:40.123456Z
2025-12-12T05:25:40+02:00
0001-01-01T00:00:00Z
1970-01-01T00:00:00Z
9999-12-31T23:59:60-23:59
2024-02-29t00:00:00z
7d
30s
15m
6h
1M
1000000000d
""")
    put_lines("quantity", """
128Mi
0.5Gi
1e9
500k
128974848
100m
1.5E3
12e-3
9223372036854775807
+5Ki
.5Ti
7Ei
1n
3u
-1
""")
    put_lines("values", """
12
-9223372036854775808
+7
a, b ,c,,
kube-system
https://prometheus.example:9090/base
http://[::1]:9090/
https://user:password@host/
""")
    put_lines("patterns", r"""
^prod-,team-[ab]\0team-a
a{1,3},b\0aaa
(x|y,z),\,\0,
[]a],[^]]\0]
(?i)ABC\0abc
(?=a)\0a
a**,(
[[:alpha:]]+\0shop
\pL+$\0x
x{1001}
""")
    put_lines("file_names", r"""
shop\0web-7f9dd8b6c4-x7gr9
../../etc\0passwd
-rf\0.hidden
\0
""")
    put("file_names", "long", "n" * 70 + "\0" + "p" * 300)
    put_lines("http_answer", r"""
Application/JSON; charset=utf-8\0120
text/plain\0Fri, 12 Dec 2025 05:27:00 GMT
application/vnd.kubernetes.protobuf\0-1
\099999999999999999999
""")
    put_lines("text", "\n".join((
        "web-7f9dd8b6c4", "caf\u00e9 \u65e5\u672c", "\x1b[31mred\x1b[0m", "a\u202eb\u2028c\u200bd", 'say "hi" \\ `there`',
        "a/b?c=d&e#f g+h%20")))
    put("text", "not-utf8", b"\xff\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80\xe2\x82\xc2\x9b")


def reports():
    generator = random.Random(1)
    texts = ["=1+1", "@SUM(A1)", "\uff1d1", "a;=b", 'say "hi"', "\t-1", "line\none", "\u202eabc", "\x1b[2J", "shop", ""]
    put_lines("csv", "\n".join(text for text in texts if text and "\n" not in text))
    for number in range(12):
        out = bytearray([generator.randrange(256)])
        for _ in range(60):
            text = generator.choice(texts).encode()
            out += bytes([len(text)]) + text + generator.randbytes(generator.randrange(4))
        for target in ("ci_formats", "csv", "json_export", "terminal"):
            put(target, f"report-{number:02}", bytes(out))
    for number in range(64):
        # Bytes that are mostly small choose words rather than lengths.
        out = bytes(generator.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, generator.randrange(256))) for _ in range(160))
        put("judge", f"evidence-{number:02}", out)


def command_line():
    put_lines("command_line", r"""
--current\0--time-range\01M\0--types\0all
--contexts\0a,b\0--batch-size=4\0--ns-workers\0999999
--include-ns\0^prod-,x{1,2}\0--exclude-ns=(a\0-v
--format\0csv,-\0--color\0never\0--no-artifacts
OOM_SCAN_NS_WORKERS=7\0OOM_SCAN_COLOR=blue
--tim-range\07d
--prometheus-url\0https://user:secret@host\0--timeout\0-1
doctor\0--current
rbac\0--namespaces\0a,b
--help
--list-detectors
--types\0Nothing
""")
    put("config_file", "all", """# what is set for everyone
ns_workers = 7
batch-size = 2
include_ns = ["^prod-", "team-[ab]"]
types = "all"
time_range = "7d"
color = "never"
skip_prometheus = true
""")
    put("config_file", "table", "[scan]\nns_workers = 1\n")
    put("config_file", "unknown", "ns_worker = 1\n")
    put("config_file", "broken", 'ns_workers = "\\ud800\ntimeout = 1e\n')
    put("config_file", "wrong-kind", "current = 1\ntimeout = 1979-05-27T07:32:00Z\n")


def secrets():
    pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAabc\n-----END RSA PRIVATE KEY-----"
    jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
    texts = ["DB_PASSWORD=hunter2hunter2", "password: s3cr3t-Value", '{"client_secret":"aB3dE5gH7jK9"}',
             '"{\\"apiKey\\":\\"aB3dE5gH7jK9mN1p\\"}"', "Authorization: Bearer " + jwt, "authorization: Basic dXNlcjpwYXNz",
             "postgres://app:pa55w0rd@db:5432/shop?sslmode=off", "--token=sha256~AbCdEf0123456789", "      --password\n      hunter2x",
             "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", pem,
             "Cookie: session=abc123def456; theme=dark", "<password>hunter2x</password>", "set-cookie: sid=31d4d96e407aad42",
             "      DB_PASSWORD:  <set to the key 'password' in secret 'db'>  Optional: false", "passwordFile: /etc/x",
             "Server=db;User Id=sa;Password=Pa55w0rd!;", "https://h/p?sig=abc%2Bdef&token=0123456789abcdef",
             "kind: Secret\ndata:\n  password: aHVudGVyMg==\n", "ghp_0123456789abcdefghijABCDEFGHIJ012345", "[redacted: password]"]
    for number, text in enumerate(texts):
        put("redact", f"secret-{number:02}", text)
    put("redact", "all", "\n".join(texts))


def doors():
    events = [b'{"type":"ADDED","object":{"kind":"Pod"}}\n', b'{"type":"BOOKMARK"}\r\n', b"\n", b"x" * 150]
    pieces = b"".join(bytes([len(each)]) + each for each in events)
    put("stream_lines", "watch", bytes([180, 19]) + pieces)
    put("stream_lines", "enough", bytes([180, 0]) + pieces)
    put("stream_lines", "too-long", bytes([20, 19]) + pieces)
    for number, line in enumerate(("/api/v1/namespaces/*/events\0/api/v1/namespaces/a/events?dryRun=All",
                                   "/apis/apps/v1/namespaces/*/deployments/*\0/apis/apps/v1/namespaces/a/deployments/b",
                                   "/a/*\0/a/..", "/a/*/c\0/a/b%2Fc/c", "/*\0//x", "/a\0/a#/b")):
        put("write_paths", f"line-{number:02}", line)


for make in (lists, said_by_tools, prometheus, values, reports, command_line, secrets, doors):
    make()
