#!/usr/bin/env python3
"""An API server that lies. `--lie NAME` chooses how, `--list` shows all there are. It listens on 127.0.0.1 without TLS,
writes DIR/kubeconfig with one context, and then DIR/ready; it ends with its parent, or when it is killed."""
import argparse
import ctypes
import json
import pathlib
import re
import signal
import socket
import threading
import urllib.parse

import lies
import objects

PR_SET_PDEATHSIG = 1
HEAD_BYTES_MAX = 1 << 20
CONTEXT = "hostile/api-hostile/admin"


class Request:
    def __init__(self, target, headers):
        parts = urllib.parse.urlsplit(target)
        self.path, self.headers = parts.path, headers
        self.query = dict(urllib.parse.parse_qsl(parts.query))
        match = re.fullmatch(r"/api/v1(?:/namespaces/([^/]+))?/(pods|events|namespaces)", self.path)
        self.where, self.resource = match.groups() if match else (None, None)
        if self.path == "/api/v1/namespaces":
            self.where, self.resource = None, "namespaces"


class Reply:
    """What is sent. Nobody listens any more: BrokenPipeError, which ends the lie."""

    def __init__(self, connection):
        self.connection = connection
        self.closes = False

    def send(self, data):
        self.connection.sendall(data)

    def head(self, code=200, headers=(), reason="Said"):
        lines = [f"HTTP/1.1 {code} {reason}", *(f"{name}: {value}" for name, value in headers)]
        self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n")

    def whole(self, body, code=200, content_type="application/json", headers=()):
        self.head(code, [("Content-Type", content_type), ("Content-Length", len(body)), *headers])
        self.send(body)

    def chunked(self, pieces, code=200, content_type="application/json", headers=(), end=b"0\r\n\r\n"):
        self.head(code, [("Content-Type", content_type), ("Transfer-Encoding", "chunked"), *headers])
        for piece in pieces:
            self.send(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.send(end)


def honest_answer(request, reply, version):
    if request.resource:
        if "as=Table" in request.headers.get("accept", ""):
            return reply.whole(objects.status(406, "NotAcceptable", "no tables"), 406)
        items = objects.items_of(request.resource, request.where)
        return reply.whole(objects.a_list(request.resource, items))
    if request.path == "/version":
        major, minor = version.split(".")
        return reply.whole(json.dumps({"major": major, "minor": minor, "gitVersion": f"v{version}.0"}).encode())
    if request.path == "/api":
        return reply.whole(b'{"kind":"APIVersions","versions":["v1"]}')
    if request.path == "/apis":
        return reply.whole(b'{"kind":"APIGroupList","apiVersion":"v1","groups":[]}')
    if request.path == "/api/v1":
        resources = [{"name": name, "singularName": "", "namespaced": name != "namespaces", "verbs": ["get", "list"],
                      "kind": kind} for name, kind in (("pods", "Pod"), ("events", "Event"), ("namespaces", "Namespace"))]
        return reply.whole(json.dumps({"kind": "APIResourceList", "groupVersion": "v1",
                                       "resources": resources}).encode())
    match = re.fullmatch(r"/api/v1/namespaces/([^/]+)/pods/([^/]+)(/log)?", request.path)
    if match and match[3]:
        return reply.whole(b"a line of a log\n", content_type="text/plain")
    if match:
        pod = {"kind": "Pod", "apiVersion": "v1", **objects.pod(match[1], match[2])}
        return reply.whole(json.dumps(pod).encode())
    return reply.whole(objects.status(404, "NotFound", "there is nothing here"), 404)


def read_head(connection):
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte or len(data) > HEAD_BYTES_MAX:
            return None
        data += byte
    lines = data.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    headers = dict((name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines[1:]))
    return Request(words[1], headers) if len(words) > 1 else None


def serve(connection, lie):
    with connection:
        try:
            while (request := read_head(connection)) is not None:
                reply = Reply(connection)
                if re.search(lie.where, request.path):
                    lie.tell(request, reply)
                else:
                    honest_answer(request, reply, lie.version)
                if reply.closes:
                    return
        except OSError:
            pass  # the client has gone


def kubeconfig(port):
    return {"apiVersion": "v1", "kind": "Config", "current-context": CONTEXT,
            "clusters": [{"name": "hostile", "cluster": {"server": f"http://127.0.0.1:{port}"}}],
            "users": [{"name": "admin", "user": {"token": "not-a-secret"}}],
            "contexts": [{"name": CONTEXT, "context": {"cluster": "hostile", "user": "admin"}}]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lie", default="none")
    parser.add_argument("--dir", type=pathlib.Path)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        for lie in lies.ALL:
            print(f"{lie.name:32} {lie.words}")
        return
    lie = next(each for each in lies.ALL if each.name == options.lie)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    (options.dir / "kubeconfig").write_text(json.dumps(kubeconfig(listener.getsockname()[1])), encoding="utf-8")
    (options.dir / "ready").touch()
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, lie), daemon=True).start()


if __name__ == "__main__":
    main()
