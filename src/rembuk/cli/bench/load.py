"""Load from this machine: wrk sends prepared requests over a few connections as fast as they are answered."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

CONNECTIONS: Final = 8
SCRIPT: Final = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Request:
    """One request, for whichever server it is sent to."""

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def raw(self, port: int) -> bytes:
        """Return the request as it goes over the line (RFC 9112)."""
        headers = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "gzip, br", **self.headers}
        if self.method != "GET":
            headers["Content-Length"] = str(len(self.body))
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode("ascii") + self.body


@dataclass(frozen=True)
class Outcome:
    """What a load came to; times in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    failed: int

    @property
    def per_second(self) -> float:
        """How many requests were answered in a second."""
        return self.requests / self.seconds


def send_load(port: int, requests: Iterable[Request], *, seconds: int) -> Outcome:
    """Send the requests in turn, over and over, for some seconds."""
    with tempfile.NamedTemporaryFile(prefix="rembuk-load-") as prepared:
        for request in requests:
            raw = request.raw(port)
            prepared.write(b"%d\n%b" % (len(raw), raw))
        prepared.flush()
        command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s"]
        command += ["--timeout", "10s", "--script", str(SCRIPT), f"http://127.0.0.1:{port}/", prepared.name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))
