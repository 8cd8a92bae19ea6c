"""What people do with plans and items, from a need to an approved plan and back."""

from rembuk.plans.actions.approving import NotReady, PlanTampered, approve_plan
from rembuk.plans.actions.deciding import carry_over_item, decline_item, take_up_again
from rembuk.plans.actions.drafting import NotInThisPlan, change_line, draw_up_plan, drop_line, schedule_item
from rembuk.plans.actions.examining import (
    GateMissing,
    confirm_examination,
    dispute_examination,
    examine_item,
)
from rembuk.plans.actions.longterm import DEFAULT_YEARS, NoSuchYear, make_long_plan
from rembuk.plans.actions.proposing import AlreadyTakenUp, propose_item, take_up_need
from rembuk.plans.actions.tiers import adopt_item, note_silence, pass_up_item, return_item, send_up_item
from rembuk.plans.gates import GateNotPassed

__all__ = [
    "DEFAULT_YEARS",
    "AlreadyTakenUp",
    "GateMissing",
    "GateNotPassed",
    "NoSuchYear",
    "NotInThisPlan",
    "NotReady",
    "PlanTampered",
    "adopt_item",
    "approve_plan",
    "carry_over_item",
    "change_line",
    "confirm_examination",
    "decline_item",
    "dispute_examination",
    "draw_up_plan",
    "drop_line",
    "examine_item",
    "make_long_plan",
    "note_silence",
    "pass_up_item",
    "propose_item",
    "return_item",
    "schedule_item",
    "send_up_item",
    "take_up_again",
    "take_up_need",
]
