"""Places come from agreed rules alone, and the traps that other programs fell into are none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from rembuk.engines.ranking import (
    Criterion,
    CutLine,
    Line,
    NotARubric,
    NotAScale,
    NotScorable,
    Placed,
    Proposal,
    Rubric,
    Score,
    Steps,
    Stopped,
    Tipping,
    Words,
    cut_line,
    rank,
)
from rembuk.engines.ranking.scales import Scale, Value
from rembuk.kernel.money import NotRupiah, parse_rupiah

DAMAGE = Words({"tidak ada": 100, "rusak berat": 75, "rusak sedang": 50, "rusak ringan": 25, "masih baik": 0})
PEOPLE = Words({"sangat banyak": 100, "banyak": 75, "sedikit": 25, "sangat sedikit": 0})
STATE = Words({"layak": 0, "tidak layak": 100})
HOUSEHOLDS = Line(0, 200)
OFFERED = Line(0, 40)

RUBRIC = Rubric(
    gates=("authority", "land"),
    criteria=(Criterion("damage", 5, DAMAGE), Criterion("households", 3, HOUSEHOLDS), Criterion("offered", 2, OFFERED)),
    ties=("damage",),
)


def proposal(id_: str, *values: Value, passed: tuple[str, ...] = ("authority", "land")) -> Proposal:
    return Proposal(id_, frozenset(passed), dict(zip(("damage", "households", "offered"), values, strict=False)))


ROAD = proposal("road", "rusak berat", 50, 10)
DRAIN = proposal("drain", "rusak sedang", 150, 60)
GATE = proposal("gate", "masih baik", 200, 40)


def only(scale: Scale, value: Value) -> Fraction:
    """Return the total of a proposal that is judged by one scale alone."""
    (placed,) = rank(Rubric((), (Criterion("it", 1, scale),)), [Proposal("x", frozenset(), {"it": value})]).placed
    return placed.total


def test_places_are_what_a_pencil_finds() -> None:
    # Tenths: road 5·75 + 3·25 + 2·25 = 500; drain 5·50 + 3·75 + 2·100 = 675; gate 0 + 3·100 + 2·100 = 500.
    found = rank(RUBRIC, [GATE, ROAD, DRAIN]).placed

    assert [(each.place, each.proposal, each.total, each.settled_by) for each in found] == [
        (1, "drain", Fraction(135, 2), ""),
        (2, "road", Fraction(50), ""),
        (3, "gate", Fraction(50), "damage"),
    ]


def test_the_line_after_the_first_place_is_as_firm_as_the_guide_says() -> None:
    assert cut_line(rank(RUBRIC, [GATE, ROAD, DRAIN]), 1) == CutLine(
        "drain", "road", Fraction(35, 2), (Tipping("damage", Fraction(140)),)
    )


def test_each_place_comes_with_its_reckoning() -> None:
    first = rank(RUBRIC, [DRAIN]).placed

    assert first == (
        Placed(
            1,
            "drain",
            Fraction(135, 2),
            (
                Score("damage", "rusak sedang", Fraction(50), 5, capped=False),
                Score("households", 150, Fraction(75), 3, capped=False),
                Score("offered", 60, Fraction(100), 2, capped=True),
            ),
        ),
    )


def test_a_proposal_at_a_gate_is_not_scored_however_urgent_and_says_which_gate() -> None:
    found = rank(RUBRIC, [ROAD, replace(DRAIN, passed=frozenset({"land"})), Proposal("moon", frozenset(), {})])

    assert list(found.places) == ["road"]
    assert found.stopped == (Stopped("drain", ("authority",)), Stopped("moon", ("authority", "land")))


def test_very_few_is_not_few_and_unfit_is_not_fit() -> None:
    assert only(PEOPLE, "sangat sedikit") == 0
    assert only(PEOPLE, "Sangat  Sedikit ") == 0
    assert only(PEOPLE, "sedikit") == 25
    assert only(STATE, "tidak layak") == 100
    assert only(STATE, "layak") == 0


@pytest.mark.parametrize("text", ["agak sedikit", "sedik", "", "desa", 5])
def test_an_unknown_word_is_refused_and_never_nothing(text: Value) -> None:
    with pytest.raises(NotScorable) as refused:
        only(PEOPLE, text)

    assert str(refused.value) == f"'x', 'it': {text!r} is none of: sangat banyak, banyak, sedikit, sangat sedikit."


def test_fifty_million_with_cents_is_fifty_million() -> None:
    cheapness = Line(100_000_000, 0)

    assert only(cheapness, parse_rupiah("50000000.00")) == 50
    assert only(cheapness, parse_rupiah("Rp 50.000.000")) == 50
    with pytest.raises(NotRupiah):
        parse_rupiah("Rp 150.000,50")


@pytest.mark.parametrize("number", ["50000000.00", "81", True])
def test_text_is_not_read_as_a_number(number: Value) -> None:
    with pytest.raises(NotScorable) as refused:
        only(HOUSEHOLDS, number)

    assert str(refused.value) == f"'x', 'it': {number!r} is not a whole number."


def test_eighty_one_people_are_not_three_thousand_and_a_small_hamlet_can_win() -> None:
    people, share = Line(0, 3_000), Line(0, 100)

    assert only(people, 81) == Fraction(27, 10)
    assert only(people, 3_000) == 100

    rubric = Rubric((), (Criterion("people", 1, people), Criterion("percent_of_the_hamlet", 1, share)))
    small = Proposal("small", frozenset(), {"people": 81, "percent_of_the_hamlet": 100})
    large = Proposal("large", frozenset(), {"people": 1_200, "percent_of_the_hamlet": 60})

    assert rank(rubric, [large, small]).places == {"small": 1, "large": 2}


def test_what_is_offered_counts_up_to_the_cap_and_not_further() -> None:
    rich, enough = proposal("rich", "rusak berat", 50, 4_000), proposal("enough", "rusak berat", 50, 40)

    first, second = rank(RUBRIC, [rich, enough]).placed

    assert first.total == second.total
    assert [first.scores[2].capped, second.scores[2].capped] == [False, True]
    assert second.settled_by == "id"


@pytest.mark.parametrize(
    ("value", "points"), [(-1, 0), (0, 10), (10, 10), (11, 60), (29, 60), (30, 100), (10**15, 100)]
)
def test_steps_give_the_points_of_the_highest_step_reached(value: int, points: int) -> None:
    assert only(Steps(((0, 10), (11, 60), (30, 100))), value) == points


@pytest.mark.parametrize("seed", range(20))
def test_neither_order_nor_another_unit_of_weight_changes_a_place(seed: int) -> None:
    random = Random(seed)
    words = list(DAMAGE.words)
    known = [proposal(f"p{n}", random.choice(words), random.randint(0, 9), random.randint(0, 3)) for n in range(12)]
    tenfold = replace(RUBRIC, criteria=tuple(replace(each, weight=10 * each.weight) for each in RUBRIC.criteria))

    found = rank(RUBRIC, known)

    assert rank(RUBRIC, random.sample(known, len(known))) == found
    assert rank(tenfold, known).places == found.places
    assert [each.total for each in rank(tenfold, known).placed] == [each.total for each in found.placed]


def test_leaving_one_out_keeps_the_order_of_the_others() -> None:
    # The weakness of TOPSIS and its kin: here the points of one never depend on who else is there.
    assert list(rank(RUBRIC, [ROAD, GATE]).places) == [
        id_ for id_ in rank(RUBRIC, [ROAD, GATE, DRAIN]).places if id_ != "drain"
    ]


def test_the_digests_bind_rules_and_values() -> None:
    found = rank(RUBRIC, [ROAD, DRAIN])
    heavier = replace(RUBRIC, criteria=(replace(RUBRIC.criteria[0], weight=6), *RUBRIC.criteria[1:]))
    smoother = replace(RUBRIC, criteria=(*RUBRIC.criteria[:2], Criterion("offered", 2, Line(0, 41))))

    assert rank(RUBRIC, [DRAIN, ROAD]).proposals == found.proposals
    assert rank(RUBRIC, [DRAIN, proposal("road", "rusak berat", 51, 10)]).proposals != found.proposals
    assert len({rubric.digest for rubric in (RUBRIC, heavier, smoother, replace(RUBRIC, ties=()))}) == 4
    assert found.rubric == RUBRIC.digest


def test_a_missing_value_and_a_doubled_proposal_are_refused() -> None:
    with pytest.raises(NotScorable, match=r"^'road' has no value for 'offered'\.$"):
        rank(RUBRIC, [proposal("road", "rusak berat", 50)])
    with pytest.raises(NotScorable, match=r"^'road' is proposed 2 times\.$"):
        rank(RUBRIC, [ROAD, ROAD])


@pytest.mark.parametrize(
    ("gates", "criteria", "ties", "fault"),
    [
        ((), (), (), "A rubric needs a criterion."),
        (("it",), (Criterion("it", 1, PEOPLE),), (), "'it' is named twice."),
        ((), (Criterion("it", 0, PEOPLE),), (), "The weight of 'it' must be positive."),
        ((), (Criterion("it", 1, PEOPLE),), ("age",), "Ties name the unknown criterion 'age'."),
    ],
)
def test_a_rubric_that_contradicts_itself_is_refused(
    gates: tuple[str, ...], criteria: tuple[Criterion, ...], ties: tuple[str, ...], fault: str
) -> None:
    with pytest.raises(NotARubric) as refused:
        Rubric(gates, criteria, ties)

    assert str(refused.value) == fault


def test_a_scale_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(NotAScale, match="two different ends"):
        Line(3, 3)
    with pytest.raises(NotAScale, match="rising values"):
        Steps(((3, 10), (3, 20)))
    with pytest.raises(NotAScale, match="words that differ"):
        Words({"banyak": 1, "Banyak ": 2})
    with pytest.raises(NotAScale, match="from 0 to 100"):
        Words({"banyak": 101})
