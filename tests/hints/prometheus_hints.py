"""Hints about a Prometheus that was named: with what they say done, that trouble is over. What stands in its place
answers every query with nothing, so that a scan goes on to say what it did not find there."""
import http.server
import json
import threading

import bench
from following import follows, is_told
from machine_hints import CLUSTERS

TOKEN = "good-token"
NOTHING = json.dumps({"status": "success", "data": {"resultType": "vector", "result": []}}).encode()


class Server:
    """Answers as `answer(handler)` says: (status, body, headers); nothing said: with an empty result."""

    def __init__(self, answer=lambda handler: None):
        outer = self
        self.answer = answer

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.asked = self.rfile.read(length).decode() if length else ""
                status, body, headers = outer.answer(self) or (200, NOTHING, {})
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", "Content-Length": len(body), **headers}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except BrokenPipeError:
                    pass  # whoever asked has waited long enough

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


def scan(home, fleet, *words):
    run = home.run([bench.PROGRAM, "--oc", home.client, "--kubeconfig", fleet.kubeconfig, "--output-dir", home.output,
                    "--no-artifacts", "--time-range", "2h", "--attempts", "1", *words])
    run.said = run.stdout + run.stderr + json.dumps(home.report() or {}, ensure_ascii=False)
    return run


def expect(hint, before, after):
    """Told before, and not after."""
    if not is_told(hint, before.said):
        yield f"'{hint}' is not told: {before.returncode} {before.stdout[-700:]}{before.stderr}"
    if is_told(hint, after.said) or after.returncode not in (0, 3):
        yield f"'{hint}' followed: {after.returncode} {after.stdout[-700:]}{after.stderr}"


def refuse(status, body=b"", **headers):
    return lambda handler: (status, body, headers)


URL = "--prometheus-url"
LOG_IN = "log in again (oc login), or give --prometheus-url with --prometheus-token-file"
ROLE = "ask for a role that may read metrics: 'cluster-monitoring-view' on OpenShift"
PART = "check --prometheus-url: it is the part before /api/v1"
SLOW = "raise --timeout, lower --ns-batch-size or --prom-workers"
TIMEOUT = "raise --timeout"
WORKERS = "lower --prom-workers"
LESS = "lower --ns-batch-size or --time-range, or raise the server's --query.max-samples"
IS_IT = "is this the address of a Prometheus? see --prometheus-url"
RUNS = "check that the server runs and that address and port are right"
SPELLING = "check its spelling, DNS and VPN"
TLS = "check that the server speaks TLS at this port"
ONE_TOKEN = "--prometheus-token-file takes a file that holds one bearer token and nothing else"


@follows(LOG_IN, ROLE, PART, SLOW, TIMEOUT, WORKERS, LESS, IS_IT, RUNS, SPELLING, TLS, ONE_TOKEN)
def a_prometheus_that_was_named(home):
    token = home.path / "token"
    token.write_text(TOKEN + "\n", encoding="utf-8")

    def with_token(handler):
        return None if handler.headers.get("Authorization") == f"Bearer {TOKEN}" else (401, b"", {})

    def at_its_place(handler):
        return None if handler.path.startswith("/api/v1/query") else (404, b"", {})

    def late(handler):
        threading.Event().wait(1.6)

    def too_much(handler):
        return 422, json.dumps({"status": "error", "errorType": "execution", "error":
                                "query processing would load too many samples into memory in query execution"}).encode(), {}

    with bench.Fleet(CLUSTERS, []) as fleet, Server() as good:
        ok = scan(home, fleet, URL, good.url)
        with Server(with_token) as server:
            before = scan(home, fleet, URL, server.url)
            yield from expect(LOG_IN, before, scan(home, fleet, URL, server.url, "--prometheus-token-file", token))
            two = home.path / "two"
            two.write_text(f"{TOKEN}\n{TOKEN}\n", encoding="utf-8")
            before = scan(home, fleet, URL, server.url, "--prometheus-token-file", two)
            yield from expect(ONE_TOKEN, before, scan(home, fleet, URL, server.url, "--prometheus-token-file", token))
        with Server(at_its_place) as server:
            before = scan(home, fleet, URL, server.url + "/elsewhere")
            yield from expect(PART, before, scan(home, fleet, URL, server.url))
        with Server(late) as server:
            before = scan(home, fleet, URL, server.url, "--timeout", "1")
            yield from expect(TIMEOUT, before, scan(home, fleet, URL, server.url, "--timeout", "15"))
        for hint, answer, words in ((ROLE, refuse(403), ()), (WORKERS, refuse(429), ("--prom-workers", "1")),
                                    (SLOW, refuse(504), ("--timeout", "40", "--ns-batch-size", "1")),
                                    (LESS, too_much, ("--ns-batch-size", "1", "--time-range", "1h")),
                                    (IS_IT, refuse(200, b"<html>hello</html>"), ())):
            with Server(answer) as server:
                before = scan(home, fleet, URL, server.url)
                server.answer = lambda handler: None  # as it is for who asks for less, or may
                yield from expect(hint, before, scan(home, fleet, URL, server.url, *words))
        for hint, url in ((RUNS, "http://127.0.0.1:9"), (SPELLING, "http://no-such-host.invalid"),
                          (TLS, good.url.replace("http:", "https:"))):
            yield from expect(hint, scan(home, fleet, URL, url), ok)


CHOOSE = "choose one cluster with --current or --contexts, or leave the URL out"


@follows(CHOOSE)
def a_prometheus_for_two_clusters(home):
    clusters = [{"name": name, "namespaces": bench.HEALTHY_NAMESPACES} for name in ("well-prd-es00", "well-prd-es01")]
    with bench.Fleet(clusters, []) as fleet, Server() as server:
        before = scan(home, fleet, URL, server.url)
        for words in (("--current", URL, server.url), ("--contexts", "es01", URL, server.url), ("--skip-prometheus",)):
            yield from expect(CHOOSE, before, scan(home, fleet, *words))


FOUND = "name one with --prometheus-url"


@follows(FOUND)
def no_prometheus_is_found(home):
    with bench.Fleet(CLUSTERS, []) as fleet, Server() as server:
        yield from expect(FOUND, scan(home, fleet), scan(home, fleet, URL, server.url))
