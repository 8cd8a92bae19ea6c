"""What residents give, what its price rests on, and where pledges and work days are."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class GiftKind(TextChoices):
    """What is given (bentuk swadaya). Cash is not among them: it is receipted as money on the same day."""

    LABOUR = "labour", _("labour")
    MATERIAL = "material", _("material")
    TOOL = "tool", _("tools")
    LAND = "land", _("land")
    FOOD = "food", _("food and drink")
    TRANSPORT = "transport", _("transport")


class Basis(TextChoices):
    """What a price rests on (dasar harga)."""

    WAGE = "wage", _("the wage of work for cash (PKTD)")
    BILL = "bill", _("the price in the bill (RAB)")
    RECEIPT = "receipt", _("a receipt")
    OWNER = "owner", _("the owner's statement")


class Source(TextChoices):
    """How a list of those present came in (asal daftar hadir)."""

    SCREEN = "screen", _("typed in")
    TABLE = "table", _("a table (CSV)")
    PAPER = "paper", _("a photo of the paper, read by two people")


class Standing(TextChoices):
    """As what somebody confirms a gift (kedudukan saksi)."""

    HEAD = "head", _("head of the work group")
    RESIDENT = "resident", _("another resident")


class Harm(TextChoices):
    """How badly somebody was hurt (tingkat luka)."""

    LIGHT = "light", _("helped on the spot")
    DOCTOR = "doctor", _("taken to a clinic")
    SEVERE = "severe", _("taken to hospital, or worse")


class PledgeState(TextChoices):
    """Where a pledge is. One that is over does not say whether it was kept."""

    PLEDGED = "pledged", _("pledged")
    CALLED_UP = "called_up", _("called up")
    DELIVERED = "delivered", _("delivered")
    OVER = "over", _("over")


PLEDGE_STATES = StateTable(
    start=PledgeState.PLEDGED,
    moves={
        PledgeState.PLEDGED: frozenset({PledgeState.CALLED_UP, PledgeState.DELIVERED, PledgeState.OVER}),
        PledgeState.CALLED_UP: frozenset({PledgeState.PLEDGED, PledgeState.DELIVERED, PledgeState.OVER}),
        PledgeState.DELIVERED: frozenset(),
        PledgeState.OVER: frozenset(),
    },
)


class DayState(TextChoices):
    """Where a work day is."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


DAY_STATES = StateTable(
    start=DayState.PLANNED,
    moves={
        DayState.PLANNED: frozenset({DayState.HELD, DayState.CANCELLED}),
        DayState.HELD: frozenset(),
        DayState.CANCELLED: frozenset(),
    },
)
