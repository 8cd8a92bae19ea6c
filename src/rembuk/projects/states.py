"""The states of projects, what a bill is made of, and what somebody says who looked."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class ProjectState(TextChoices):
    """Where a project is."""

    PREPARED = "prepared", _("being prepared")
    STARTED = "started", _("being built")
    HALTED = "halted", _("halted")
    DONE = "done", _("finished and checked")


PROJECT_STATES = StateTable(
    start=ProjectState.PREPARED,
    moves={
        ProjectState.PREPARED: frozenset({ProjectState.STARTED}),
        ProjectState.STARTED: frozenset({ProjectState.HALTED, ProjectState.DONE}),
        ProjectState.HALTED: frozenset({ProjectState.STARTED}),
        ProjectState.DONE: frozenset(),
    },
)


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
