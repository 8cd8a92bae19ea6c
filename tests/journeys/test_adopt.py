"""What a closed round decided becomes plan decisions, all or none, and the thread of each voice names the round."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.journal.models import Act
from rembuk.journeys.adopt import LineMissing, NoDraft, NotClosed, Signers, adopt
from rembuk.journeys.trace import StationKind, thread_of
from rembuk.plans.actions import draw_up_plan, make_long_plan
from rembuk.plans.drafts import LineDraft
from rembuk.plans.models import Decision, PlanItem, PlanLine
from rembuk.plans.states import ItemState, Outcome
from rembuk.priorities.actions import add_option, count_voting, declare_voting, open_round
from rembuk.priorities.models import Round
from rembuk.voices.models import Voice
from rembuk.voices.states import NeedState
from tests.cast import MONDAY, WEDNESDAY, Cast
from tests.plans.scenes import LINE
from tests.priorities.scenes import CLOSING, DRAFT, ROUND, minute_and_seal, opened, scored, vote
from tests.priorities.test_criteria import accept, against
from tests.voices.scenes import opened as need_opened


def lines(cost: int = 30_000_000) -> dict[str, LineDraft]:
    return {key: replace(LINE, cost_rupiah=cost) for key in "ABC"}


def signers(cast: Cast) -> Signers:
    return Signers(cast.secretary, cast.head)


def draft_plan(cast: Cast) -> None:
    long_plan = make_long_plan(cast.programme, cast.kampung, 2026, by=cast.head, at=MONDAY)
    draw_up_plan(long_plan, 2027, "Rancangan awal", by=cast.secretary, at=MONDAY)


def closed(cast: Cast) -> Round:
    draft_plan(cast)
    round_ = scored(cast)
    accept(cast, round_)
    return round_


def states() -> dict[str, str]:
    return dict(PlanItem.objects.values_list("title", "state"))


def test_what_gets_money_is_scheduled_and_the_reserve_is_carried_over_with_its_reason(cast: Cast) -> None:
    round_ = closed(cast)

    adopt(round_, lines(), by=signers(cast), at=CLOSING)

    assert states() == {
        "Sumur bor": ItemState.SCHEDULED,
        "Talud Dusun 3": ItemState.CARRIED,
        "Posyandu": ItemState.CARRIED,
    }
    assert PlanLine.objects.get().item.title == "Sumur bor"
    told = Decision.objects.filter(outcome=Outcome.CARRIED).order_by("sentence").values_list("reason_code", "sentence")
    assert list(told) == [
        (
            "PAGU_TIDAK_CUKUP",
            f"Prioritas 2027: nomor {place} di daftar cadangan, karena uangnya habis sebelum gilirannya.",
        )
        for place in (1, 2)
    ]
    assert Act.objects.filter(kind="round.adopted", is_public=True).count() == 1


def test_what_the_forum_put_back_hears_the_reason_of_the_forum(cast: Cast) -> None:
    draft_plan(cast)
    round_ = scored(cast)
    made = against(cast, round_, "B")
    accept(cast, round_)

    adopt(round_, lines(), by=signers(cast), at=CLOSING)

    told = Decision.objects.get(item__title="Sumur bor")
    assert (told.reason_code, told.sentence) == ("PRIORITAS_LEBIH_RENDAH", f"Prioritas 2027: {made.why}")


@pytest.mark.parametrize("given", [{}, lines(30_000_001)])
def test_a_funded_wish_needs_a_line_that_is_no_dearer_than_was_decided(cast: Cast, given: dict[str, LineDraft]) -> None:
    round_ = closed(cast)

    with pytest.raises(LineMissing):
        adopt(round_, given, by=signers(cast), at=CLOSING)

    assert set(states().values()) == {ItemState.VERIFIED}


def test_all_is_adopted_or_nothing(cast: Cast) -> None:
    round_ = closed(cast)

    with pytest.raises(PermissionDenied):
        adopt(round_, lines(), by=Signers(cast.secretary, cast.officer), at=CLOSING)

    assert set(states().values()) == {ItemState.VERIFIED}
    assert not PlanLine.objects.exists()


def test_nothing_is_adopted_before_the_forum_accepted_it_or_without_a_draft(cast: Cast) -> None:
    round_ = scored(cast)

    with pytest.raises(NotClosed):
        adopt(round_, lines(), by=signers(cast), at=CLOSING)
    accept(cast, round_)
    with pytest.raises(NoDraft):
        adopt(round_, lines(), by=signers(cast), at=CLOSING)


def voted_on_needs(cast: Cast) -> Round:
    """A round of three needs: residents want the third and the second, and there is money for the third."""
    round_ = open_round(cast.kampung, ROUND, by=cast.secretary, at=MONDAY)
    for name, cost in (("road", 50_000_000), ("well", 40_000_000), ("post", 30_000_000)):
        need = need_opened(cast, name, title=f"Kebutuhan {name}")[0]
        add_option(round_, need, cost, "Standar harga", by=cast.secretary, at=WEDNESDAY)
    minute_and_seal(cast, round_)
    voting = declare_voting(round_, DRAFT, by=cast.secretary, at=MONDAY)
    scene = opened(cast, voting=voting)
    for place in range(12):
        vote(scene, place, {"C": 1} if place < 9 else {"B": 1})
    count_voting(voting, by=cast.council, at=CLOSING)
    accept(cast, round_)
    return round_


def test_a_funded_need_is_taken_up_and_the_others_are_postponed_with_their_reason(cast: Cast) -> None:
    round_ = voted_on_needs(cast)

    adopt(round_, {}, by=signers(cast), at=CLOSING)

    needs = {voice.need.title: voice.need for voice in Voice.objects.select_related("need__answer") if voice.need}
    assert states() == {"Kebutuhan post": ItemState.PROPOSED}
    assert {title: need.state for title, need in needs.items()} == {
        "Kebutuhan road": NeedState.POSTPONED,
        "Kebutuhan well": NeedState.POSTPONED,
        "Kebutuhan post": NeedState.OPEN,
    }
    assert needs["Kebutuhan road"].answer is not None
    assert needs["Kebutuhan road"].answer.sentence == "Prioritas 2027: tidak ada yang memilihnya."


def test_the_thread_of_a_voice_names_the_round(cast: Cast) -> None:
    round_ = voted_on_needs(cast)
    named = ("Prioritas 2027", str(round_.pk))

    told = {
        voice.need.title: [
            (one.kind, one.text, one.target) for one in thread_of(voice) if one.kind.startswith("round.")
        ]
        for voice in Voice.objects.select_related("need")
        if voice.need
    }

    assert told == {
        "Kebutuhan post": [(StationKind.ROUND_JOINED, *named), (StationKind.ROUND_FUNDED, *named)],
        "Kebutuhan well": [(StationKind.ROUND_JOINED, *named), (StationKind.ROUND_RESERVED, *named)],
        "Kebutuhan road": [(StationKind.ROUND_JOINED, *named), (StationKind.ROUND_LEFT_OUT, *named)],
    }
