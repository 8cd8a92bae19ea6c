"""Whatever is done in a room, by whomever and whenever: nothing is agreed without both sides, and the clock decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rembuk.engines.negotiation import StepRefused, read_minutes
from rembuk.people.models import Person
from rembuk.priorities.actions import NotAnAct, SitsElsewhere, take_seat, take_step
from rembuk.priorities.drafts import ActDraft
from rembuk.priorities.models import RoomAct, RoomSeat
from rembuk.priorities.states import RoomDeed, RoomParty, Shape
from rembuk.priorities.talks import Talks, talks_of
from rembuk.voices.actions import BadWords
from tests.cast import Cast, play
from tests.priorities.scenes import RESULT
from tests.priorities.talking import TALKING, listed_room

NOT_POSSIBLE = (BadWords, NotAnAct, PermissionDenied, SitsElsewhere, StepRefused)
PEOPLE = ("council", "head", "secretary", "monitor", "facilitator", "resident", "other_head")
STEPS = [deed for deed in RoomDeed if deed not in {RoomDeed.STATE, RoomDeed.VARY, RoomDeed.DRAW}]
REACHED: set[str] = set()


class AnyTalks(RuleBasedStateMachine):
    """Anybody tries anything in a room in which both lists lie."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.cast: Cast = play()
        self.room = listed_room(self.cast)
        self.now: datetime = TALKING
        self.taken: list[tuple[ActDraft, Person, UUID]] = []

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @property
    def talks(self) -> Talks:
        return talks_of(self.room)

    def take(self, draft: ActDraft, who: str) -> None:
        person: Person = getattr(self.cast, who)
        self.now += timedelta(minutes=1)
        try:
            with transaction.atomic():
                act = take_step(self.room, draft, by=person, at=self.now)
        except NOT_POSSIBLE:
            return
        self.taken.append((draft, person, act.pk))

    @rule(who=st.sampled_from(PEOPLE), deed=st.sampled_from(STEPS), chosen=st.frozensets(st.sampled_from("ABC")))
    def try_anything(self, who: str, deed: RoomDeed, chosen: frozenset[str]) -> None:
        wanted = chosen if deed is RoomDeed.OFFER else frozenset()
        self.take(ActDraft(key=uuid4(), deed=deed, words="Begini.", chosen=wanted), who)

    @rule(first=st.sampled_from(["council", "head"]), how_far=st.integers(1, 3))
    def walk_towards_an_agreement(self, first: str, how_far: int) -> None:
        second = "head" if first == "council" else "council"
        self.take(ActDraft(key=uuid4(), deed=RoomDeed.OFFER, words="Usul.", chosen=frozenset("BC")), first)
        walk = ((RoomDeed.ACCEPT, second), (RoomDeed.SIGN, second), (RoomDeed.SIGN, first))
        for deed, who in walk[:how_far]:
            self.take(ActDraft(key=uuid4(), deed=deed), who)

    @rule(who=st.sampled_from(["council", "head"]), points=st.integers(0, 10))
    def show_and_value_another_way(self, who: str, points: int) -> None:
        way: Any = {"about": "A", "shape": Shape.CUT, "cost_rupiah": 25_000_000, "words": "Separuh."}
        self.take(ActDraft(key=uuid4(), deed=RoomDeed.VARY, **way), who)
        said: Any = {"about": "A1", "points": points, "words": "Bisa."}
        self.take(ActDraft(key=uuid4(), deed=RoomDeed.STATE, **said), who)

    @rule(who=st.sampled_from(PEOPLE), party=st.sampled_from(RoomParty))
    def sit_down_somewhere(self, who: str, party: RoomParty) -> None:
        try:
            with transaction.atomic():
                take_seat(self.room, party, by=getattr(self.cast, who), at=self.now)
        except NOT_POSSIBLE:
            pass

    @rule(pick=st.integers(0, 5))
    def send_again(self, pick: int) -> None:
        if self.taken:
            draft, person, known = self.taken[pick % len(self.taken)]
            before = RoomAct.objects.count()
            assert take_step(self.room, draft, by=person, at=self.now).pk == known
            assert RoomAct.objects.count() == before

    @rule()
    def let_the_deadline_pass(self) -> None:
        self.now = max(self.now, RESULT)

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_agreed_without_two_accounts_of_two_sides(self) -> None:
        if hasattr(self, "room"):
            stage = self.talks.standing(self.now).stage.value
            REACHED.add(stage)
            if stage == "agreed":
                last = RoomAct.objects.filter(room=self.room, deed=RoomDeed.SIGN).order_by("-number")[:2]
                assert {act.party for act in last} == {"residents", "government"}
                assert len({act.seat.person_id for act in last}) == 2

    @invariant()
    def the_deadline_ends_all_talks(self) -> None:
        if hasattr(self, "room"):
            talks = self.talks
            assert talks.standing(RESULT).is_over
            assert all(act.taken_at < RESULT for act in talks.acts)

    @invariant()
    def the_minutes_are_the_same_to_the_byte_and_can_be_taken_again(self) -> None:
        if hasattr(self, "room"):
            said = self.talks.minutes(self.now)
            assert self.talks.minutes(self.now) == said
            assert read_minutes(said)[1] == self.talks.steps_until(self.now)

    @invariant()
    def nobody_sits_for_two_parties(self) -> None:
        if hasattr(self, "room"):
            people = list(RoomSeat.objects.filter(room=self.room).values_list("person", flat=True))
            assert len(people) == len(set(people))


@pytest.mark.django_db
def test_whatever_is_done_nothing_is_agreed_without_both() -> None:
    few = settings(
        max_examples=12,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )

    run_state_machine_as_test(AnyTalks, settings=few)

    assert {"agreed", "by_rule", "half_signed", "talking"} <= REACHED
