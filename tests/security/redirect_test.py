"""A Service before a pod that answers with a redirect gets nobody's credentials.

A TLS server plays the API server: it shows a Service that looks like a Prometheus, in a tenant's namespace or in that of
administrators, and passes on what 'its pod' answers: 302 to a second server. The client is the machine's own kubectl
(OOMSCAN_KUBECTL: another one), the program is the built one. Usage: redirect_test.py OOM_SCAN. 77: no kubectl, no openssl.
"""
import http.server
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest

TOKEN = "tenants-must-not-see-this"
PROXIED = "/proxy/"
REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
KUBECTL = os.environ.get("OOMSCAN_KUBECTL") or shutil.which("kubectl")
PROGRAM = ""


class Recorder(http.server.BaseHTTPRequestHandler):
    """The place that the pod names: notes what it is sent."""

    def do_GET(self):
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        self.answer(200, {"status": "success", "data": {"resultType": "vector", "result": []}})

    do_POST = do_GET

    def answer(self, status, body, headers=()):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class ApiServer(Recorder):
    def do_GET(self):
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        path = self.path.split("?")[0]
        if path == self.server.moved:
            self.answer(302, {}, [("Location", f"{self.server.elsewhere}/stolen")])
        elif PROXIED in path:
            self.answer(302, {}, [("Location", f"{self.server.elsewhere}/stolen")])
        elif path == "/version":
            self.answer(200, {"major": "1", "minor": "30", "gitVersion": "v1.30.0"})
        elif path == "/api/v1/services":
            self.answer(200, {"kind": "ServiceList", "items": [self.server.service]})
        elif path == "/api/v1/namespaces":
            items = [{"metadata": {"name": "team-a"}}]
            self.answer(200, {"kind": "NamespaceList", "apiVersion": "v1", "metadata": {}, "items": items})
        elif path.endswith(("/pods", "/events")):
            kind = "PodList" if path.endswith("/pods") else "EventList"
            self.answer(200, {"kind": kind, "apiVersion": "v1", "metadata": {}, "items": []})
        else:
            self.answer(404, {"kind": "Status", "status": "Failure", "reason": "NotFound", "code": 404})

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.split("?")[0]
        if path != REVIEWS or path == self.server.moved:
            self.do_GET()
            return
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        self.answer(201, {"kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1", "metadata": {},
                          "spec": {}, "status": {"allowed": True}})


def serve(handler, context=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.seen = []
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Redirect(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        key, certificate = f"{self.folder}/key.pem", f"{self.folder}/ca.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
                        "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1,IP:0.0.0.0"],
                       check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.elsewhere = serve(Recorder)
        self.api = serve(ApiServer, context)
        self.api.elsewhere = f"http://127.0.0.1:{self.elsewhere.server_port}"
        self.api.service = self.service("team-a")
        self.api.moved = None
        for server in (self.elsewhere, self.api):
            self.addCleanup(server.server_close)
            self.addCleanup(server.shutdown)
        self.certificate = certificate
        self.kubeconfig = f"{self.folder}/kubeconfig"
        self.write_kubeconfig("127.0.0.1")

    def write_kubeconfig(self, host, **of_cluster):
        with open(self.kubeconfig, "w", encoding="utf-8") as file:
            json.dump({"apiVersion": "v1", "kind": "Config", "current-context": "c",
                       "clusters": [{"name": "c", "cluster": {"server": f"https://{host}:{self.api.server_port}",
                                                              "certificate-authority": self.certificate,
                                                              **of_cluster}}],
                       "users": [{"name": "u", "user": {"token": TOKEN}}],
                       "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}]}, file)

    @staticmethod
    def service(namespace):
        return {"metadata": {"namespace": namespace, "name": "prometheus-k8s",
                             "labels": {"app.kubernetes.io/name": "prometheus", "operated-prometheus": "true"}},
                "spec": {"ports": [{"name": "web", "port": 9090}]}}

    def scan(self, transport, exits=(0, 3), **variables):
        environment = {**os.environ, **variables, "HOME": self.folder, "KUBECONFIG": self.kubeconfig}
        run = subprocess.run([PROGRAM, "--current", "--oc", KUBECTL, "--transport", transport, "--no-artifacts",
                              "--format", "json,-", "--timeout", "20"], cwd=self.folder, env=environment,
                             capture_output=True, text=True, timeout=120, check=False)
        self.assertIn(run.returncode, exits, run.stderr)
        self.assertNotIn(TOKEN, run.stdout + run.stderr)
        return run

    def assert_nothing_left(self):
        self.assertTrue(any(authorization == f"Bearer {TOKEN}" for _, authorization in self.api.seen))
        self.assertEqual(self.elsewhere.seen, [])

    def test_the_client_itself_would_follow_it_with_the_token(self):
        subprocess.run([KUBECTL, "--kubeconfig", self.kubeconfig, "get", "--raw",
                        "/api/v1/namespaces/team-a/services/http:prometheus-k8s:9090/proxy/api/v1/query"],
                       capture_output=True, check=False, timeout=60)
        self.assertEqual(self.elsewhere.seen, [("/stolen", f"Bearer {TOKEN}")])

    def test_a_tenants_service_is_not_asked_by_any_transport(self):
        for transport in ("exec", "proxy", "auto"):
            with self.subTest(transport):
                self.scan(transport)
                self.assert_nothing_left()
                self.assertFalse([path for path, _ in self.api.seen if PROXIED in path])

    def test_a_redirect_is_not_followed_in_an_administrators_namespace_either(self):
        self.api.service = self.service("monitoring")
        for transport in ("exec", "proxy", "auto"):
            with self.subTest(transport):
                self.scan(transport)
                self.assert_nothing_left()

    # 0.0.0.0 is this machine, too, but no loopback address: Go takes a proxy to it.
    def move(self, path):
        self.api.moved = path
        self.api.elsewhere = f"http://0.0.0.0:{self.elsewhere.server_port}"

    def test_the_client_itself_would_follow_the_api_server_with_the_token(self):
        self.move("/api/v1/pods")
        subprocess.run([KUBECTL, "--kubeconfig", self.kubeconfig, "get", "--raw", "/api/v1/pods"],
                       capture_output=True, check=False, timeout=60)
        self.assertEqual(self.elsewhere.seen, [("/stolen", f"Bearer {TOKEN}")])

    def test_a_redirect_of_the_api_server_itself_is_a_gap(self):
        self.move("/api/v1/pods")
        for host in ("127.0.0.1", "0.0.0.0"):
            self.write_kubeconfig(host)
            for transport in ("exec", "proxy", "auto"):
                with self.subTest(host=host, transport=transport):
                    run = self.scan(transport, exits=(3,))
                    self.assert_nothing_left()
                    gaps = json.loads(run.stdout)["coverage"][0]["gaps"]
                    self.assertIn(("pods", "bad_answer"), {(gap["what"], gap["why"]) for gap in gaps})

    def ask_doctor(self, transport, **variables):
        environment = {**os.environ, **variables, "HOME": self.folder, "KUBECONFIG": self.kubeconfig}
        run = subprocess.run([PROGRAM, "doctor", "--current", "--oc", KUBECTL, "--transport", transport, "--timeout", "20"],
                             cwd=self.folder, env=environment, capture_output=True, text=True, timeout=120, check=False)
        self.assertNotIn(TOKEN, run.stdout + run.stderr)
        return run

    def test_what_the_doctor_asks_about_rights_is_answered_by_the_api_server(self):
        for transport in ("exec", "proxy", "auto"):
            with self.subTest(transport):
                self.api.seen.clear()
                run = self.ask_doctor(transport)
                self.assertIn("list pods", run.stdout)
                self.assertIn((REVIEWS, f"Bearer {TOKEN}"), [(path.split("?")[0], sent) for path, sent in self.api.seen])

    def test_a_redirect_of_what_the_doctor_asks_is_not_followed(self):
        for moved in (REVIEWS, "/version", "/apis/authentication.k8s.io/v1/selfsubjectreviews"):
            self.move(moved)
            for transport in ("exec", "proxy", "auto"):
                with self.subTest(moved=moved, transport=transport):
                    self.ask_doctor(transport)
                    self.assert_nothing_left()

    def test_the_doctor_does_without_the_client_where_that_cannot_be_kept_from_it(self):
        self.move(REVIEWS)
        self.ask_doctor("auto", HTTPS_PROXY="http://127.0.0.1:9", NO_PROXY="127.0.0.1")
        self.assert_nothing_left()

    def test_where_the_client_cannot_be_kept_from_it_exec_is_refused(self):
        run = self.scan("exec", exits=(1, 3), HTTPS_PROXY="http://127.0.0.1:9")
        self.assertIn("--transport proxy", run.stdout + run.stderr)
        # A kubectl that is a dispatcher looks for the server's version whatever it is asked.
        self.assertFalse([path for path, _ in self.api.seen if path.startswith("/api")])
        self.write_kubeconfig("127.0.0.1", **{"proxy-url": "http://127.0.0.1:9"})
        run = self.scan("exec", exits=(1, 3))
        self.assertIn("proxy-url", run.stdout + run.stderr)
        self.assertFalse([path for path, _ in self.api.seen if path.startswith("/api")])


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    if not KUBECTL or not shutil.which("openssl"):
        print("skipped: no kubectl or no openssl on the PATH")
        sys.exit(77)
    unittest.main()
