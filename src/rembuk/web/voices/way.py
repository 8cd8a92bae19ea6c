"""The way of one voice as its page tells it: what happened, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.journeys.fates import Fate
from rembuk.journeys.trace import Station, StationKind
from rembuk.kernel import periods
from rembuk.kernel.texts import as_sentence
from rembuk.programmes.clock import Expectation
from rembuk.web.formats import capital, language, rupiah
from rembuk.web.needs.history import role_label
from rembuk.web.plans.numbers import address_of
from rembuk.web.priorities.labels import ROUND_SAID, papers_of_round
from rembuk.web.thread import Paper, Step

# What the sender reads first; each says what it means and what can be done.
MEANINGS: Final[Mapping[Fate, Promise]] = {
    Fate.HEARD: gettext_lazy("It is recorded and waits to be read. You need not do anything."),
    Fate.CONSIDERED: gettext_lazy("It was joined with others into a need, and an answer is being worked on."),
    Fate.FORWARDED: gettext_lazy("It was sent on to whoever is responsible. Read below to whom and why."),
    Fate.POSTPONED: gettext_lazy("Not now, but not forgotten. Read below why, and when it is looked at again."),
    Fate.PLANNED: gettext_lazy("It is in an approved plan. Read below which one, for when and for how much."),
    Fate.BUILDING: gettext_lazy("It is being built. Read below where, how far it is and what it costs."),
    Fate.BUILT: gettext_lazy("It is built. Read below what was built, what it cost and who cares for it."),
    Fate.DECLINED: gettext_lazy("The answer is no. Read below why, and what you can do next."),
    Fate.ANSWERED: gettext_lazy("There is an answer. Read it below."),
    Fate.WITHHELD: gettext_lazy("It is kept and counted, but its words are not shown. Read below why."),
    Fate.WITHDRAWN: gettext_lazy("Its sender took it back. The number stays, the words are not shown."),
}
UNSHOWN: Final = frozenset({Fate.WITHHELD, Fate.WITHDRAWN})
OPEN: Final = frozenset({Fate.HEARD, Fate.CONSIDERED, Fate.FORWARDED, Fate.POSTPONED})


def way_of(stations: Iterable[Station], fate: Fate, coming: Iterable[Step] = ()) -> list[Step]:
    """Return the steps of a voice, in order, with what comes next.

    The title of a voice that is not shown is not told by its history either.
    """
    steps = [_step(_untitled(station) if fate in UNSHOWN else station) for station in stations]
    if steps:
        steps[-1] = _now(steps[-1])
    return [*steps, *coming]


def _step(station: Station) -> Step:
    what = str(StationKind(station.kind).label)
    if station.kind in ROUND_SAID:
        papers = papers_of_round(station.kind, station.text, station.target, station.wish)
        return Step(what=capital(what), at=station.at, who=role_label(station.role), papers=papers)
    if station.amount_rupiah is not None:
        papers = (Paper(station.target, address_of(station.target)),)
        return Step(what=capital(what), at=station.at, words=rupiah(station.amount_rupiah), papers=papers)
    # A title stands alone and needs no stop; what is followed by the next step is a sentence.
    text = f"{as_sentence(station.text)} {station.next_step}".strip() if station.next_step else station.text
    return Step(
        what=capital(f"{what}: {station.agency}" if station.agency else what),
        at=station.at,
        who=role_label(station.role),
        words=text,
        papers=(Paper(station.target, address_of(station.target)),) if station.target else (),
    )


def _untitled(station: Station) -> Station:
    return replace(station, text="") if station.kind is StationKind.TIDIED else station


def _now(step: Step) -> Step:
    return replace(step, is_now=True)


def coming_of_wish(expected: Expectation, today: date) -> list[Step]:
    """Return what comes of what may be built: the answer of the plan's calendar, then the building."""
    month = periods.month(expected.answer_month, language())
    is_late = expected.answer_month < today.replace(day=1)
    due = _("It is late: it was promised for %(month)s.") if is_late else _("In %(month)s at the latest")
    return [
        Step(_("An answer from whoever decides"), expected=due % {"month": month}),
        Step(_("Built, if it is agreed"), expected=_("In %(year)s at the earliest") % {"year": expected.building_year}),
    ]


def coming_of_reply(due_on: date, today: date) -> list[Step]:
    """Return what comes of a question, a complaint, thanks or an offer: an answer by a day."""
    said = _("It is late: an answer was due by %(day)s.") if due_on < today else _("By %(day)s")
    return [Step(_("An answer from whoever decides"), expected=said % {"day": periods.day(due_on, language())})]
