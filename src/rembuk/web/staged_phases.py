"""A vote, a round and a room in every phase, so that each form that a phase opens can be found and typed into."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.priorities.models import Extension, PrintedSheet, RollEntry, Round, RoundCriterion, Voting
from rembuk.priorities.sealing import seal_of
from rembuk.priorities.states import RoomDeed, RoomParty, Shape, Way
from rembuk.regions.queries import localities_of
from rembuk.web.staged_rooms import give_empty_room, give_listed_room, seat, write_act
from rembuk.web.staged_rounds import DAY, SCORES, give_decided_round, give_minutes, give_round
from rembuk.web.staged_votings import give_voting
from rembuk.web.staging import Stage

RESIDENTS, GOVERNMENT, MEDIATOR = RoomParty.RESIDENTS, RoomParty.GOVERNMENT, RoomParty.MEDIATOR


def give_phases(stage: Stage) -> None:
    """Leave votes, rounds and rooms in the phases that a stage has none in."""
    _give_votings(stage)
    _give_rounds(stage)
    _give_rooms(stage)


def _give_votings(stage: Stage) -> None:
    officer, at = stage.insider(Role.OFFICER), stage.at
    unsigned = give_voting(stage.here, at=at + 3 * DAY, by=officer)
    unsigned.roll_signed_at = unsigned.roll_signed_by = None
    unsigned.objections_end_at = at - DAY
    unsigned.save(update_fields=["roll_signed_at", "roll_signed_by", "objections_end_at"])
    asked = give_voting(stage.here, at=at + timedelta(hours=1), by=officer)
    for voting in (unsigned, asked):
        _enrol(voting, stage)
    without_paper = give_voting(stage.here, at=at - 5 * DAY, by=officer)
    without_paper.closes_at = at - timedelta(hours=1)
    without_paper.save(update_fields=["closes_at"])
    PrintedSheet.objects.filter(voting=without_paper).delete()
    Extension.objects.create(
        voting=asked, closed_before_at=asked.closes_at, closes_at=asked.closes_at + DAY, why="Contoh",
        asked_by=officer, asked_at=at - timedelta(minutes=1),
    )  # fmt: skip


def _enrol(voting: Voting, stage: Stage) -> None:
    hamlet = localities_of(stage.here).first()
    if hamlet is not None:
        writer = stage.insider(Role.FACILITATOR)
        RollEntry.objects.create(voting=voting, locality=hamlet, name="Warga Contoh", entered_by=writer)


def _give_rounds(stage: Stage) -> None:
    officer, council, at = stage.insider(Role.OFFICER), stage.insider(Role.COUNCIL), stage.at
    draft = give_round(stage.here, "Putaran contoh yang disiapkan", at=at - DAY, by=officer)
    draft.way = Way.TALKS
    draft.save(update_fields=["way"])
    _seal(give_round(stage.here, "Putaran contoh yang akan dipilih", at=at - DAY, by=officer), council)
    scored = give_round(stage.here, "Putaran contoh yang dinilai", at=at - DAY, by=officer)
    scored.way = Way.CRITERIA
    for key in SCORES:
        RoundCriterion.objects.create(round=scored, key=key, weight=2)
    _seal(scored, council)
    closed = give_decided_round(stage.here, at=at - DAY, by=officer, sealer=council)
    closed.closed_in, closed.closed_by, closed.closed_at = closed.sealed_in, council, at
    closed.save(update_fields=["closed_in", "closed_by", "closed_at"])


def _seal(round_: Round, by: Person) -> None:
    round_.sealed_in = give_minutes(round_, at=round_.opened_at, by=round_.opened_by)
    round_.digest, round_.sealed_by, round_.sealed_at = seal_of(round_), by, round_.opened_at
    round_.save(update_fields=["way", "digest", "sealed_in", "sealed_by", "sealed_at"])


# What was done in each room after both lists were open; each leaves other forms behind.
TALKS: tuple[tuple[tuple[RoomDeed, RoomParty, dict[str, Any]], ...], ...] = (  # Any: columns of an act.
    ((RoomDeed.VARY, GOVERNMENT, {"about": "A1", "shape": Shape.CUT, "cost_rupiah": 20_000_000}),),
    ((RoomDeed.OFFER, RESIDENTS, {"chosen": "A"}),),
    ((RoomDeed.OFFER, RESIDENTS, {"chosen": "A"}), (RoomDeed.ACCEPT, GOVERNMENT, {})),
    ((RoomDeed.CALL_STUDY, RESIDENTS, {}),),
    tuple((RoomDeed.OFFER, side, {"chosen": "A"}) for _turn in range(3) for side in (RESIDENTS, GOVERNMENT)),
)


def _give_rooms(stage: Stage) -> None:
    officer, council, at = stage.insider(Role.OFFICER), stage.insider(Role.COUNCIL), stage.at
    give_empty_room(stage.here, "Rundingan contoh tanpa orang", at=at, by=officer, sealer=council)
    closed = give_empty_room(stage.here, "Rundingan contoh tertutup", at=at + 15 * DAY, by=officer, sealer=council)
    seat(closed, RESIDENTS, council, Role.COUNCIL)
    people = {"by": officer, "residents": council, "government": stage.insider(Role.HEAD)}
    for number, acts in enumerate(TALKS, start=1):
        room = give_listed_room(stage.here, f"Rundingan contoh {number}", at=at, **people)
        seat(room, MEDIATOR, stage.insider(Role.MONITOR), Role.MONITOR)
        for deed, party, said in acts:
            write_act(room, deed, party, room.round.scores_end_at, words="Contoh", **said)
