"""The states of projects, what a bill is made of, and what somebody says who looked."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class ProjectState(TextChoices):
    """Where a project is."""

    PREPARED = "prepared", _("being prepared")
    STARTED = "started", _("being built")
    HALTED = "halted", _("halted")
    DONE = "done", _("finished and checked")
    HANDED_OVER = "handed_over", _("handed over to those who care for it")


PROJECT_STATES = StateTable(
    start=ProjectState.PREPARED,
    moves={
        ProjectState.PREPARED: frozenset({ProjectState.STARTED}),
        ProjectState.STARTED: frozenset({ProjectState.HALTED, ProjectState.DONE}),
        ProjectState.HALTED: frozenset({ProjectState.STARTED}),
        ProjectState.DONE: frozenset({ProjectState.HANDED_OVER}),
        ProjectState.HANDED_OVER: frozenset(),
    },
)


FINISHED = (ProjectState.DONE, ProjectState.HANDED_OVER)


class BillKind(TextChoices):
    """What a row of the bill pays for (bahan, alat, upah)."""

    MATERIAL = "material", _("material")
    TOOL = "tool", _("tools")
    WAGE = "wage", _("wages")


class Verdict(TextChoices):
    """What somebody says who looked at a measurement."""

    CONFIRMED = "confirmed", _("it is so")
    DISPUTED = "disputed", _("it is not so")
    UNCLEAR = "unclear", _("cannot tell")


class PhotoMoment(TextChoices):
    """What a picture of a work shows: how it is drawn (gambar rencana), or the work at 0, about 50 and 100 %."""

    DRAWN = "drawn", _("as it is drawn")
    BEFORE = "before", _("before it began")
    DURING = "during", _("while it was built")
    AFTER = "after", _("after it was built")


PHOTOGRAPHED: Final = (PhotoMoment.BEFORE, PhotoMoment.DURING, PhotoMoment.AFTER)


class ImpactMoment(TextChoices):
    """When an indicator is read: before a work, and some months after its handover."""

    BEFORE = "before", _("before")
    HALF_YEAR = "6_months", _("6 months after")
    YEAR = "12_months", _("12 months after")
    TWO_YEARS = "24_months", _("24 months after")


# So many months after its handover a work is looked at again.
MONTHS_AFTER = {ImpactMoment.HALF_YEAR: 6, ImpactMoment.YEAR: 12, ImpactMoment.TWO_YEARS: 24}


class Duty(TextChoices):
    """What somebody does in the team that carries a project out (TPK)."""

    CHAIR = "chair", _("chair")
    WRITER = "writer", _("secretary")
    MEMBER = "member", _("member")


class ChangeKind(TextChoices):
    """What is asked for while something is built."""

    DELAY = "delay", _("later than planned")
    SIZE = "size", _("more or less than planned")


class ChangeState(TextChoices):
    """Where a change is that somebody asked for."""

    ASKED = "asked", _("asked for")
    AGREED = "agreed", _("agreed")
    REFUSED = "refused", _("refused")


CHANGE_STATES = StateTable(
    start=ChangeState.ASKED,
    moves={
        ChangeState.ASKED: frozenset({ChangeState.AGREED, ChangeState.REFUSED}),
        ChangeState.AGREED: frozenset(),
        ChangeState.REFUSED: frozenset(),
    },
)


class DrawKind(TextChoices):
    """What is drawn: residents who look at a work, or works that are looked at thoroughly."""

    WITNESSES = "witnesses", _("residents who look at a work")
    AUDIT = "audit", _("works that are checked thoroughly")


class DrawState(TextChoices):
    """Where a draw is."""

    ANNOUNCED = "announced", _("announced")
    DRAWN = "drawn", _("drawn")


DRAW_STATES = StateTable(
    start=DrawState.ANNOUNCED,
    moves={DrawState.ANNOUNCED: frozenset({DrawState.DRAWN}), DrawState.DRAWN: frozenset()},
)


class HandoverState(TextChoices):
    """Where a handover is."""

    OFFERED = "offered", _("offered")
    TAKEN_OVER = "taken_over", _("taken over")
    SENT_BACK = "sent_back", _("sent back")


HANDOVER_STATES = StateTable(
    start=HandoverState.OFFERED,
    moves={
        HandoverState.OFFERED: frozenset({HandoverState.TAKEN_OVER, HandoverState.SENT_BACK}),
        HandoverState.TAKEN_OVER: frozenset(),
        HandoverState.SENT_BACK: frozenset(),
    },
)
