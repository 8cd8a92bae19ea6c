"""Whatever anybody tries at a vote, and whenever: the clock binds all, and a card is one ballot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rembuk.people.models import Person
from rembuk.priorities import actions
from rembuk.priorities.actions import (
    MoreCardsThanVoters,
    NoExtension,
    NoSuchCard,
    NotNow,
    RollIsSigned,
    RollNotReady,
    TooManyWrongCodes,
)
from rembuk.priorities.locks import LOCKED, TRIES
from rembuk.priorities.models import Card, Extension, RollEntry, Voting
from rembuk.priorities.paper import SheetsMissing
from rembuk.priorities.phases import phase_of
from rembuk.priorities.queries import ballots_of
from rembuk.priorities.secrecy import TooFewBallots
from rembuk.priorities.states import CardState, Phase
from tests.cast import MONDAY, Cast, play
from tests.priorities.scenes import CLOSING, OPENING, SIGNING, declared, enrolled

NOT_POSSIBLE = (
    *(MoreCardsThanVoters, NoExtension, NoSuchCard, NotNow, PermissionDenied, RollIsSigned, RollNotReady),
    *(SheetsMissing, TooFewBallots, TooManyWrongCodes),
)
PEOPLE = ("secretary", "head", "officer", "facilitator", "council", "monitor", "camat", "resident", "other_head")
ORDER = list(Phase)
VOTERS = 12
MOMENT = timedelta(microseconds=1)
REACHED: set[str] = set()
people = st.sampled_from(PEOPLE)


class AnyVote(RuleBasedStateMachine):
    """Anybody tries anything at a vote, while the clock goes on."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.cast: Cast = play()
        self.voting: Voting = declared(self.cast)
        enrolled(self.cast, self.voting, VOTERS)
        self.now: datetime = MONDAY
        self.cards: dict[str, CardState] = {}
        self.box: dict[str, str] = {}
        self.wrong, self.last_wrong = 0, MONDAY
        self.seen = Phase.PREPARING

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @property
    def phase(self) -> Phase:
        return phase_of(Voting.objects.get(pk=self.voting.pk), at=self.now)

    @property
    def is_locked(self) -> bool:
        return self.wrong >= TRIES and self.now < self.last_wrong + LOCKED

    def tried(self, deed: Callable[[], object]) -> bool:
        """Try something as a view does, and say whether it was done."""
        try:
            with transaction.atomic():
                deed()
        except NOT_POSSIBLE:
            self.voting.refresh_from_db()
            return False
        self.voting.refresh_from_db()
        return True

    def person(self, who: str) -> Person:
        found: Person = getattr(self.cast, who)
        return found

    # --- the clock ----------------------------------------------------------------------------------------------

    @rule(to=st.sampled_from([SIGNING, OPENING - MOMENT, OPENING]))
    def go_on_to(self, to: datetime) -> None:
        self.now = max(self.now, to)

    @rule(past=st.sampled_from([-MOMENT, timedelta(), MOMENT]))
    def go_on_to_the_end(self, past: timedelta) -> None:
        self.now = max(self.now, self.voting.closes_at + past)

    @rule()
    def wait_until_the_lock_opens(self) -> None:
        self.now += LOCKED

    # --- the deeds ----------------------------------------------------------------------------------------------

    @rule(who=people)
    def enter_a_voter(self, who: str) -> None:
        signed = self.voting.roll_signed_at is not None
        person, hamlet = self.person(who), self.cast.hamlet
        done = self.tried(lambda: actions.enter_in_roll(self.voting, "Warga baru", hamlet, by=person, at=self.now))
        assert done == (who in {"officer", "facilitator"} and not signed)

    @rule(who=people)
    def sign(self, who: str) -> None:
        unsigned = self.voting.roll_signed_at is None
        done = self.tried(lambda: actions.sign_roll(self.voting, by=self.person(who), at=self.now))
        assert done == (who == "council" and unsigned and self.now >= SIGNING)

    @rule(who=people, number=st.sampled_from([1, VOTERS]))
    def make_cards(self, who: str, number: int) -> None:
        made: list[str] = []
        self.tried(lambda: made.extend(actions.make_cards(self.voting, number, by=self.person(who), at=self.now)))
        assert not made or who == "monitor"
        self.cards |= dict.fromkeys(made, CardState.READY)

    @rule(how_far=st.integers(1, 4))
    def walk_towards_the_count(self, how_far: int) -> None:
        steps = (
            lambda: (self.go_on_to(SIGNING), self.sign("council"), self.make_cards("monitor", VOTERS)),
            lambda: self.go_on_to(OPENING),
            lambda: self.everybody_votes("A"),
            lambda: (self.go_on_to_the_end(timedelta()), self.count("council")),
        )
        for step in steps[:how_far]:
            step()

    @precondition(lambda self: bool(getattr(self, "cards", None)))
    @rule(pick=st.integers(0, VOTERS), option=st.sampled_from("ABC"))
    def vote(self, pick: int, option: str) -> None:
        self.vote_with(sorted(self.cards)[pick % len(self.cards)], option)

    @rule(option=st.sampled_from("ABC"))
    def everybody_votes(self, option: str) -> None:
        for code in sorted(self.cards):
            self.vote_with(code, option)

    def vote_with(self, code: str, option: str, sending: UUID | None = None) -> None:
        could = self.phase is Phase.OPEN and self.cards[code] is CardState.READY and not self.is_locked
        sent = sending or uuid4()
        cast_it = lambda: actions.cast_ballot(  # noqa: E731 - sent twice below.
            self.voting, code, {option: 1}, sent, client="a phone", by=None, at=self.now
        )
        assert self.tried(cast_it) == could
        if could:
            self.tried(cast_it)
            self.box[code] = option

    @precondition(lambda self: hasattr(self, "voting") and self.voting.counted_at is None)
    @rule(times=st.integers(1, TRIES))
    def type_wrong_codes(self, times: int) -> None:
        for _ in range(times):
            if not self.is_locked:
                self.wrong = 1 if self.now >= self.last_wrong + LOCKED else self.wrong + 1
                self.last_wrong = self.now
                actions.note_wrong_code(self.voting, "a phone", by=None, at=self.now)

    @precondition(lambda self: bool(getattr(self, "cards", None)))
    @rule(who=people, pick=st.integers(0, VOTERS))
    def exchange_for_paper(self, who: str, pick: int) -> None:
        code = sorted(self.cards)[pick % len(self.cards)]
        if self.tried(lambda: actions.exchange_card(self.voting, code, by=self.person(who), at=self.now)):
            assert who in {"officer", "facilitator"}
            self.cards[code] = CardState.PAPER
            self.box.pop(code, None)

    @precondition(lambda self: bool(getattr(self, "cards", None)))
    @rule(who=people, pick=st.integers(0, VOTERS))
    def lose_a_card(self, who: str, pick: int) -> None:
        code, new = sorted(self.cards)[pick % len(self.cards)], []
        replace = lambda: new.append(  # noqa: E731 - tried once.
            actions.replace_card(self.voting, code, "Hilang", by=self.person(who), at=self.now)
        )
        if self.tried(replace):
            assert who == "monitor"
            self.cards |= {code: CardState.VOID, new[0]: CardState.READY}
            self.box.pop(code, None)

    @rule(asker=people, granter=people)
    def put_off_the_end(self, asker: str, granter: str) -> None:
        asked: list[Extension] = []
        before, later = self.voting.closes_at, self.voting.closes_at + timedelta(hours=1)
        ask = lambda: asked.append(  # noqa: E731 - tried once.
            actions.ask_extension(self.voting, later, "Banjir", by=self.person(asker), at=self.now)
        )
        self.tried(ask)
        granted = bool(asked) and self.tried(
            lambda: actions.grant_extension(asked[0], by=self.person(granter), at=self.now)
        )
        assert self.voting.closes_at == (later if granted else before)

    @rule(who=people)
    def count(self, who: str) -> None:
        ended = self.phase is Phase.CLOSED
        if self.tried(lambda: actions.count_voting(self.voting, by=self.person(who), at=self.now)):
            assert ended
            assert who in {"secretary", "head", "council"}

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def phases_only_go_on(self) -> None:
        if hasattr(self, "seen"):
            phase = self.phase
            REACHED.add(phase.value)
            assert ORDER.index(phase) >= ORDER.index(self.seen)
            self.seen = phase

    @invariant()
    def the_box_holds_the_last_ballot_of_each_card_and_nothing_else(self) -> None:
        if hasattr(self, "box"):
            said = sorted(next(iter(marks)) for marks in ballots_of(self.voting))
            assert said == sorted(self.box.values())

    @invariant()
    def there_are_never_more_usable_cards_than_voters(self) -> None:
        if hasattr(self, "voting"):
            usable = Card.objects.filter(voting=self.voting).exclude(state=CardState.VOID).count()
            assert usable <= RollEntry.objects.filter(voting=self.voting).count()

    @invariant()
    def nobody_does_alone_what_is_promised_to_two(self) -> None:
        if hasattr(self, "voting"):
            wrote = set(RollEntry.objects.filter(voting=self.voting).values_list("entered_by", flat=True))
            assert not wrote & {self.voting.declared_by_id, self.voting.roll_signed_by_id}
            granted = Extension.objects.filter(voting=self.voting, granted_at__isnull=False)
            assert all(one.granted_by_id not in {None, one.asked_by_id} for one in granted)
            assert self.voting.closes_at == max([CLOSING, *(one.closes_at for one in granted)])


@pytest.mark.django_db
def test_whatever_is_tried_the_clock_binds_all_and_the_box_is_right() -> None:
    few = settings(
        max_examples=20,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )

    run_state_machine_as_test(AnyVote, settings=few)

    assert {"preparing", "open", "closed", "counted"} == REACHED
