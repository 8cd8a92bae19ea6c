"""Numbers that are promised: the weight and the looks of pages, and who may reach which address."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rembuk.cli.installation import CHECKOUT, prepare, set_up_django
from rembuk.cli.serving import LOOPBACK, free_port, server_command
from rembuk.cli.testing import CHROMIUM_NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from rembuk.web.visits import Visit

commands = typer.Typer()

FIRST_PORT = 8300
READY_WITHIN = 60
# As root there is no sandbox; the rest keeps the browser from calling home.
BROWSER_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


@commands.command()
def budget(
    *,
    fast: Annotated[bool, typer.Option("--fast", help="Each page once, light on a phone and dark on a desk.")] = False,
    seed: Annotated[int | None, typer.Option(help="Another invented year than that of the demo.")] = None,
) -> None:
    """Open every page of an invented year in a browser, as everybody who may; fail when one breaks a promise."""
    chromium = _chromium()
    with tempfile.TemporaryDirectory(prefix="rembuk-budget-") as var:
        move_to(Path(var))
        set_up_django()
        prepare()
        from rembuk.web.visits import read_plan

        plan = read_plan(_prepare_pages(seed, fast=fast))
        with _served() as site:
            sys.exit(_open_pages(chromium, site, plan, fast=fast))


def _chromium() -> str:
    names = (os.environ.get("REMBUK_CHROMIUM", ""), *CHROMIUM_NAMES)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        typer.echo("There is no Chromium here. Install the package `chromium`, or name yours in REMBUK_CHROMIUM.")
        sys.exit(1)
    return found


def move_to(var: Path) -> None:
    """Measure on a database of its own, whatever the environment says."""
    os.environ["REMBUK_VAR"] = str(var)
    os.environ["REMBUK_SIMULATOR"] = "yes"
    os.environ.pop("REMBUK_DATABASE", None)


def _prepare_pages(seed: int | None, *, fast: bool) -> str:
    """Live through the invented year, make what it does not bring, and return what to open as whom."""
    from django.db import connections

    from rembuk.journeys.village_year import SEED, TENANT, seed_demo
    from rembuk.regions.models import Region
    from rembuk.tenancy import in_tenant
    from rembuk.web.samples import village
    from rembuk.web.staging import set_stage
    from rembuk.web.visits import write_plan

    typer.echo("Composing a year in Bangun Rejo …")
    at = datetime.now(UTC)
    seed_demo("year", at=at, seed=SEED if seed is None else seed)
    with in_tenant(TENANT):
        here = Region.objects.select_related("parent").get(code=village(None)["code"])
        plan = write_plan(set_stage(here, None, at=at), fast=fast)
    connections.close_all()
    return plan


@contextmanager
def _served() -> Iterator[str]:
    """Serve the pages as in production, in a process of their own."""
    port = free_port(LOOPBACK, FIRST_PORT)
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(server_command(port), env=environment, stdout=quiet, stderr=quiet) as server:
        try:
            _wait_for(port, server)
            yield f"http://{LOOPBACK}:{port}"
        finally:
            server.terminate()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and server.poll() is None:
        asked = HTTPConnection(LOOPBACK, port, timeout=5)
        try:
            asked.request("GET", "/readyz")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            asked.close()
    raise RuntimeError("The server was not ready in time.")


def _open_pages(chromium: str, site: str, plan: list[Visit], *, fast: bool) -> int:
    from rembuk.web.budget import inspect_all

    return int(inspect_all(partial(_browser, chromium), site, plan, fast=fast, say=typer.echo) > 0)


@contextmanager
def _browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_OPTIONS)
        yield browser
        browser.close()


@commands.command()
def matrix() -> None:
    """Count the cells of address x method x role x own or other kampung; fail when an address has no class."""
    set_up_django()
    from rembuk.web.matrix import print_matrix

    sys.exit(print_matrix())
