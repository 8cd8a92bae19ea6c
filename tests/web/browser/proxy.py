"""A bad line on loopback: it can be cut, and it can lose answers after the server has done its work."""

from __future__ import annotations

import http.client
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

# A proxy speaks of one line only; the rest travels through.
OWN_LINE = {"connection", "keep-alive", "transfer-encoding", "proxy-connection"}


@dataclass
class BadLine:
    """A proxy in front of a server. `loses` is the share of answers to what phones kept that never come back."""

    server_port: int
    loses: float = 0.0
    chance: Random = field(default_factory=lambda: Random(20_261_123))
    delivered: int = 0
    lost: int = 0
    port: int = 0
    _listener: ThreadingHTTPServer | None = None

    def up(self) -> None:
        """Take calls again, on the same port as before."""
        line = self

        class Call(_Call):
            through = line

        self._listener = _Listener(("127.0.0.1", self.port), Call)
        self.port = self._listener.server_address[1]
        threading.Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def down(self) -> None:
        """Refuse all calls, as where there is no signal."""
        if self._listener is not None:
            self._listener.shutdown()
            self._listener.server_close()
            self._listener = None

    @property
    def is_up(self) -> bool:
        return self._listener is not None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def loses_this(self, method: str, path: str) -> bool:
        """Is the answer to this call lost? The server has done its work by then."""
        if method != "POST" or not (path.endswith("/kirim") or path.startswith("/meja/rapat/")):
            return False
        self.delivered += 1
        lost = self.chance.random() < self.loses
        self.lost += lost
        return lost


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_about: Any) -> None:  # Any: Python's own signature.
        """Say nothing: a phone that hangs up is nothing to write home about."""


class _Call(BaseHTTPRequestHandler):
    through: BadLine
    protocol_version = "HTTP/1.1"

    def pass_on(self) -> None:
        if not self.through.is_up:
            # A connection from before, which the browser kept open.
            self._hang_up()
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        server = http.client.HTTPConnection("127.0.0.1", self.through.server_port, timeout=30)
        server.request(self.command, self.path, body, dict(self.headers))
        answer = server.getresponse()
        said = answer.read()
        server.close()
        if self.through.loses_this(self.command, self.path):
            self._hang_up()
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {*OWN_LINE, "content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    do_GET = do_HEAD = do_POST = do_PUT = pass_on  # noqa: N815 - Python's own names.

    def log_message(self, *_about: Any) -> None:  # Any: Python's own signature.
        """Say nothing."""
