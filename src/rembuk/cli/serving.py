"""Serving pages: the production server, and the demo with a year of sample data."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rembuk.cli.installation import CHECKOUT, prepare, refuse_old_tables, set_up_django
from rembuk.cli.minding import keep_working

commands = typer.Typer()

LOOPBACK = "127.0.0.1"
PORTS_TO_TRY = 100
PAGES = "rembuk.web.wsgi:application"
# So many phones may be slow at the same time without keeping others waiting; nginx in front waits for any number.
THREADS = 8
# NumPy's libraries keep a thread with its memory for every core, and several processes then fight for the cores; the C
# library keeps a heap for every thread, and what a page leaves free in one is of no use to the others.
SPARING = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}

Port = Annotated[int, typer.Option(help="When it is taken, the next free one is used.")]
Host = Annotated[str, typer.Option(help="0.0.0.0 serves other machines too.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]


@commands.command()
def demo(
    *,
    stage: Annotated[str, typer.Option(help="How far the sample year has come: intake, desk, year.")] = "year",
    port: Port = 8000,
    no_browser: NoBrowser = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the demo's data away and begin again.")] = False,
) -> None:
    """Show Rembuk with sample data for Kecamatan Bangun Rejo and its 17 kampung."""
    folder = _enter_demo_folder()
    if fresh or _seeded_stage(folder) != stage:
        shutil.rmtree(folder, ignore_errors=True)
    _keep_to_ourselves()
    spare_memory()
    free = take_port(LOOPBACK, port)
    set_up_django()
    prepare()
    if _seeded_stage(folder) != stage:
        _seed(folder, stage)
    typer.echo((folder / "accounts.txt").read_text(encoding="utf-8"))
    with working_beside():
        _serve(LOOPBACK, free, open_browser=not no_browser)


def _enter_demo_folder() -> Path:
    """Keep the demo apart from real data, whatever the environment says."""
    folder = Path(os.environ.get("REMBUK_VAR", CHECKOUT / "var")) / "demo"
    os.environ["REMBUK_VAR"] = str(folder)
    os.environ["REMBUK_SIMULATOR"] = "yes"
    os.environ.pop("REMBUK_DATABASE", None)
    return folder


def _seeded_stage(folder: Path) -> str | None:
    seeded = folder / "stage.txt"
    return seeded.read_text(encoding="utf-8") if seeded.exists() else None


def _seed(folder: Path, stage: str) -> None:
    from rembuk.journeys.village_year import seed_demo

    typer.echo("Composing a year in Bangun Rejo …")
    accounts = seed_demo(stage, at=datetime.now(UTC))
    (folder / "accounts.txt").write_text(accounts, encoding="utf-8")
    (folder / "stage.txt").write_text(stage, encoding="utf-8")  # Last: a demo cut off before this begins again.


@commands.command()
def serve(
    *,
    host: Host = LOOPBACK,
    port: Port = 8000,
    processes: Annotated[int | None, typer.Option(help="Web processes; one for each core if not said.")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="Without the worker, which runs elsewhere.")] = False,
    no_browser: NoBrowser = False,
) -> None:
    """Serve this installation: on SQLite by one web process with threads, on PostgreSQL by several."""
    _keep_to_ourselves()
    spare_memory()
    free = take_port(host, port)
    set_up_django()
    refuse_old_tables()
    prepare()
    many = web_processes(processes)
    with nullcontext() if alone else working_beside():
        _serve(host, free, processes=many, open_browser=not no_browser)


def web_processes(wanted: int | None) -> int:
    """Return how many web processes there may be."""
    from django.db import connection

    if connection.vendor == "sqlite":
        if wanted not in {None, 1}:
            raise typer.BadParameter(
                "SQLite has one writer, and its line of writers is in one process. Use PostgreSQL."
            )
        return 1
    return wanted or os.cpu_count() or 1


def _keep_to_ourselves() -> None:
    """Files made from here on are for this user alone: the database holds what people wrote in confidence."""
    os.umask(0o077)


def spare_memory() -> None:
    """Let this process and those it starts take little memory, unless the operator said otherwise."""
    for name, value in SPARING.items():
        os.environ.setdefault(name, value)


def _serve(host: str, port: int, *, processes: int = 1, open_browser: bool) -> None:
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    connections.close_all()
    server = Granian(
        PAGES,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,  # Whoever begins needs one address, and no advice about threads.
        log_access=False,  # Rembuk writes its own lines, without addresses of people.
    )
    address = f"http://{host}:{port}/"

    def announce() -> None:
        typer.echo(f"Rembuk is at {address}  (Ctrl-C stops it)")
        if open_browser:
            webbrowser.open(address)

    server.on_startup(announce)
    server.serve()


def server_command(port: int, application: str = PAGES) -> list[str]:
    """Return how to serve in one process on loopback just as `serve` does, for what measures and tests it."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", LOOPBACK, "--port", str(port)]
    return [*command, "--workers", "1", "--blocking-threads", str(THREADS), "--no-ws", application]


@contextmanager
def working_beside() -> Iterator[None]:
    """Let a worker process seal, tell and deliver while pages are served, and another one when it dies."""
    stop = threading.Event()
    minder = threading.Thread(target=keep_working, args=(_start_worker, stop))
    minder.start()
    try:
        yield
    finally:
        stop.set()
        minder.join()


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "rembuk", "work"])


@commands.command()
def work(*, once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False) -> None:
    """Do what nobody asks for: seal acts, tell people what became of their voices, deliver messages."""
    spare_memory()
    set_up_django()
    from rembuk.workers.round import work_on, work_once

    if once:
        for job, done in work_once(datetime.now(UTC)).items():
            typer.echo(f"{job}: {done}")
        return
    with suppress(KeyboardInterrupt):
        work_on(threading.Event())


def take_port(host: str, wanted: int) -> int:
    """Return the port to serve on, and let the links in messages lead there unless the operator said where."""
    port = free_port(host, wanted)
    if port != wanted:
        typer.echo(f"Port {wanted} is taken; using {port}.")
    os.environ.setdefault("REMBUK_ADDRESS", f"http://{LOOPBACK}:{port}")
    return port


def free_port(host: str, wanted: int) -> int:
    """Return the wanted port, or the next one that nobody listens on."""
    for port in range(wanted, min(wanted + PORTS_TO_TRY, 65536)):
        with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((host, port))
            except OSError:
                continue
            return port
    raise typer.BadParameter(f"No free port from {wanted} on.")
