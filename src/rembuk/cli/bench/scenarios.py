"""What is measured. To add a page or a write: one more line in READS, or one more function in WRITES."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from random import Random
from typing import Final
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings

from rembuk.cli.bench.crowd import Crowd
from rembuk.cli.bench.halls import NEEDS_TO_A_MEETING, NEEDS_TO_AN_ITEM
from rembuk.cli.bench.load import Request
from rembuk.cli.bench.polls import Polls
from rembuk.cli.bench.works import Office
from rembuk.journeys.village_year import seed_demo
from rembuk.kernel.periods import local_day
from rembuk.meetings.listing import meetings_held
from rembuk.people.roles import Role
from rembuk.plans.queries import ItemFilter, list_items
from rembuk.projects.models import Project
from rembuk.projects.queries import list_projects
from rembuk.regions.queries import villages_of
from rembuk.voices.models import Need
from rembuk.voices.queries import NeedFilter, newest_needs
from rembuk.web.pages import page_named
from rembuk.web.programme import programme_here
from rembuk.web.speak.sheet import begin
from rembuk.web.staging import RESIDENT, Stage, open_session, set_stage

# More than are sent in one measurement; what is sent twice is answered as the first time.
PREPARED: Final = 20_000
CARDS: Final = 5_000
# The year itself is small here; the crowd that is measured is written many rows at a time.
VOICES_OF_THE_YEAR: Final = 400
# The works of the crowd are older than those of the invented years, whose posts have numbers of their own.
YEARS_BEFORE: Final = 5
TOKEN: Final = "a" * 32
WORDS: Final = "Mohon jembatan kecil di dusun kami diperbaiki, papannya sudah lapuk dan licin kalau hujan."


class NoWorks(RuntimeError):
    """A crowd without works has no money to look at."""


@dataclass(frozen=True)
class Ground:
    """The crowd that has gathered, somebody who is signed in, and how the crowd votes."""

    crowd: Crowd
    stage: Stage
    polls: Polls

    def grow_to(self, size: int) -> None:
        """Let the crowd grow to so many needs, and let as many vote."""
        self.crowd.grow_to(size)
        self.polls.grow_to(size)

    @property
    def office(self) -> Office:
        """Return who carries out what the crowd asks for; raise NoWorks where nobody does."""
        if self.crowd.office is None:
            raise NoWorks
        return self.crowd.office

    @property
    def loudest(self) -> Need:
        """Return the need that a hundred ask for."""
        return Need.objects.order_by("-voice_count", "id")[0]


def gather(*, at: datetime, transfers: int = 0, seed: int = 1) -> Ground:
    """Live through a small invented year, and call the crowd together; without `transfers` for each, no works."""
    seed_demo("year", at=at, voices=VOICES_OF_THE_YEAR)
    programme = programme_here()
    villages = list(villages_of(programme.region))
    stage = set_stage(villages[0], None, at=at)
    asks, approves = stage.insider(Role.SECRETARY), stage.insider(Role.HEAD)
    office = Office(asks, approves, at.year - YEARS_BEFORE, transfers) if transfers else None
    crowd = Crowd(programme, villages, at, stage.insider(Role.FACILITATOR), office=office, seed=seed)
    return Ground(crowd, stage, Polls.held_in(villages[-1], by=asks, at=at))


def _list_address(query: str) -> str:
    return f"{page_named('needs').address()}?{query}"


def _deep(ground: Ground) -> str:
    return _list_address(f"mulai={newest_needs(NeedFilter(), limit=ground.crowd.size // 2).older}")


def _deep_meetings(ground: Ground) -> str:
    half = max(1, ground.crowd.size // NEEDS_TO_A_MEETING // 2)
    older = meetings_held(ground.crowd.programme.region, at=ground.crowd.at, limit=half).older
    return f"{page_named('meetings').address()}?mulai={older or ''}"


def _year_of_meetings(ground: Ground) -> str:
    return f"/musyawarah/{ground.crowd.villages[0].code}/{local_day(ground.crowd.at).year}"


def _deep_plans(ground: Ground) -> str:
    half = max(2, ground.crowd.size // NEEDS_TO_AN_ITEM // 2)
    return f"{page_named('plans').address()}?mulai={list_items(ItemFilter(), limit=half).older}"


def _deep_works(_: Ground) -> str:
    half = max(1, Project.objects.count() // 2)
    return f"{page_named('projects').address()}?mulai={list_projects(limit=half).older}"


def _work(ground: Ground) -> str:
    return f"{page_named('projects').address()}/{Project.objects.get(item=ground.office.first.item_id).code}"


def _money_of_kampung(ground: Ground) -> str:
    post = ground.office.first
    return f"{page_named('money').address()}/{post.region.code}/{post.year}"


def _vote(ground: Ground) -> str:
    return f"{page_named('votings').address()}/{ground.polls.opened.pk}"


READS: Final[Mapping[str, Callable[[Ground], str]]] = {
    "home": lambda _: page_named("home").address(),
    "list": lambda _: page_named("needs").address(),
    "list, deep page": _deep,
    "list, filtered search": lambda _: _list_address("q=jalan+rusak&bidang=road"),
    "need with 100 voices": lambda ground: f"/k/{ground.loudest.code}",
    "meetings": lambda _: page_named("meetings").address(),
    "meetings, deep page": _deep_meetings,
    "meetings of a year": _year_of_meetings,
    "plans": lambda _: page_named("plans").address(),
    "plans, deep page": _deep_plans,
    "works": lambda _: page_named("projects").address(),
    "works, deep page": _deep_works,
    "work": _work,
    "money": lambda ground: f"{page_named('money').address()}?tahun={ground.office.year}",
    "money of a kampung": _money_of_kampung,
    "vote": _vote,
    "result of a vote": lambda ground: f"{page_named('votings').address()}/{ground.polls.counted.pk}/hasil",
    "payments of a post": lambda ground: f"{_money_of_kampung(ground)}/{ground.office.first.number}",
}


def submit(ground: Ground) -> Iterator[Request]:
    """Phones send new voices, from every kampung in turn."""
    random = Random(ground.crowd.size)  # noqa: S311 - keys only have to differ.
    begun = begin(at=ground.crowd.at - timedelta(minutes=2))
    for village in islice(cycle(ground.crowd.villages), PREPARED):
        voice = {
            "key": str(UUID(int=random.getrandbits(128), version=4)),
            "kind": "wish",
            "words": WORDS,
            "region": village.code,
            "confidentiality": "open",
            "begun": begun,
            **dict.fromkeys(("hamlet", "landmark", "group", "photo_key", "contact", "website"), ""),
        }
        body = json.dumps(voice).encode()
        yield Request(page_named("speak-send").address(), "POST", {"Content-Type": "application/json"}, body)


def support(ground: Ground) -> Iterator[Request]:
    """A resident who is signed in says "me too", to one need after the other."""
    session = open_session(ground.stage.person(RESIDENT), is_proven=False)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
    for code in Need.objects.order_by("id").values_list("code", flat=True)[:PREPARED]:
        yield Request(f"/k/{code}/dukung", "POST", headers)


def cast(ground: Ground) -> Iterator[Request]:
    """People with a card vote, one card after the other."""
    headers = {
        "Cookie": f"{settings.CSRF_COOKIE_NAME}={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for code in ground.polls.cards(CARDS, ground.crowd.size):
        said = {"csrfmiddlewaretoken": TOKEN, "sending": str(uuid4()), "code": code, "chosen": "A"}
        yield Request(_vote(ground), "POST", headers, urlencode(said).encode())


WRITES: Final[Mapping[str, Callable[[Ground], Iterator[Request]]]] = {
    "submit": submit,
    "support": support,
    "cast": cast,
}
