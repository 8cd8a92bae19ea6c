"""Who may do what with plans and items.

Who proposed an item does not examine it, who examined it does not second it, who drew a plan up does not approve it.
"""

from __future__ import annotations

from datetime import datetime

from rembuk.people.models import Person
from rembuk.people.queries import holds_any, holds_role
from rembuk.people.roles import Role
from rembuk.plans.models import Examination, PlanItem, YearPlan
from rembuk.plans.states import HeldBy
from rembuk.regions.models import Region
from rembuk.voices.models import Need
from rembuk.voices.permissions import has_entered_into

PROPOSERS = (Role.OFFICER, Role.FACILITATOR, Role.SECRETARY, Role.HEAD)
EXAMINERS = (Role.OFFICER, Role.FACILITATOR, Role.SECRETARY, Role.COUNCIL, Role.SUBDISTRICT_OFFICER)
DRAFTERS = (Role.SECRETARY, Role.OFFICER)
SENDERS = (Role.OFFICER, Role.SECRETARY, Role.HEAD)


def may_make_long_plan(person: Person | None, region: Region, *, at: datetime) -> bool:
    """The secretary or head of a village writes down which years its long plan has."""
    return holds_any(person, (Role.SECRETARY, Role.HEAD), region.number, at=at)


def may_take_up_need(person: Person | None, need: Need, *, at: datetime) -> bool:
    """Village staff and facilitators of the place take a need up for the plan."""
    return holds_any(person, PROPOSERS, need.region_number, at=at)


def may_propose_item(person: Person | None, region: Region, *, at: datetime) -> bool:
    """Village staff and facilitators of the place propose what no resident asked for."""
    return holds_any(person, PROPOSERS, region.number, at=at)


def may_examine_item(person: Person | None, item: PlanItem, *, at: datetime) -> bool:
    """Staff, facilitators and council of the place examine an item, or the sub-district; never who proposed it."""
    return holds_any(person, EXAMINERS, item.region_number, at=at) and not has_proposed(person, item)


def may_second_examination(person: Person | None, examination: Examination, *, at: datetime) -> bool:
    """Somebody else who may examine the item confirms an examination or sends it back."""
    if person is None or person.pk == examination.examined_by_id:
        return False
    return may_examine_item(person, examination.item, at=at)


def may_draw_up_plan(person: Person | None, region: Region, *, at: datetime) -> bool:
    """The secretary or an officer of a village draws up the plan of a year and its lines."""
    return holds_any(person, DRAFTERS, region.number, at=at)


def may_approve_plan(person: Person | None, plan: YearPlan, *, at: datetime) -> bool:
    """The village head approves the plan of a year after its meeting; never one they drew up themselves."""
    return (
        person is not None
        and holds_role(person, Role.HEAD, plan.region_number, at=at)
        and plan.drawn_up_by_id != person.pk
    )


def may_decide_item(person: Person | None, item: PlanItem, *, at: datetime) -> bool:
    """The village head, or the head of the sub-district, carries over or declines what was verified."""
    return holds_any(person, (Role.HEAD, Role.SUBDISTRICT_HEAD), item.region_number, at=at)


def may_send_up_item(person: Person | None, item: PlanItem, *, at: datetime) -> bool:
    """Village staff hand to the tier above what the village cannot decide or pay."""
    return item.held_by == HeldBy.VILLAGE and holds_any(person, SENDERS, item.region_number, at=at)


def may_answer_from_above(person: Person | None, item: PlanItem, *, at: datetime) -> bool:
    """The head of the sub-district takes over, passes on or returns what was sent up."""
    return (
        person is not None
        and item.held_by != HeldBy.VILLAGE
        and holds_role(person, Role.SUBDISTRICT_HEAD, item.region_number, at=at)
    )


def may_note_silence(person: Person | None, item: PlanItem, *, at: datetime) -> bool:
    """The clock itself notes that no answer came in time; so may village staff and monitors."""
    return person is None or holds_any(person, (*SENDERS, Role.MONITOR), item.region_number, at=at)


def has_proposed(person: Person | None, item: PlanItem) -> bool:
    """Did this person propose the item, or enter or send a voice in the need it came from?"""
    if person is None:
        return False
    if item.need is None:
        return item.proposed_by_id == person.pk
    return has_entered_into(person, item.need)
