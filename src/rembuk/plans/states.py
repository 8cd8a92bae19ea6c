"""The states of plans and items, and the moves between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class PlanState(TextChoices):
    """Where a version of a year plan is; an approved one is replaced as a whole, never changed."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    REPLACED = "replaced", _("replaced by a newer version")


PLAN_STATES = StateTable(
    start=PlanState.DRAFT,
    moves={
        PlanState.DRAFT: frozenset({PlanState.APPROVED}),
        PlanState.APPROVED: frozenset({PlanState.REPLACED}),
        PlanState.REPLACED: frozenset(),
    },
)


class ItemState(TextChoices):
    """What has become of an item; every item is in exactly one of these."""

    PROPOSED = "proposed", _("waits to be examined")
    EXAMINED = "examined", _("examined by one, waits for a second")
    VERIFIED = "verified", _("verified")
    SCHEDULED = "scheduled", _("in the draft of the yearly plan")
    PLANNED = "planned", _("in the yearly plan")
    SENT_UP = "sent_up", _("proposed to a higher tier")
    ADOPTED = "adopted", _("taken over by a higher tier")
    CARRIED = "carried", _("carried over to next year")
    DECLINED = "declined", _("declined")


ITEM_STATES = StateTable(
    start=ItemState.PROPOSED,
    moves={
        ItemState.PROPOSED: frozenset({ItemState.EXAMINED}),
        ItemState.EXAMINED: frozenset({ItemState.VERIFIED, ItemState.PROPOSED}),
        ItemState.VERIFIED: frozenset({
            ItemState.SCHEDULED,
            ItemState.SENT_UP,
            ItemState.CARRIED,
            ItemState.DECLINED,
        }),
        ItemState.SCHEDULED: frozenset({ItemState.PLANNED, ItemState.VERIFIED}),
        # A newer version of the plan may leave it out again.
        ItemState.PLANNED: frozenset({ItemState.VERIFIED}),
        # What comes back with an answer is again in the hands of the village.
        ItemState.SENT_UP: frozenset({ItemState.ADOPTED, ItemState.VERIFIED}),
        ItemState.ADOPTED: frozenset(),
        ItemState.CARRIED: frozenset({ItemState.PROPOSED}),
        ItemState.DECLINED: frozenset({ItemState.PROPOSED}),
    },
)


class HeldBy(TextChoices):
    """The tier that an item lies with (tingkat yang memegang usulan)."""

    VILLAGE = "village", _("kampung")
    SUBDISTRICT = "subdistrict", _("kecamatan")
    REGENCY = "regency", _("kabupaten")


class Gate(TextChoices):
    """What must be known before anything is planned (verifikasi)."""

    AUTHORITY = "authority", _("the village may decide it")
    LAND = "land", _("the land is clear")
    DUPLICATE = "duplicate", _("it is planned nowhere else")
    FORBIDDEN = "forbidden", _("no rule forbids it")
    TECHNICAL = "technical", _("it can be built")
    COST = "cost", _("its cost is known")


class Outcome(TextChoices):
    """What was decided about an item."""

    PLANNED = "planned", _("in the yearly plan")
    SENT_UP = "sent_up", _("proposed to a higher tier")
    ADOPTED = "adopted", _("taken over by a higher tier")
    RETURNED = "returned", _("returned with an answer")
    CARRIED = "carried", _("carried over to next year")
    DECLINED = "declined", _("declined")


class Fund(TextChoices):
    """Who pays (sumber dana), by the codes of Siskeudes; the last five are ours, for money outside the budget."""

    DDS = "DDS", _("Village Fund")
    ADD = "ADD", _("village allocation of the kabupaten")
    PBH = "PBH", _("share of taxes and levies")
    PBP = "PBP", _("aid of the province")
    PBK = "PBK", _("aid of the kabupaten")
    PAD = "PAD", _("the village's own income")
    SWD = "SWD", _("residents' self-help")
    PDL = "PDL", _("other lawful income")
    CSR = "CSR", _("a company")
    HBH = "HBH", _("grant or donation")
    KAB = "KAB", _("budget of the kabupaten")
    PRO = "PRO", _("budget of the province")
    APN = "APN", _("budget of the state")


class Mode(TextChoices):
    """How it is carried out (pola pelaksanaan)."""

    SELF_MANAGED = "self_managed", _("by the village itself")
    INTER_VILLAGE = "inter_village", _("together with other villages")
    THIRD_PARTY = "third_party", _("by a third party")
