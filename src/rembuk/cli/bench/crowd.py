"""A kecamatan that has spoken very often: as many needs, voices, meetings and plan items as wanted, many at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from random import Random
from uuid import UUID

from django.db import connection, transaction

from rembuk.cli.bench.halls import write_items, write_meetings
from rembuk.cli.bench.works import Office
from rembuk.journal.acts import draw_up_act
from rembuk.journal.models import Act
from rembuk.journeys.year.vocabulary import Issue, issues
from rembuk.journeys.year.wording import draw_place, tidy_title
from rembuk.kernel.codes import ALPHABET, make_code
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.programmes.models import Programme
from rembuk.regions.models import Region
from rembuk.tenancy.fields import uuid7
from rembuk.voices.models import Need, Voice
from rembuk.voices.numbers import NEED_PREFIX
from rembuk.voices.search import make_findable, search_words
from rembuk.voices.states import Channel, Confidentiality, VoiceKind, VoiceState

AT_ONCE = 5_000
# Longer than the codes that people are given, so that the two never meet.
CODE_LENGTH = 6
HAMLETS = 8
VOICES_OF_THE_LOUDEST = 100
TIME_BETWEEN = timedelta(seconds=97)
WORDS = "Pak, jalan di depan musala sudah rusak sejak musim hujan, mohon segera diperbaiki."


@dataclass
class Crowd:
    """Who speaks in a programme, who writes it down, and how many needs they have opened so far.

    `office` carries each tenth of them out; nobody does where there is none.
    """

    programme: Programme
    villages: list[Region]
    at: datetime
    writer: Person
    size: int = 0
    seed: int = 1
    office: Office | None = None

    def grow_to(self, size: int) -> None:
        """Open needs with a voice each until there are `size`; the first is asked for by a hundred."""
        numbers = iter(range(self.size, size))
        while some := list(islice(numbers, AT_ONCE)):
            self._write([self._need(number) for number in some], first=some[0])
        self.size = max(self.size, size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    @transaction.atomic
    def _write(self, needs: list[Need], *, first: int) -> None:
        if first == 0:
            needs[0].voice_count = VOICES_OF_THE_LOUDEST
        Need.objects.bulk_create(needs)
        make_findable(needs)
        Voice.objects.bulk_create(self._voices(needs, first))
        Act.objects.bulk_create(_opened(need) for need in needs)
        told = [(number, _digits(need), need) for number, need in enumerate(needs, start=first)]
        write_meetings(told, self.writer)
        items = write_items(told, self.writer)
        if self.office:
            self.office.carry_out(items)

    def _need(self, number: int) -> Need:
        random = Random(f"{self.seed}:{number}")  # noqa: S311 - the same crowd each time is the point.
        village = random.choice(self.villages)
        issue = random.choice(_issues())
        place = draw_place(random, hamlet=random.randint(1, HAMLETS), hamlets=HAMLETS)
        title = tidy_title(issue.title, place)
        # The higher the number, the older: what is added later lies deeper, as on a site that has grown.
        opened_at = self.at - TIME_BETWEEN * number
        return Need(
            id=uuid7(),
            code=_code(NEED_PREFIX, number),
            programme=self.programme,
            region=village,
            region_number=village.number,
            title=title,
            subject=issue.subject,
            voice_count=1,
            search_words=_search_words(title),
            opened_at=opened_at,
            changed_at=opened_at,
        )

    def _voices(self, needs: list[Need], first: int) -> Iterator[Voice]:
        for number, need in enumerate(needs, start=first):
            for turn in range(need.voice_count):
                # The first need's further voices are numbered where no need is.
                yield self._voice(need, number if turn == 0 else -turn)

    def _voice(self, need: Need, number: int) -> Voice:
        return Voice(
            code=_code(self.programme.prefix, number),
            key=UUID(int=number % (1 << 64)),
            request_digest=f"{number % (1 << 64):064x}",
            programme=need.programme,
            region=need.region,
            region_number=need.region_number,
            kind=VoiceKind.WISH,
            confidentiality=Confidentiality.OPEN,
            channel=Channel.WEB,
            words=WORDS,
            shown_words=WORDS,
            spoken_on=local_day(need.opened_at),
            received_at=need.opened_at,
            state=VoiceState.MERGED,
            title=need.title,
            tidied_words=WORDS,
            subject=need.subject,
            tidied_at=need.opened_at,
            need=need,
        )


def _digits(need: Need) -> str:
    return need.code.partition("-")[2]


def _opened(need: Need) -> Act:
    facts = {"code": need.code}
    return draw_up_act(
        "need.opened", need, facts, by=None, at=need.opened_at, public=True, region_number=need.region_number
    )


@cache
def _issues() -> tuple[Issue, ...]:
    return tuple(issue for issue in issues() if issue.makes_need)


@cache
def _search_words(title: str) -> str:
    return search_words([title])


def _code(prefix: str, number: int) -> str:
    """Write a number as a code: digits of the alphabet instead of drawn symbols, so that no two are the same."""
    digits = (number // len(ALPHABET) ** place % len(ALPHABET) for place in range(CODE_LENGTH))
    return make_code(prefix, lambda _base: next(digits), CODE_LENGTH)
