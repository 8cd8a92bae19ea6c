"""Every write of every page, with each of its calls failing in turn."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

from django.core.cache import cache
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from rembuk.web.faults.calls import counted
from rembuk.web.fuzz.attempts import Attempt
from rembuk.web.fuzz.campaign import sent
from rembuk.web.fuzz.files import contents, file_of
from rembuk.web.fuzz.forms import Form, Value
from rembuk.web.fuzz.site import Site, body_of, client_with
from rembuk.web.fuzz.values import PLAIN
from rembuk.web.matrix import Visitor
from rembuk.web.pages import PAGES, Page
from rembuk.web.staging import Stage

# Who is signed in and since when is no part of what was written.
BESIDES = frozenset({"django_session", "usersessions_usersession"})
BUSY = 503
_KEY = UUID("5a3f6e0c-1f8e-4c57-9d0c-30a2b1c6a7e4")

Footprint = Mapping[str, tuple[int, int]]
Change = frozenset[tuple[str, int]]


@dataclass
class Sweep:
    """What a sweep has seen."""

    seed: int
    writes: int = 0
    faults: int = 0
    breaches: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Return all of it in one line."""
        return (
            f"{self.faults:,} faults in {self.writes} writes with seed {self.seed}: {len(self.breaches)} of them were "
            "answered as a failure of ours or left half of something."
        )


def run_sweep(stage: Stage, *, seed: int, most: int | None, say: Callable[[str], None]) -> Sweep:
    """Let every call of every write fail, or as many as `most` of each; say what broke, and return what was seen."""
    site, seen = Site(stage), Sweep(seed)
    site.prepare()
    attempts = list(writes(site))
    with kept_database() as restore:
        for one in attempts:
            _sweep(one, site, seen, most, restore)
    for breach in seen.breaches:
        say(breach)
    say(seen.line())
    return seen


def _sweep(one: Attempt, site: Site, seen: Sweep, most: int | None, restore: Callable[[], None]) -> None:
    before = footprint()
    _status, calls = _done(one, site)
    whole = change(before, footprint())
    if not whole:
        return
    restore()
    seen.writes += 1
    for number in _numbers(calls, most, f"{seen.seed}:{one}"):
        status, _calls = _done(one, site, failing=number)
        left = change(before, footprint())
        seen.faults += 1
        if fault := judge(status, left, whole):
            seen.breaches.append(f"{one.method} {one.address} by {one.visitor.name}, call {number} of {calls}: {fault}")
        if left:
            restore()


def _numbers(calls: int, most: int | None, seed: str) -> Sequence[int]:
    numbers = range(1, calls + 1)
    if most is None or most >= calls:
        return numbers
    return sorted(Random(seed).sample(numbers, most))  # noqa: S311 - the same faults each time are the point.


def judge(status: int, left: Change, whole: Change) -> str:
    """Return what is wrong with what came of a write in which one call failed; "" for nothing.

    "Try again" may be said when all of it is there: the answer alone was lost then, as on any line.
    """
    if status >= 500 and status != BUSY:
        return f"answered {status}"
    if left not in {frozenset(), whole}:
        return f"answered {status}, and left {_told(left)} of {_told(whole)}"
    if status < 400 and not left:
        return f"answered {status}, and did nothing"
    return ""


def _told(left: Change) -> str:
    return ", ".join(f"{rows:+} {table}" for table, rows in sorted(left))


def _done(one: Attempt, site: Site, failing: int = 0) -> tuple[int, int]:
    cache.clear()
    client = client_with(site.session(one.visitor))
    with counted(failing) as calls:
        answer = sent(one, client)
        body_of(answer)
    return answer.status_code, calls.count


# --- what writes -----------------------------------------------------------------------------------------------------


def writes(site: Site) -> Iterator[Attempt]:
    """Yield every form of every page, sent by each of its buttons by the first who may; then what phones send."""
    for page in PAGES:
        visitor = next((one for one in site.visitors if ("POST", page) in site.doors(one)), None)
        if visitor is None:
            continue
        for form in site.forms(visitor, site.address(visitor, page)):
            if form.method == "post":
                yield from (_by_form(visitor, page, form, button) for button in form.buttons or [("", "")])
    yield from _by_phone(site)


def _by_form(visitor: Visitor, page: Page, form: Form, button: tuple[str, str]) -> Attempt:
    values: dict[str, Value] = {
        **form.values,
        **{name: form.values[name] or PLAIN for name in form.typed},
        **{name: file_of("foto.jpg", contents()[0]) for name in form.files},
        **page.fill,
        **dict([button] if button[0] else []),
    }
    target, _, query = form.action.partition("?")
    return Attempt(0, "form", visitor, "POST", target, query, encode_multipart(BOUNDARY, values), MULTIPART_CONTENT)


def _by_phone(site: Site) -> Iterator[Attempt]:
    """Yield a voice with a sender, and a photo in one part."""
    anybody, picture = site.visitors[0], contents()[0]
    fields = {name: value for form in site.forms(anybody, "/sampaikan") for name, value in form.values.items()}
    voice = {name: value for name, value in fields.items() if isinstance(value, str)} | {
        "key": str(_KEY),
        "kind": "wish",
        "words": PLAIN,
        "region": str(site.stage.here.code),
        "contact": "081234567890",
        "consent": "on",
        "confidentiality": "open",
    }
    body = json.dumps(voice).encode()
    yield Attempt(0, "body", anybody, "POST", reverse("speak-send"), "", body, "application/json")
    lengths = {"Upload-Length": str(len(picture))}
    address = reverse("upload", kwargs={"key": _KEY})
    yield Attempt(0, "body", anybody, "PUT", address, "offset=0", picture, "application/octet-stream", lengths)


# --- what is left ----------------------------------------------------------------------------------------------------


def footprint() -> Footprint:
    """Return how many rows every table has, and a sum of all that stands in them."""
    found = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - BESIDES:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # nosec B608 - its own names.
            rows = cursor.fetchall()
            found[table] = (len(rows), hash(tuple(sorted(map(repr, rows)))))
    return found


def change(before: Footprint, after: Footprint) -> Change:
    """Return which tables differ, and by how many rows."""
    return frozenset(
        (table, rows - before[table][0]) for table, (rows, _sum) in after.items() if before[table] != after[table]
    )


@contextmanager
def kept_database() -> Iterator[Callable[[], None]]:
    """Keep a copy of the SQLite database at work; what is given puts it back."""
    database = Path(connection.settings_dict["NAME"])
    kept = database.with_suffix(".kept")

    def restore() -> None:
        connection.close()
        for beside in ("-wal", "-shm"):
            database.with_name(database.name + beside).unlink(missing_ok=True)
        shutil.copyfile(kept, database)

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copyfile(database, kept)
    try:
        yield restore
    finally:
        restore()
        kept.unlink()
