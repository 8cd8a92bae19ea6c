"""What stands in a negotiation room in short: where the talks are, and what was done in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rembuk.engines.negotiation import Stage
from rembuk.priorities.states import RoomDeed, RoomParty
from rembuk.web.formats import rupiah
from rembuk.web.rooms.balance import Asked, Balance

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STAGES: Final[Mapping[Stage, _StrPromise]] = {
    Stage.TALKING: _("both sides talk"),
    Stage.MEDIATION: _("the mediator helps"),
    Stage.STUDY: _("waits for a technical study"),
    Stage.SIGNING: _("an offer was accepted and waits for signatures"),
    Stage.HALF_SIGNED: _("one side has signed"),
    Stage.PARTING: _("one side wants to end without an agreement"),
    Stage.AGREED: _("agreed and signed by both"),
    Stage.PARTED: _("ended without an agreement"),
    Stage.BY_RULE: _("time was up; the announced rule decides"),
}
# The colour of a state that pages know already.
TONES: Final[Mapping[Stage, str]] = {
    Stage.AGREED: "closed",
    Stage.PARTED: "declined",
    Stage.BY_RULE: "closed",
    Stage.MEDIATION: "waiting",
    Stage.STUDY: "waiting",
}
PARTIES: Final[Mapping[str, _StrPromise]] = {
    RoomParty.RESIDENTS: _("Residents"),
    RoomParty.GOVERNMENT: _("Government"),
    RoomParty.MEDIATOR: _("Mediator"),
    "clerk": _("The clock"),
}
SAID: Final[Mapping[RoomDeed, _StrPromise]] = {
    RoomDeed.STATE: _("Said what %(about)s is worth to it"),
    RoomDeed.VARY: _("Showed another way to do %(about)s"),
    RoomDeed.DRAW: _("Drew a red line at %(about)s"),
    RoomDeed.OFFER: _("Made an offer"),
    RoomDeed.ACCEPT: _("Accepted the offer"),
    RoomDeed.CALL_MEDIATOR: _("Asked for the mediator"),
    RoomDeed.CALL_STUDY: _("Asked for a technical study"),
    RoomDeed.REPORT: _("Reported what the study found"),
    RoomDeed.SIGN: _("Signed"),
    RoomDeed.REOPEN: _("Went back to the talks"),
    RoomDeed.PART: _("Wants to end without an agreement"),
    RoomDeed.LAPSE: _("Let the announced rule decide"),
}


def reached(side: Balance) -> str:
    """Say how much of what it wished for a side got."""
    said = {"party": PARTIES[side.party], "points": side.points, "most": side.most}
    return gettext("%(party)s: %(points)s of the %(most)s points that it gave its wishes.") % said


def worth(one: Asked) -> str:
    """Name a wish with what it is worth to the side that asked for it."""
    return gettext("%(wish)s (%(points)s of 10)") % {"wish": one.choice.title, "points": one.said.points}


def became(one: Asked) -> str:
    """Say what became of a wish that a side asked for."""
    if one.built is None:
        return gettext("Given up: it waits.")
    cost = rupiah(one.built.cost_rupiah)
    if one.is_got:
        return gettext("Got: it is built, for %(cost)s.") % {"cost": cost}
    return gettext("Got in another way: %(wish)s, for %(cost)s.") % {"wish": one.built.title, "cost": cost}
