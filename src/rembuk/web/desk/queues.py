"""What waits for somebody, as the desk shows it, and what comes next in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import local_day, working_days_between
from rembuk.people.models import Person
from rembuk.people.queries import regions_of, roles_of
from rembuk.people.roles import Role
from rembuk.programmes.queries import with_programme
from rembuk.regions.models import Region
from rembuk.regions.queries import villages_of
from rembuk.voices.permissions import HELPERS
from rembuk.voices.queries import Task, TaskKind, TaskList, tasks
from rembuk.web.clock import now

# Whoever works on voices and needs; the others of the staff find only their own lists at the desk.
WORKERS: Final = (
    Role.OFFICER,
    Role.FACILITATOR,
    Role.SECRETARY,
    Role.HEAD,
    Role.SUBDISTRICT_OFFICER,
    Role.SUBDISTRICT_HEAD,
    Role.MODERATOR,
)
HEADINGS: Final[Mapping[TaskKind, Promise]] = {
    TaskKind.CHECK: _("To check before it is shown"),
    TaskKind.TIDY: _("To tidy"),
    TaskKind.JOIN: _("To join to a need"),
    TaskKind.REPLY: _("To reply to"),
    TaskKind.ROUTE: _("Who is responsible?"),
    TaskKind.FORWARD: _("To send on"),
    TaskKind.ANSWER: _("To answer"),
    TaskKind.OBJECTION: _("Objections to look at"),
}
ABOUT_NEEDS: Final = frozenset({TaskKind.ROUTE, TaskKind.FORWARD, TaskKind.ANSWER})
LONGEST_TITLE: Final = 90
# Where the keyboard goes on a page that is opened from a list.
WORK: Final = "#kerja"


@dataclass(frozen=True)
class Row:
    """One thing to do: what it is, where to do it, and the working days left; below zero it is late."""

    code: str
    title: str
    place: str
    href: str
    days_left: int
    due_on: date


@dataclass(frozen=True)
class Queue:
    """A list of things of one kind, the longest waiting first; `more` if it goes on."""

    kind: TaskKind
    heading: str
    rows: Sequence[Row]
    more: bool

    @property
    def late(self) -> int:
        """How many of those shown are late."""
        return sum(row.days_left < 0 for row in self.rows)


@dataclass(frozen=True)
class Asked:
    """Which list somebody is working through, and of which kampung; both are carried in the address."""

    kind: TaskKind | None
    region: Region | None

    @classmethod
    def read(cls, request: HttpRequest, places: Sequence[Region]) -> Asked:
        """Read the address; what is not offered counts as nothing asked."""
        kind, code = request.GET.get("antrean", ""), request.GET.get("kampung", "")
        return cls(
            TaskKind(kind) if kind in TaskKind.values else None,
            next((place for place in places if place.code == code), None),
        )

    def query(self, kind: TaskKind | None) -> str:
        """Return what an address carries on, with its question mark, or nothing."""
        kept = {"antrean": kind.value if kind else "", "kampung": self.region.code if self.region else ""}
        kept = {name: value for name, value in kept.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def places_of(person: Person | None, roles: Iterable[Role] = WORKERS, *, at: datetime) -> list[Region]:
    """Return the kampung in which somebody holds one of the roles, by name."""
    held = roles_of(person, at=at) & set(roles)
    regions = {region.number: region for role in held for region in regions_of(person, role, at=at)}
    villages = {village.number: village for region in regions.values() for village in villages_of(region)}
    return sorted(villages.values(), key=lambda village: (village.name, village.number))


def places_to_help(person: Person | None, *, at: datetime) -> list[Region]:
    """Return the kampung in which somebody may enter what others said, and a programme takes it up; by name."""
    return with_programme(places_of(person, HELPERS, at=at))


def queues_of(person: Person | None, asked: Asked, days_off: frozenset[date], *, at: datetime) -> list[Queue]:
    """Return what waits, one list for each kind that has something."""
    found = tasks(person, at=at, region_number=asked.region.number if asked.region else None)
    return [_queue(one, asked, days_off, at) for one in found]


def _queue(found: TaskList, asked: Asked, days_off: frozenset[date], at: datetime) -> Queue:
    rows = [_row(task, asked, days_off, at) for task in found.rows]
    return Queue(found.kind, str(HEADINGS[found.kind]), rows, found.more)


def _row(task: Task, asked: Asked, days_off: frozenset[date], at: datetime) -> Row:
    page = "desk-need" if task.kind in ABOUT_NEEDS else "desk-voice"
    due_on = local_day(task.due_at)
    days_left = working_days_between(local_day(at), due_on, days_off)
    return Row(
        code=task.code,
        title=task.title or shortened(task.words),
        place=task.region_name,
        href=reverse(page, args=[task.code]) + asked.query(task.kind) + WORK,
        days_left=min(days_left, -1) if task.is_late else days_left,
        due_on=due_on,
    )


def shortened(words: str, longest: int = LONGEST_TITLE) -> str:
    """Return the beginning of a text, cut between two words."""
    flat = " ".join(words.split())
    if len(flat) <= longest:
        return flat
    return flat[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def queue_at_work(person: Person | None, asked: Asked, days_off: frozenset[date]) -> Queue | None:
    """Return the list somebody is working through, or None."""
    if asked.kind is None:
        return None
    return next((one for one in queues_of(person, asked, days_off, at=now()) if one.kind == asked.kind), None)


def next_after(code: str, queue: Queue | None) -> str:
    """Return the address of what comes after a number in a list, from the top again at its end; "" for nothing."""
    if queue is None:
        return ""
    codes = [row.code for row in queue.rows]
    start = codes.index(code) + 1 if code in codes else 0
    rest = [*queue.rows[start:], *queue.rows[:start]]
    return next((row.href for row in rest if row.code != code), "")
