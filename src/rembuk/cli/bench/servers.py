"""The servers that are compared, each on a port of its own, and what they use of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from rembuk.cli.installation import CHECKOUT
from rembuk.cli.serving import LOOPBACK, PAGES, SPARING, free_port, server_command

FIRST_PORT: Final = 8400
READY_WITHIN: Final = 60
AT_REST_WITHIN: Final = 300
# As long as one look at the processor's ticks takes to tell work from rest.
GLANCE: Final = 0.1
TICKS: Final = os.sysconf("SC_CLK_TCK")

NGINX: Final = """
daemon off; pid nginx.pid; error_log stderr crit; worker_processes auto;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type text/html;
  open_file_cache max=100;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {{ listen 127.0.0.1:{port} reuseport; root {root}; }}
}}
"""


class NotThere(RuntimeError):
    """A program that measuring needs is not installed, or a server did not start."""


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and the process that the others descend from."""

    port: int
    pid: int

    def processes(self) -> list[int]:
        """Return the process and all its descendants."""
        parents = {pid: parent for pid in _all_pids() if (parent := _parent_of(pid)) is not None}
        family = [self.pid]
        for pid in family:
            family += [child for child, parent in parents.items() if parent == pid]
        return family

    def cpu_seconds(self) -> float:
        """Return the processor time that all its processes have used."""
        return sum(_ticks_of(pid) for pid in self.processes()) / TICKS

    def comes_to_rest(self) -> None:
        """Wait until it has done what those asked for who have hung up; raise NotThere if it never does."""
        until, used = time.monotonic() + AT_REST_WITHIN, self.cpu_seconds()
        while time.monotonic() < until:
            time.sleep(GLANCE)
            before, used = used, self.cpu_seconds()
            if used - before <= GLANCE / 10:
                return
        raise NotThere(f"A server never came to rest: {self.pid}")

    def resident_megabytes(self) -> float:
        """Return the memory of its largest process, which is the one that makes pages."""
        return max(_resident_kilobytes(pid) for pid in self.processes()) / 1024


def require(program: str) -> str:
    """Return where a program is; raise NotThere with the way to get it."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found is None:
        raise NotThere(f"{program} is not installed. On Debian and Ubuntu, as root: apt install nginx-light wrk")
    return found


@contextmanager
def rembuk(*, page_cache: bool) -> Iterator[Server]:
    """Serve this installation as `./rembuk serve` does, with or without the page cache."""
    with _granian(PAGES, "/readyz", {"REMBUK_PAGE_CACHE": str(int(page_cache))}) as server:
        yield server


@contextmanager
def trivial_page(size: int) -> Iterator[Server]:
    """Serve a trivial Django template page of about this size by the same server with the same number of threads."""
    environment = {"REMBUK_TRIVIAL_BYTES": str(size)}
    with _granian("rembuk.web.trivial_page:application", "/", environment) as server:
        yield server


@contextmanager
def nginx(folder: Path, page: bytes) -> Iterator[Server]:
    """Let nginx serve a page as the file page.html."""
    port = free_port(LOOPBACK, FIRST_PORT)
    folder.mkdir(mode=0o755)
    (folder / "page.html").write_bytes(page)
    (folder / "nginx.conf").write_text(NGINX.format(port=port, root=folder), encoding="utf-8")
    with _running([require("nginx"), "-p", str(folder), "-c", "nginx.conf"], {}, port, "/page.html") as server:
        yield server


@contextmanager
def _granian(application: str, ready: str, environment: dict[str, str]) -> Iterator[Server]:
    port = free_port(LOOPBACK, FIRST_PORT)
    with _running(
        server_command(port, application), {**SPARING, "PYTHONPATH": str(CHECKOUT / "src"), **environment}, port, ready
    ) as server:
        yield server


@contextmanager
def _running(command: list[str], environment: Mapping[str, str], port: int, ready: str) -> Iterator[Server]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env={**os.environ, **environment}, stdout=quiet, stderr=quiet) as process:
        try:
            _wait_for(port, ready, process)
            yield Server(port, process.pid)
        finally:
            process.terminate()


def _wait_for(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        asked = HTTPConnection(LOOPBACK, port, timeout=5)
        try:
            asked.request("GET", path)
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            asked.close()
    raise NotThere(f"A server did not start: {process.args!r}")


# --- what Linux says about a process -------------------------------------------------------------------------------


def _all_pids() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]


def _parent_of(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def _ticks_of(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _stat(pid: int) -> list[str]:
    """Return the fields after the name (proc(5)), which may itself hold spaces; none for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def _resident_kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
