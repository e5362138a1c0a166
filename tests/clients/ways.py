"""Ways to a cluster that do not end where their address says: proxies, server names, management servers.

Each listens on a port of 127.0.0.1 of its own, unless an address is given, until it is closed; some note what came by.
"""
import http.client
import http.server
import socket
import socketserver
import struct
import threading

SECONDS_MAX = 20


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass  # one side has gone
    for each in (source, target):
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def join(one, other):
    back = threading.Thread(target=pump, args=(other, one), daemon=True)
    back.start()
    pump(one, other)
    back.join(SECONDS_MAX)


class Listener:
    """What a way has in common: a server in a thread, and its port."""

    def __init__(self, handler, server=socketserver.ThreadingTCPServer, address=("127.0.0.1", 0)):
        server.allow_reuse_address = True
        server.daemon_threads = True
        self._server = server(address, handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(SECONDS_MAX)


class Bastion(Listener):
    """An HTTP proxy that answers CONNECT and leads to one port, whatever address is asked for."""

    def __init__(self, port):
        self.asked_for = asked_for = []

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                asked_for.append(self.rfile.readline().decode(errors="replace").split()[1])
                while self.rfile.readline().strip():
                    pass
                with socket.create_connection(("127.0.0.1", port), SECONDS_MAX) as target:
                    self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    join(self.connection, target)
        super().__init__(Handler)


class Relay(Listener):
    """What kube-proxy does for a Service: whatever comes to this address goes to one port of this machine."""

    def __init__(self, address, port):
        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with socket.create_connection(("127.0.0.1", port), SECONDS_MAX) as target:
                    join(self.request, target)
        super().__init__(Handler, address=address)


def server_name_of(hello):
    """The name in a TLS greeting (RFC 6066, section 3); empty if it has none."""
    at = 5 + 4 + 2 + 32  # record, handshake, version, random
    at += 1 + hello[at]  # session
    at += 2 + struct.unpack_from(">H", hello, at)[0]  # ciphers
    at += 1 + hello[at]  # compression
    end = at + 2 + struct.unpack_from(">H", hello, at)[0]
    at += 2
    while at + 4 <= end:
        kind, length = struct.unpack_from(">HH", hello, at)
        if kind == 0:
            return hello[at + 9:at + 4 + length].decode(errors="replace")
        at += 4 + length
    return ""


class Gateway(Listener):
    """One address for several servers, told apart by the server name of the TLS greeting."""

    def __init__(self, port_of_name):
        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                hello = self.request.recv(65536)
                port = port_of_name.get(server_name_of(hello))
                if port is None:
                    return
                with socket.create_connection(("127.0.0.1", port), SECONDS_MAX) as target:
                    target.sendall(hello)
                    join(self.request, target)
        super().__init__(Handler)


class ManagementServer(Listener):
    """Plain HTTP: what is below `path` leads to one server, all else to the management cluster itself."""

    def __init__(self, path, port, port_of_root):
        self.requests = requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                requests.append(self.path)
                inside = self.path.startswith(path + "/")
                connection = http.client.HTTPConnection("127.0.0.1", port if inside else port_of_root, SECONDS_MAX)
                headers = {name: value for name, value in self.headers.items()
                           if name.lower() in ("accept", "content-type")}
                connection.request("GET", self.path[len(path):] if inside else self.path, headers=headers)
                answer = connection.getresponse()
                body = answer.read()
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.getheader("Content-Type", "application/json"))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                connection.close()

            def log_message(self, *_):
                pass
        super().__init__(Handler, http.server.ThreadingHTTPServer)

    def without_path(self, path):
        return [each for each in self.requests if not each.startswith(path + "/")]
