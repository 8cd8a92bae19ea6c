"""`./rembuk bench`: how fast pages are beside nginx and a trivial Django page, and counts beside pabutools."""

from __future__ import annotations

import json
import logging
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rembuk.cli.bench import report, servers
from rembuk.cli.bench.load import Request, send_load
from rembuk.cli.bench.report import Row, Subject
from rembuk.cli.bench.servers import NotThere, Server, require
from rembuk.cli.count_race import race_counts
from rembuk.cli.frontier_race import race_frontiers
from rembuk.cli.installation import prepare, set_up_django
from rembuk.cli.measuring import move_to
from rembuk.cli.rupiah_race import race_rupiah
from rembuk.cli.serving import LOOPBACK

if TYPE_CHECKING:
    from rembuk.cli.bench.scenarios import Ground

commands = typer.Typer()
bench = typer.Typer(help="Measure how fast Rembuk is on this machine.", no_args_is_help=True)
commands.add_typer(bench, name="bench")


bench.command("engines")(race_counts)
bench.command("rupiah")(race_rupiah)
bench.command("frontier")(race_frontiers)


@bench.command()
def web(
    *,
    n: Annotated[
        int, typer.Option(help="How many needs and voices; also measured at a tenth and a hundredth.")
    ] = 100_000,
    transfers: Annotated[
        int, typer.Option(min=2, help="How often money moves for each work; there is a work for ten needs.")
    ] = 10,
    seconds: Annotated[int, typer.Option(help="How long each load lasts.")] = 3,
    seed: Annotated[int, typer.Option(help="The same seed makes the same crowd.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Measure pages and writes beside nginx and a trivial Django page; fail when a promise is broken."""
    try:
        for program in ("wrk", "nginx"):
            require(program)
    except NotThere as missing:
        raise typer.BadParameter(str(missing)) from missing
    with tempfile.TemporaryDirectory(prefix="rembuk-bench-") as folder:
        Path(folder).chmod(0o755)  # nginx's workers read their file as nobody.
        rows = _measure(_begun(Path(folder), transfers, seed, seconds), n)
    sys.exit(_tell(rows, as_json=as_json))


def _tell(rows: list[Row], *, as_json: bool) -> int:
    kept = report.promises(rows)
    if as_json:
        typer.echo(json.dumps(report.as_data(rows, kept, _machine()), indent=1))
    else:
        typer.echo(f"{_machine()}\n\n{report.as_table(rows)}\n\n{report.as_verdict(kept)}")
    broken = sum(not one.is_kept for one in kept)
    measured, failed = len(rows), sum(row.failed for row in rows)
    _say(f"{measured} measured, {failed} requests failed, {len(kept) - broken} of {len(kept)} promises kept")
    return int(broken > 0)


def _machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, load {load}"


def _say(words: str) -> None:
    typer.echo(words, err=True)


# --- one run -------------------------------------------------------------------------------------------------------


def _begun(folder: Path, transfers: int, seed: int, seconds: int) -> Run:
    """Get an installation ready in a folder, with a crowd that will grow."""
    move_to(folder / "var")
    set_up_django()
    prepare()
    logging.getLogger("rembuk.web").setLevel(logging.WARNING)  # Pages asked for in this process need no line.
    from rembuk.cli.bench.scenarios import gather
    from rembuk.journeys.village_year import TENANT
    from rembuk.tenancy import in_tenant

    with in_tenant(TENANT):
        return Run(gather(at=datetime.now(UTC), transfers=transfers, seed=seed), folder, seconds)


def _measure(run: Run, n: int) -> list[Row]:
    from rembuk.journeys.village_year import TENANT
    from rembuk.tenancy import in_tenant

    with in_tenant(TENANT):
        rows = [*run.at_size(n // 100), *run.at_size(n // 10)]
        run.grow_to(n)
        return [*run.references("before"), *rows, *run.from_memory(), *run.at_size(n), *run.references("after")]


@dataclass
class Run:
    """One run over a ground that grows; every load lasts as long."""

    ground: Ground
    folder: Path
    seconds: int

    def grow_to(self, size: int) -> None:
        """Let the crowd grow, and say how long it took."""
        began = time.monotonic()
        self.ground.grow_to(size)
        _say(f"{size:,} needs and voices are there ({time.monotonic() - began:.0f} s)")

    def references(self, name: str) -> Iterator[Row]:
        """Measure nginx and the trivial page, with what is as large as the list of needs."""
        plain, packed = _list_page()
        with servers.nginx(self.folder / name, packed) as server:
            yield self._measured(server, Subject(report.NGINX, f"{len(packed):,} bytes"), [Request("/page.html")])
        with servers.trivial_page(len(plain)) as server:
            yield self._measured(server, Subject(report.TRIVIAL, f"{len(plain):,} bytes"), [Request("/")])

    def from_memory(self) -> Iterator[Row]:
        """Measure pages that the page cache hands out."""
        with servers.rembuk(page_cache=True) as server:
            yield from self._reads(server, report.KEPT)

    def at_size(self, size: int) -> Iterator[Row]:
        """Measure pages that are made anew, and writes, over a crowd of some size."""
        from rembuk.cli.bench.scenarios import WRITES

        self.grow_to(size)
        with servers.rembuk(page_cache=False) as server:
            yield from self._reads(server, report.MADE)
            for name, write in WRITES.items():
                yield self._measured(server, Subject(name, report.SENT, size), write(self.ground))

    def _reads(self, server: Server, how: str) -> Iterator[Row]:
        from rembuk.cli.bench.scenarios import READS

        for name, address in READS.items():
            asked = [Request(address(self.ground))]
            # A process compiles the template of a page when it is first asked for; that is once, and not measured.
            send_load(server.port, asked, seconds=1)
            yield self._measured(server, Subject(name, how, self.ground.crowd.size), asked)

    def _measured(self, server: Server, subject: Subject, requests: Iterable[Request]) -> Row:
        prepared = list(requests)
        statements = _statements(prepared[-1]) if subject.how in {report.MADE, report.SENT} else None
        server.comes_to_rest()
        before = server.cpu_seconds()
        outcome = send_load(server.port, prepared, seconds=self.seconds)
        cpu = server.cpu_seconds() - before
        row = Row.of(subject, outcome, cpu=cpu, statements=statements, megabytes=server.resident_megabytes())
        _say(f"  {row.name}, {row.how}: {row.per_second:,.0f}/s, p95 {row.p95:.1f} ms, {row.failed} failed")
        return row


def _list_page() -> tuple[bytes, bytes]:
    """Return the list page as it is made, and as phones get it from memory."""
    from django.test import Client

    from rembuk.web.kept_pages import Page
    from rembuk.web.pages import page_named

    plain = Client(headers={"host": LOOPBACK}).get(page_named("needs").address()).content
    return plain, Page("200 OK", [], plain).copy("br").body


def _statements(request: Request) -> int:
    """Count what one request asks of the database, in this process; of a page, once it is known what stands."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": LOOPBACK, **request.headers})
    kind = request.headers.get("Content-Type", "text/plain")
    if request.method == "GET":
        client.get(request.path)
    with CaptureQueriesContext(connection) as asked:
        client.generic(request.method, request.path, request.body, content_type=kind)
    return len(asked)
