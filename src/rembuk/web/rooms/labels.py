"""What stands in a negotiation room in short: where the talks are, and what was done in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from rembuk.engines.negotiation import Stage
from rembuk.priorities.states import RoomDeed, RoomParty

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
