"""A real server with a database of its own, and a real browser in front of it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from rembuk.cli.serving import server_command
from tests.web.browser.proxy import BadLine

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[2]
PHONE: ViewportSize = {"width": 360, "height": 640}
READY_WITHIN = 30


@dataclass(frozen=True)
class Site:
    """A running Rembuk: where it listens and where its data lies."""

    port: int
    var: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("site")
    env = {
        **os.environ,
        "REMBUK_VAR": str(var),
        "REMBUK_DATABASE": f"sqlite://{var}/rembuk.sqlite3",
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)]),
    }
    subprocess.run([sys.executable, str(HERE / "seed.py")], env=env, check=True, cwd=var)
    port = _free_port()
    log = (var / "server.log").open("wb")
    with log, subprocess.Popen(server_command(port), env=env, cwd=var, stdout=log, stderr=log) as server:
        try:
            _wait_until_ready(port, server)
            yield Site(port, var)
        finally:
            server.terminate()


@pytest.fixture
def line(site: Site) -> Iterator[BadLine]:
    """The line between a phone and the site, good until a test makes it bad."""
    bad_line = BadLine(site.port)
    bad_line.up()
    yield bad_line
    bad_line.down()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page on a small phone."""
    with closing(chromium.new_context(viewport=PHONE, locale="id-ID", has_touch=True)) as context:
        yield context.new_page()


@pytest.fixture
def phone_without_script(chromium: Browser) -> Iterator[Page]:
    """A page on a small phone that runs no scripts."""
    with closing(chromium.new_context(viewport=PHONE, locale="id-ID", java_script_enabled=False)) as context:
        yield context.new_page()


@dataclass(frozen=True)
class Office:
    """A browser for everybody who does something, signed in already."""

    site: Site
    pages: dict[str, Page]

    def at(self, who: str, place: str) -> Page:
        """Open a place as somebody."""
        self.pages[who].goto(self.site.address + place)
        return self.pages[who]


@pytest.fixture
def office(chromium: Browser, site: Site) -> Iterator[Office]:
    sessions = json.loads((site.var / "sessions.json").read_text())
    with ExitStack() as ending:
        pages = {}
        for who, cookie in sessions.items():
            context = ending.enter_context(closing(chromium.new_context(locale="id-ID")))
            context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": site.address}])
            pages[who] = context.new_page()
        yield Office(site, pages)


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_ready(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(READY_WITHIN * 20):
        if _is_ready(port):
            return
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"The server stopped at once, with {server.returncode}.")
    raise RuntimeError("The server was not ready in time.")


def _is_ready(port: int) -> bool:
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
            asked.request("GET", "/readyz")
            return asked.getresponse().status == 200
    except OSError:
        return False
