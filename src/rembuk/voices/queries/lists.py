"""Lists of needs and answers: by key, never by offset, and without counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from rembuk.engines.similarity import nearest
from rembuk.regions.models import Region, Tier
from rembuk.regions.numbering import path_of
from rembuk.tenancy.statements import Row, written_once
from rembuk.voices.models import Answer, Need, Voice
from rembuk.voices.permissions import is_village
from rembuk.voices.queries.visibility import READ
from rembuk.voices.search import matching_all, matching_any
from rembuk.voices.states import Confidentiality, NeedState

COMPARED_NEEDS = 200
COMPARED_VOICES = 500

Place = tuple[datetime, UUID]


class NotACursor(ValueError):
    """The text is no place in a list."""


@dataclass(frozen=True, slots=True)
class NeedFilter:
    """Which needs to list; empty means all. A region's number means everything inside it too."""

    region_number: int | None = None
    subject: str = ""
    state: str = ""
    level: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need of a list."""

    id: UUID
    code: str
    title: str
    region_number: int
    region_name: str
    locality_name: str
    subject: str
    level: str
    agency: str
    state: str
    opened_at: datetime
    changed_at: datetime
    voice_count: int
    support_count: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and where the ones before and after them are; None where there are none."""

    rows: list[NeedRow]
    newer: str | None
    older: str | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of a list, and what it answers."""

    code: str
    title: str
    region_number: int
    region_name: str
    kind: str
    sentence: str
    next_step: str
    role: str
    answered_at: datetime


_COLUMNS = (
    *("id", "code", "title", "region_number", "region__name", Coalesce("locality__name", Value(""))),
    *("subject", "level", "agency", "state", "opened_at", "changed_at", "voice_count", "support_count"),
)


def newest_needs(wanted: NeedFilter, after: str | None = None, limit: int = 20) -> Page:
    """Return needs, newest first, from a place that an earlier page named; emptied ones only when asked for.

    One query, whatever the number of rows; raise NotACursor for a place that no page named.
    """
    newer_wanted, place = _read_cursor(after)
    found = [NeedRow(*values) for values in _from_place(wanted, place, newer=newer_wanted, limit=limit + 1)]
    there_is_more, page = len(found) > limit, found[:limit]
    if newer_wanted:
        return _page(page[::-1], newer=there_is_more, older=True)
    return _page(page, newer=place is not None, older=there_is_more)


@written_once
def _from_place(wanted: NeedFilter, place: Place | None, *, newer: bool, limit: int) -> QuerySet[Need, Row]:
    rows = _filtered(wanted)
    if place is not None:
        opened_at, key = place
        side = "gt" if newer else "lt"
        # The bound alone is what an index can walk; who shares the moment is told apart by id.
        rows = rows.filter(Q(**{f"opened_at__{side}e": opened_at}))
        rows = rows.filter(Q(**{f"opened_at__{side}": opened_at}) | Q(**{f"id__{side}": key}))
    order = ("opened_at", "id") if newer else ("-opened_at", "-id")
    return rows.order_by(*order).values_list(*_COLUMNS)[:limit]


def _filtered(wanted: NeedFilter) -> QuerySet[Need]:
    rows = Need.objects.filter(state=wanted.state) if wanted.state else Need.objects.exclude(state=NeedState.EMPTIED)
    if wanted.region_number is not None:
        rows = rows.filter(region_number__range=(wanted.region_number, last_number(wanted.region_number)))
    for column in ("subject", "level"):
        if value := getattr(wanted, column):
            rows = rows.filter(**{column: value})
    return matching_all(rows, wanted.search) if wanted.search.strip() else rows


def last_number(region_number: int) -> int:
    """Return the highest number a region inside this one can have, told from the number alone."""
    for tier in (Tier.PROVINCE, Tier.REGENCY, Tier.SUBDISTRICT):
        if region_number % Region.SPAN[tier] == 0:
            return region_number + Region.SPAN[tier] - 1
    return region_number


def _page(rows: list[NeedRow], *, newer: bool, older: bool) -> Page:
    if not rows:
        return Page([], None, None)
    return Page(rows, _cursor("n", rows[0]) if newer else None, _cursor("o", rows[-1]) if older else None)


def _cursor(side: str, row: NeedRow) -> str:
    micros = int(row.opened_at.timestamp()) * 1_000_000 + row.opened_at.microsecond
    return f"{side}{micros}-{row.id.hex}"


def _read_cursor(text: str | None) -> tuple[bool, Place | None]:
    if not text:
        return False, None
    try:
        micros, key = text[1:].split("-")
        seconds, rest = divmod(int(micros), 1_000_000)
        place = datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=rest), UUID(key)
    except (ValueError, OverflowError, OSError) as error:
        raise NotACursor(text) from error
    if text[0] not in "no":
        raise NotACursor(text)
    return text[0] == "n", place


def similar_needs(text: str, region_number: int, *, limit: int = 5) -> list[NeedRow]:
    """Return the needs of a place, and of the regions around it, that read most like a text, the likeliest first.

    Compared are titles and the words of joined voices that everybody may read.
    """
    here = Q(region_number__in=path_of(region_number))
    if not is_village(region_number):
        here |= Q(region_number__range=(region_number, last_number(region_number)))
    near = matching_any(Need.objects.filter(here).exclude(state=NeedState.EMPTIED), text)
    rows = [NeedRow(*values) for values in near.order_by("-opened_at", "-id").values_list(*_COLUMNS)[:COMPARED_NEEDS]]
    by_id = {row.id: row for row in rows}
    texts = [(row.id, row.title) for row in rows] + _texts_of(by_id.keys())
    best = dict.fromkeys(near.key for near in nearest(text, texts, limit=len(texts)))
    return [by_id[key] for key in best][:limit]


def _texts_of(needs: Any) -> list[tuple[UUID, str]]:  # Any: a view of keys.
    joined = Voice.objects.filter(need_id__in=list(needs), state__in=READ)
    public = joined.exclude(confidentiality=Confidentiality.CONFIDENTIAL)
    rows = public.order_by("-received_at", "-id").values_list("need_id", "title", "shown_words")[:COMPARED_VOICES]
    return [(need, text) for need, title, words in rows for text in (title, words)]


def latest_answers(region_number: int | None = None, *, limit: int = 10) -> list[AnswerRow]:
    """Return the latest answers to needs of a region and everything inside it, newest first; those in force only."""
    answers = Answer.objects.filter(need__answer=F("pk"))
    if region_number is not None:
        answers = answers.filter(need__region_number__range=(region_number, last_number(region_number)))
    columns = (
        *("need__code", "need__title", "need__region_number", "need__region__name", "kind", "sentence"),
        *("next_step", "answered_as", "answered_at"),
    )
    return [AnswerRow(*row) for row in answers.order_by("-answered_at", "-id").values_list(*columns)[:limit]]
