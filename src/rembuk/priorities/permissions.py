"""Who may do what in a round and its vote.

Who opens a round does not seal it, so that two people have read what will be decided and how. Who declared a vote does
not touch its roll, who wrote the roll neither declares nor signs nor makes cards, and the witness who makes cards is
neither.
"""

from __future__ import annotations

from datetime import datetime

from rembuk.people.models import Person
from rembuk.people.queries import holds_any, holds_role, regions_of
from rembuk.people.roles import Role
from rembuk.plans.permissions import has_proposed
from rembuk.priorities.models import Extension, RollEntry, Room, Round, RoundOption, Voting
from rembuk.priorities.paper import agreed_marks
from rembuk.priorities.phases import phase_of
from rembuk.priorities.queries import readings_of
from rembuk.priorities.rounds import seat_of
from rembuk.priorities.states import Phase, RoomParty
from rembuk.regions.models import Region
from rembuk.voices.permissions import has_entered_into, is_village

OPENERS = (Role.SECRETARY, Role.FACILITATOR, Role.SUBDISTRICT_OFFICER)
SEALERS = (Role.COUNCIL, Role.SUBDISTRICT_HEAD)
SCORERS = (Role.OFFICER, Role.FACILITATOR, Role.SECRETARY, Role.COUNCIL, Role.SUBDISTRICT_OFFICER)
DECLARERS = (Role.SECRETARY, Role.HEAD)
FOR_GOVERNMENT = (Role.HEAD, Role.SECRETARY, Role.SUBDISTRICT_HEAD, Role.SUBDISTRICT_OFFICER)
FOR_RESIDENTS = (Role.COUNCIL,)
BETWEEN = (Role.MONITOR, Role.FACILITATOR, Role.SUBDISTRICT_HEAD)
ROLL_KEEPERS = (Role.OFFICER, Role.FACILITATOR)
ENDED = frozenset({Phase.CLOSED, Phase.COUNTED})


def may_open_round(person: Person | None, region: Region, *, at: datetime) -> bool:
    """The secretary or facilitator of a kampung, or an officer of the kecamatan, opens a round."""
    return holds_any(person, OPENERS, region.number, at=at)


def may_add_option(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """Those who may open a round put into it what may be chosen."""
    return holds_any(person, OPENERS, round_.region_number, at=at)


def may_weigh_criteria(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """Those who may open a round write down which criteria count, and how much, for the meeting to decide."""
    return holds_any(person, OPENERS, round_.region_number, at=at)


def may_seal_round(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """The village council, or the head of the kecamatan, seals a round; never one they opened themselves."""
    return (
        person is not None
        and person.pk != round_.opened_by_id
        and holds_any(person, SEALERS, round_.region_number, at=at)
    )


def may_score_option(person: Person | None, option: RoundOption, *, at: datetime) -> bool:
    """Staff, facilitators and council of the place, or the kecamatan, score an option; never who proposed it."""
    return holds_any(person, SCORERS, option.round.region_number, at=at) and not is_proposer(person, option)


def may_deviate(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """Those who may seal a round write down where its forum decides otherwise than the ranking, and why."""
    return holds_any(person, SEALERS, round_.region_number, at=at)


def may_close_round(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """The village council, or the head of the kecamatan, closes a round once its forum has accepted the outcome."""
    return holds_any(person, SEALERS, round_.region_number, at=at)


def may_open_room(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """Those who may open a round announce the terms of its talks."""
    return holds_any(person, OPENERS, round_.region_number, at=at)


def may_sit_for_government(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """The head or secretary of a kampung, or the kecamatan for a round of its own, sits for the government."""
    # The kecamatan holds its roles in the kampung too; there it mediates.
    own = FOR_GOVERNMENT[:2] if is_village(round_.region_number) else FOR_GOVERNMENT[2:]
    return holds_any(person, own, round_.region_number, at=at)


def may_sit_for_residents(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """A member of a village council sits for the residents, in the kecamatan for those of every kampung in it."""
    held = (region for role in FOR_RESIDENTS for region in regions_of(person, role, at=at))
    return any(round_.region.holds(region.number) for region in held)


def may_mediate(person: Person | None, round_: Round, *, at: datetime) -> bool:
    """An independent monitor or facilitator mediates, in a kampung also the head of its kecamatan."""
    roles = BETWEEN if is_village(round_.region_number) else BETWEEN[:2]
    return holds_any(person, roles, round_.region_number, at=at)


def may_act_in_room(person: Person | None, room: Room, *, at: datetime) -> bool:
    """Whoever sits in a room acts in it, as long as they may sit there."""
    seat = seat_of(person, room)
    return seat is not None and may_sit(person, room.round, RoomParty(seat.party), at=at)


def may_sit(person: Person | None, round_: Round, party: RoomParty, *, at: datetime) -> bool:
    """Each party has people of its own; nobody sits for two of them."""
    return MAY_SIT[party](person, round_, at=at)


MAY_SIT = {
    RoomParty.GOVERNMENT: may_sit_for_government,
    RoomParty.RESIDENTS: may_sit_for_residents,
    RoomParty.MEDIATOR: may_mediate,
}


def is_proposer(person: Person | None, option: RoundOption) -> bool:
    """Did this person propose the option, or enter or send a voice in its need?"""
    if option.item is not None:
        return has_proposed(person, option.item)
    return option.need is not None and has_entered_into(person, option.need)


def may_declare_voting(person: Person | None, region: Region, *, at: datetime) -> bool:
    """The secretary or head of a kampung declares a vote with its rule and its moments."""
    return holds_any(person, DECLARERS, region.number, at=at)


def may_ask_extension(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """Those who may declare a vote, or its village council, ask for a later end of it."""
    return holds_any(person, (*DECLARERS, Role.COUNCIL), voting.region_number, at=at)


def may_grant_extension(person: Person | None, extension: Extension, *, at: datetime) -> bool:
    """The village council, or the head of the kecamatan, grants a later end; never one they asked for themselves."""
    return (
        person is not None
        and person.pk != extension.asked_by_id
        and extension.granted_at is None
        and holds_any(person, SEALERS, extension.voting.region_number, at=at)
    )


def may_keep_roll(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """Officers and facilitators of the kampung keep the roll and hand out cards; never who declared the vote."""
    return (
        person is not None
        and person.pk != voting.declared_by_id
        and holds_any(person, ROLL_KEEPERS, voting.region_number, at=at)
    )


def may_sign_roll(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """A member of the village council signs the roll; never one who wrote in it or declared the vote."""
    return is_apart(person, voting) and holds_role(person, Role.COUNCIL, voting.region_number, at=at)


def may_make_cards(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """An independent monitor makes cards and voids lost ones; never one who wrote in the roll or declared the vote."""
    return is_apart(person, voting) and holds_role(person, Role.MONITOR, voting.region_number, at=at)


def may_print_sheets(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """An independent monitor has paper ballots printed; never one who wrote in the roll or declared the vote."""
    return may_make_cards(person, voting, at=at)


def may_vote(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """Whoever holds a card votes while voting is open, to its last second; no account is asked for."""
    del person  # The card decides. Who is signed in must not matter, or it would have to be known.
    return phase_of(voting, at=at) is Phase.OPEN


def may_count_voting(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """The secretary, the head or a council member has the ballots counted, once voting has ended."""
    return phase_of(voting, at=at) is Phase.CLOSED and holds_any(
        person, (*DECLARERS, Role.COUNCIL), voting.region_number, at=at
    )


def may_read_sheet(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """Staff, facilitators and council of the kampung read paper ballots into the count."""
    return holds_any(person, (*ROLL_KEEPERS, *DECLARERS, Role.COUNCIL), voting.region_number, at=at)


def may_account_for_sheets(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """A member of the village council says where the printed sheets went."""
    return holds_any(person, (Role.COUNCIL,), voting.region_number, at=at)


def may_watch_voting(person: Person | None, voting: Voting, *, at: datetime) -> bool:
    """Independent monitors and the village council see who did what at the table of a vote; they change nothing."""
    return holds_any(person, (Role.MONITOR, Role.COUNCIL), voting.region_number, at=at)


def may_see_sheet(person: Person | None, voting: Voting, serial: str, *, at: datetime) -> bool:
    """Who may read a sheet sees its picture until it is settled, then only who read it; observers after the end."""
    phase = phase_of(voting, at=at)
    if phase in ENDED and may_watch_voting(person, voting, at=at):
        return True
    if not may_read_sheet(person, voting, at=at):
        return False
    readings = readings_of(voting, serial)
    is_open = phase is not Phase.COUNTED and agreed_marks([one.marks for one in readings]) is None
    return is_open or any(one.by == person for one in readings)


def may_compare_sheet(person: Person | None, voting: Voting, serial: str, *, at: datetime) -> bool:
    """Who has read a sheet sees what others read on it, observers once it is settled and voting has ended."""
    readings = readings_of(voting, serial)
    if any(one.by == person for one in readings):
        return may_read_sheet(person, voting, at=at)
    is_settled = agreed_marks([one.marks for one in readings]) is not None
    return is_settled and phase_of(voting, at=at) in ENDED and may_watch_voting(person, voting, at=at)


def is_apart(person: Person | None, voting: Voting) -> bool:
    """Has this person neither declared the vote nor written in its roll?"""
    if person is None or person.pk == voting.declared_by_id:
        return False
    return not RollEntry.objects.filter(voting=voting, entered_by=person).exists()
