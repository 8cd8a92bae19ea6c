"""Whatever is done with voices and needs, in whatever order: what must always hold, holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rembuk.journeys.fates import Fate, count_fates, fate_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.voices.actions import (
    AlreadyCounted,
    BadWords,
    CannotJoin,
    NothingToSupport,
    NotRouted,
    answer_need,
    answer_voice,
    decline_need,
    decline_voice,
    forward_need,
    hold_voice,
    merge_voice,
    open_need,
    postpone_need,
    receive_voice,
    release_voice,
    reopen_need,
    reopen_voice,
    route_need,
    show_voice,
    split_need,
    support_need,
    tidy_voice,
    undo_merge,
    withdraw_support,
    withdraw_voice,
    withhold_voice,
)
from rembuk.voices.holding import HoldReason
from rembuk.voices.membership import counted_supports
from rembuk.voices.models import Answer, Merge, Need, Support, Voice, Withholding
from rembuk.voices.states import AnswerKind, Confidentiality, NeedState, VoiceKind, VoiceState
from tests.cast import MONDAY, Cast, key_of, play
from tests.voices.scenes import draft_of

NOT_POSSIBLE = (
    MoveNotAllowed,
    PermissionDenied,
    CannotJoin,
    NotRouted,
    BadWords,
    AlreadyCounted,
    NothingToSupport,
    Withholding.DoesNotExist,
)
picks = st.integers(0, 10)


@contextmanager
def _if_possible() -> Iterator[None]:
    """A refused deed changes nothing, and the story goes on."""
    try:
        with transaction.atomic():
            yield
    except NOT_POSSIBLE:
        pass


class Village(RuleBasedStateMachine):
    """Officers, residents and chance."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.cast: Cast = play()
        self.now: datetime = MONDAY
        self.spoken: dict[Any, tuple[str, str, str]] = {}  # Any: primary keys.
        self.secrets: dict[Any, str] = {}
        self.supporters: set[tuple[Any, Any]] = set()

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def voice(self, pick: int) -> Voice | None:
        voices = list(Voice.objects.select_related("need", "region", "programme", "contact").order_by("received_at"))
        return voices[pick % len(voices)] if voices else None

    def need(self, pick: int) -> Need | None:
        needs = list(Need.objects.select_related("region", "programme", "answer").order_by("opened_at"))
        return needs[pick % len(needs)] if needs else None

    # --- speaking -----------------------------------------------------------------------------------------------

    @rule(
        name=st.sampled_from("abcdef"),
        kind=st.sampled_from(VoiceKind),
        confidentiality=st.sampled_from(Confidentiality),
        with_contact=st.booleans(),
    )
    def speak(self, name: str, kind: VoiceKind, confidentiality: Confidentiality, with_contact: bool) -> None:
        if Voice.objects.filter(key=key_of(name)).exists():
            return
        contact = self.cast.resident_phone if with_contact and confidentiality != Confidentiality.ANONYMOUS else None
        draft = draft_of(
            self.cast, name, words=f"Suara {name}", kind=kind, confidentiality=confidentiality, contact=contact
        )
        receipt = receive_voice(draft, by=None, at=self.tick())
        again = receive_voice(draft, by=None, at=self.tick())
        assert (again.voice.pk, again.secret, again.replayed) == (receipt.voice.pk, receipt.secret, True)
        self.spoken[receipt.voice.pk] = (receipt.voice.code, receipt.voice.words, str(receipt.voice.key))
        self.secrets[receipt.voice.pk] = receipt.secret

    @rule(pick=picks)
    def withdraw(self, pick: int) -> None:
        if voice := self.voice(pick):
            with _if_possible():
                withdraw_voice(voice, by=None, at=self.tick(), secret=self.secrets[voice.pk])

    # --- moderating ---------------------------------------------------------------------------------------------

    @rule(pick=picks)
    def hold(self, pick: int) -> None:
        if voice := self.voice(pick):
            with _if_possible():
                hold_voice(voice, [HoldReason.SPAM], by=None, at=self.tick())

    @rule(pick=picks)
    def release(self, pick: int) -> None:
        if voice := self.voice(pick):
            with _if_possible():
                release_voice(voice, by=self.cast.moderator, at=self.tick())

    @rule(pick=picks)
    def withhold(self, pick: int) -> None:
        if voice := self.voice(pick):
            with _if_possible():
                withhold_voice(voice, "DATA_PRIBADI", "Ada nama orang.", by=self.cast.moderator, at=self.tick())

    @rule(pick=picks)
    def show(self, pick: int) -> None:
        if voice := self.voice(pick):
            before = Withholding.objects.filter(voice=voice, lifted_at__isnull=True).first()
            with _if_possible():
                show_voice(voice, "Sudah ditutup.", by=self.cast.camat_officer, at=self.tick())
                assert before is not None
                came_back = {VoiceState.HELD: VoiceState.RECEIVED}.get(VoiceState(before.taken_from), before.taken_from)
                assert (voice.state, voice.need) == (came_back, before.taken_from_need)

    # --- tidying and joining ------------------------------------------------------------------------------------

    @rule(pick=picks)
    def tidy(self, pick: int) -> None:
        if voice := self.voice(pick):
            with _if_possible():
                tidy_voice(voice, f"Judul {voice.code}", "Rapi.", "road", by=self.cast.officer, at=self.tick())

    @rule(pick=picks)
    def open(self, pick: int) -> None:
        if voice := self.voice(pick):
            with _if_possible():
                open_need(voice, f"Kebutuhan {voice.code}", by=self.cast.officer, at=self.tick())

    @rule(pick=picks, other=picks)
    def merge(self, pick: int, other: int) -> None:
        voice, need = self.voice(pick), self.need(other)
        if voice and need:
            with _if_possible():
                merge_voice(voice, need, by=self.cast.facilitator, at=self.tick())

    @rule(pick=picks)
    def undo(self, pick: int) -> None:
        if voice := self.voice(pick):
            with _if_possible():
                undo_merge(voice, "Hal lain.", by=self.cast.officer, at=self.tick())

    @rule(pick=picks, many=st.integers(1, 3))
    def split(self, pick: int, many: int) -> None:
        if need := self.need(pick):
            voices = list(Voice.objects.filter(need=need).select_related("programme", "region")[:many])
            with _if_possible():
                split_need(need, voices, "Bagian", "Dua hal.", by=self.cast.officer, at=self.tick())

    # --- deciding -----------------------------------------------------------------------------------------------

    @rule(pick=picks, key=st.sampled_from(["lane", "provincial", "unsure"]))
    def route(self, pick: int, key: str) -> None:
        if need := self.need(pick):
            with _if_possible():
                route_need(need, key, by=self.cast.secretary, at=self.tick())

    @rule(
        pick=picks, deed=st.sampled_from(["answer", "decline", "postpone", "forward", "reopen"]), by_camat=st.booleans()
    )
    def decide_need(self, pick: int, deed: str, by_camat: bool) -> None:
        need, by = self.need(pick), self.cast.camat if by_camat else self.cast.head
        if need is None:
            return
        with _if_possible():
            match deed:
                case "answer":
                    answer_need(need, "Ya.", by=by, at=self.tick())
                case "decline":
                    decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=by, at=self.tick())
                case "postpone":
                    postpone_need(need, "PAGU_TIDAK_CUKUP", "Nanti.", by=by, at=self.tick())
                case "forward":
                    forward_need(need, "BUKAN_KEWENANGAN", "Bukan kami.", by=by, at=self.tick())
                case "reopen":
                    reopen_need(need, "Ada kabar baru.", by=by, at=self.tick())

    @rule(pick=picks, deed=st.sampled_from(["answer", "decline", "reopen"]))
    def decide_voice(self, pick: int, deed: str) -> None:
        voice, by = self.voice(pick), self.cast.head
        if voice is None:
            return
        with _if_possible():
            match deed:
                case "answer":
                    answer_voice(voice, "Ya.", by=by, at=self.tick())
                case "decline":
                    decline_voice(voice, "KEPENTINGAN_PRIBADI", "Tidak.", by=by, at=self.tick())
                case "reopen":
                    reopen_voice(voice, "Ada kabar baru.", by=by, at=self.tick())

    # --- supporting ---------------------------------------------------------------------------------------------

    @rule(pick=picks, who=st.sampled_from(["resident", "neighbour"]))
    def support(self, pick: int, who: str) -> None:
        if need := self.need(pick):
            identity, person = getattr(self.cast, f"{who}_phone"), getattr(self.cast, who)
            with _if_possible():
                support_need(need, identity, by=person, at=self.tick())
                self.supporters.add((need.pk, identity.pk))

    @rule(pick=picks, who=st.sampled_from(["resident", "neighbour"]))
    def take_support_back(self, pick: int, who: str) -> None:
        if need := self.need(pick):
            identity, person = getattr(self.cast, f"{who}_phone"), getattr(self.cast, who)
            withdraw_support(need, identity, by=person, at=self.tick())
            self.supporters.discard((need.pk, identity.pk))

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def numbers_and_words_never_change_and_nobody_is_lost(self) -> None:
        stored = {voice.pk: (voice.code, voice.words, str(voice.key)) for voice in Voice.objects.all()}
        assert stored == self.spoken

    @invariant()
    def every_voice_has_one_fate_and_the_sums_are_equal(self) -> None:
        voices = list(Voice.objects.select_related("need"))
        one_by_one = [fate_of(voice) for voice in voices]
        counts = count_fates()
        assert counts == {fate: one_by_one.count(fate) for fate in Fate}
        assert sum(counts.values()) == len(voices)

    @invariant()
    def counts_equal_the_rows_they_count(self) -> None:
        for need in Need.objects.all():
            assert need.voice_count == Voice.objects.filter(need=need).count()
            assert need.support_count == counted_supports(need).count()
            assert (need.state == NeedState.EMPTIED) == (need.voice_count == 0)

    @invariant()
    def a_voice_is_in_a_need_exactly_while_a_merge_says_so(self) -> None:
        joined = set(Voice.objects.filter(need__isnull=False).values_list("pk", "need"))
        assert joined == set(Merge.objects.filter(undone_at__isnull=True).values_list("voice", "need"))

    @invariant()
    def supporters_are_never_lost(self) -> None:
        assert set(Support.objects.values_list("need", "identity")) == self.supporters

    @invariant()
    def nothing_is_refused_without_a_reason_and_a_next_step(self) -> None:
        for answer in Answer.objects.exclude(kind=AnswerKind.ANSWERED):
            assert answer.reason_code
            assert answer.sentence
            assert answer.next_step
        refused = Need.objects.filter(state__in=[NeedState.DECLINED, NeedState.POSTPONED, NeedState.FORWARDED])
        for need in refused.select_related("answer"):
            assert need.answer is not None
            assert need.answer.kind == need.state
        for voice in Voice.objects.filter(state=VoiceState.DECLINED).select_related("answer"):
            assert voice.answer is not None
            assert voice.answer.kind == AnswerKind.DECLINED
        withheld = set(Voice.objects.filter(state=VoiceState.WITHHELD).values_list("pk", flat=True))
        assert withheld <= set(Withholding.objects.filter(lifted_at__isnull=True).values_list("voice", flat=True))


@pytest.mark.django_db
def test_whatever_is_done_in_whatever_order_what_must_hold_holds():
    run_state_machine_as_test(
        Village,
        settings=settings(
            settings.get_profile("rembuk"),
            max_examples=20,
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
        ),
    )
