"""The negotiation room of a round: its terms are announced, people sit down in it, and everything they do stays."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.engines.negotiation import take
from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.journal.queries import Fact
from rembuk.people.models import Person
from rembuk.priorities.drafts import ActDraft, RoomDraft
from rembuk.priorities.guards import insist_unsealed
from rembuk.priorities.models import Room, RoomAct, RoomSeat, Round
from rembuk.priorities.permissions import (
    BETWEEN,
    FOR_GOVERNMENT,
    FOR_RESIDENTS,
    may_act_in_room,
    may_open_room,
    may_sit,
)
from rembuk.priorities.rounds import room_of, seat_of
from rembuk.priorities.states import RoomDeed, RoomParty, Way
from rembuk.priorities.talks import BESIDE, SIDES, Talks, talks_of
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line

LONGEST_WORDS, LONGEST_ASIDE = 600, 300
MOST_POINTS = 10
MOST_WAYS = 4
ROLES = (*FOR_RESIDENTS, *FOR_GOVERNMENT, *BETWEEN)


class NotForTalks(ValueError):
    """A round is not decided by talks, or has its room already; the message is the round."""


class SitsElsewhere(ValueError):
    """Somebody sits for another party in this room already; the message is which."""


class NotAnAct(ValueError):
    """Something cannot be said or shown at this point of the talks; the message says why."""


@transaction.atomic
def open_room(round_: Round, draft: RoomDraft, *, by: Person | None, at: datetime) -> Room:
    """Announce the terms of the talks that decide a round; they are sealed with it, before anybody speaks."""
    if by is None or not may_open_room(by, round_, at=at):
        raise PermissionDenied
    insist_unsealed(round_)
    if round_.way != Way.TALKS or room_of(round_) is not None:
        raise NotForTalks(round_.pk)
    room = Room.objects.create(round=round_, **vars(draft), opened_by=by, opened_at=at)
    facts: dict[str, Fact] = {
        "title": round_.title,
        "offers_each": room.offers_each,
        "residents_share": room.residents_share,
    }
    record_act("room.opened", round_, by=by, at=at, public=True, region_number=round_.region_number, **facts)
    return room


@transaction.atomic
def take_seat(room: Room, party: RoomParty, *, by: Person | None, at: datetime) -> RoomSeat:
    """Sit down for a party, for good; who sits for one never sits for another."""
    round_ = room.round
    if by is None or not may_sit(by, round_, party, at=at):
        raise PermissionDenied
    known = seat_of(by, _held(room))
    if known is not None and known.party != party:
        raise SitsElsewhere(known.party)
    return known or _seated(room, party, by, at)


@transaction.atomic
def take_step(room: Room, draft: ActDraft, *, by: Person | None, at: datetime) -> RoomAct:
    """Say or do something in a room and write it down for good; an act that was taken already is returned as it is.

    Raise StepRefused or NotAnAct, and write nothing, for what is not possible where the talks stand.
    """
    if by is None or not may_act_in_room(by, room, at=at):
        raise PermissionDenied
    seat = seat_of(by, _held(room))
    known = RoomAct.objects.filter(key=draft.key).select_related("seat").first()
    if known is not None:
        if seat is None or known.seat_id != seat.pk:
            raise PermissionDenied
        return known
    talks = talks_of(room)
    act = _written(talks, draft, at)
    act.seat, act.party = seat, seat.party if seat else ""
    _insist_possible(talks, act, at)
    act.save(force_insert=True)
    _record(talks, act, by, at)
    return act


def _held(room: Room) -> Room:
    """Hold the room until the end of the transaction, so that one thing is done after the other."""
    Room.objects.select_for_update().get(pk=room.pk)
    return room


def _seated(room: Room, party: RoomParty, by: Person, at: datetime) -> RoomSeat:
    round_ = room.round
    role = role_of(by, ROLES, round_.region_number, at=at) or FOR_RESIDENTS[0]
    seat = RoomSeat.objects.create(room=room, party=party, person=by, held_as=role, taken_at=at)
    facts = {"title": round_.title, "party": party.value, "role": seat.held_as}
    record_act("room.seated", round_, by=by, at=at, public=True, region_number=round_.region_number, **facts)
    return seat


def _written(talks: Talks, draft: ActDraft, at: datetime) -> RoomAct:
    return RoomAct(
        room=talks.room,
        number=len(talks.acts) + 1,
        key=draft.key,
        deed=draft.deed,
        about=_key_of_another_way(talks, draft) if draft.deed == RoomDeed.VARY else draft.about,
        points=draft.points,
        cost_rupiah=draft.cost_rupiah,
        shape=draft.shape or "",
        asks=draft.asks or "",
        words=line(draft.words, "text", longest=LONGEST_WORDS) if draft.words else "",
        interest=line(draft.interest, "interest", longest=LONGEST_ASIDE) if draft.interest else "",
        evidence=line(draft.evidence, "evidence", longest=LONGEST_ASIDE) if draft.evidence else "",
        chosen=" ".join(sorted(draft.chosen)),
        taken_at=at,
    )


def _key_of_another_way(talks: Talks, draft: ActDraft) -> str:
    """Return "A1" for the first other way to do A."""
    known = sum(key[0] == draft.about and len(key) > 1 for key in talks.choices)
    return f"{draft.about}{known + 1}"


def _insist_possible(talks: Talks, act: RoomAct, at: datetime) -> None:
    if not talks.room.round.is_sealed:
        raise NotAnAct("The round is not sealed.")
    if act.deed in BESIDE:
        fault = _fault_beside(talks, act, at)
        if fault:
            raise NotAnAct(fault)
    else:
        take(talks.terms, talks.standing(at), talks.step(act))


def _fault_beside(talks: Talks, act: RoomAct, at: datetime) -> str:
    if act.party not in SIDES:
        return "That is for the two sides."
    if talks.standing(at).is_over:
        return "The talks are over."
    if not act.words:
        return "It needs words of the one who says it."
    match act.deed:
        case RoomDeed.STATE:
            return _fault_of_position(talks, act, at)
        case RoomDeed.VARY:
            return _fault_of_another_way(talks, act, at)
        case _:
            return _fault_of_red_line(talks, act)


def _fault_of_position(talks: Talks, act: RoomAct, at: datetime) -> str:
    choice = talks.choices.get(act.about)
    if choice is None or act.points is None or not 0 <= act.points <= MOST_POINTS:
        return "There is no such wish, or the points are not from 0 to 10."
    if (act.party, act.about) in talks.positions:
        return "What it is worth was said already."
    if (choice.act is None) == talks.lists_are_open(at):
        return "Lists are handed in before the talks; other ways are shown during them."
    return ""


def _fault_of_another_way(talks: Talks, act: RoomAct, at: datetime) -> str:
    whole = talks.choices.get(act.about[0]) if act.about else None
    if whole is None or not act.shape or not talks.lists_are_open(at):
        return "There is no such wish, no way was named, or the talks have not begun."
    if act.cost_rupiah is None or not 0 < act.cost_rupiah < whole.cost_rupiah:
        return "Another way costs less than the whole."
    return "" if int(act.about[1:]) <= MOST_WAYS else "Of one wish there are ways enough."


def _fault_of_red_line(talks: Talks, act: RoomAct) -> str:
    if act.about not in {project.id for project in talks.table.projects} or not act.asks:
        return "There is no such wish, or nothing is asked for."
    drawn = (act.party, act.about) in {(line.party, line.about) for line in talks.red_lines}
    return "There is a red line there already." if drawn else ""


def _record(talks: Talks, act: RoomAct, by: Person, at: datetime) -> None:
    """Leave an act that says what was done; what a list holds is not said before both are in."""
    round_ = talks.room.round
    facts: dict[str, Fact] = {
        "title": round_.title,
        "party": act.party,
        "deed": act.deed,
        "number": act.number,
        "chosen": act.chosen,
        "amounts": amounts_of(act),
    }
    record_act("room.stepped", round_, by=by, at=at, public=True, region_number=round_.region_number, **facts)
