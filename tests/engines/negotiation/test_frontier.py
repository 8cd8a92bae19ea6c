"""The frontier is what looking at every bundle would find, whatever the order, the units or the twins."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from rembuk.engines.negotiation import Agenda, Deal, NotATable, Project, Table, agenda, frontier, search
from tests.engines.negotiation.kampung import DRAIN, KAMPUNG, ROAD, WELL
from tests.engines.negotiation.tables import CASES, brute_frontier, random_table


def test_a_small_frontier_is_what_a_pencil_finds() -> None:
    # The village's 80 pay for the lamps and 60 more; the donor's 30 pay for the well or help with the office.
    assert frontier(KAMPUNG) == (
        Deal(("drain", "office", "lamps"), 110, residents=23, government=12),
        Deal(("drain", "well", "lamps"), 90, residents=19, government=17),
        Deal(("office", "well", "lamps"), 100, residents=18, government=19),
        Deal(("road", "well", "lamps"), 110, residents=14, government=21),
    )


def test_what_every_deal_has_is_agreed_and_the_rest_is_the_agenda() -> None:
    bench = Project("bench", 1_000, residents=1, government=1, funds=frozenset({"village"}))
    table = replace(KAMPUNG, projects=(*KAMPUNG.projects, bench))

    assert agenda(table, frontier(table)) == Agenda(
        agreed=("lamps",), contested=("road", "drain", "office", "well"), lost=("bench",)
    )


@pytest.mark.parametrize("tried_out", [0, 10])
def test_the_frontier_of_random_tables_is_the_one_found_by_looking_at_every_bundle(
    tried_out: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "TRIED_OUT", tried_out)
    sizes = (3, 6, 9, 9, 9, 12, 12, 12, 14, 16)

    wrong = [seed for seed in range(CASES) if _differs(random_table(seed, sizes[seed % len(sizes)]))]

    assert wrong == []


def _differs(table: Table) -> bool:
    return frontier(table) != brute_frontier(table)


def test_a_search_in_tiny_blocks_without_a_head_start_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = [random_table(seed, 14) for seed in range(60)]
    usual = [frontier(table) for table in tables]
    for name, number in {"TRIED_OUT": 0, "BLOCK": 3, "BEAM": 1, "DIRECTIONS": 3, "ROOT_STEPS": 2, "STEPS": 1}.items():
        monkeypatch.setattr(search, name, number)

    assert [frontier(table) for table in tables] == usual


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_projects_decides_nothing_but_exact_ties(seed: int) -> None:
    table = random_table(seed, 12)
    shuffled = replace(table, projects=tuple(Random(seed).sample(table.projects, len(table.projects))))

    found = [(deal.residents, deal.government, deal.cost) for deal in frontier(table)]

    assert [(deal.residents, deal.government, deal.cost) for deal in frontier(shuffled)] == found


@pytest.mark.parametrize("factor", [7, 10**9])
def test_other_units_of_money_and_of_each_score_change_no_deal(factor: int) -> None:
    table = random_table(3, 14)
    other = replace(
        table,
        projects=tuple(
            replace(each, cost=each.cost * factor, residents=each.residents * 3, government=each.government * factor)
            for each in table.projects
        ),
        funds={fund: amount * factor for fund, amount in table.funds.items()},
    )

    assert [deal.projects for deal in frontier(other)] == [deal.projects for deal in frontier(table)]


def test_exchanging_the_sides_turns_the_frontier_round() -> None:
    for seed in range(30):
        table = random_table(seed, 12)
        turned = replace(
            table,
            projects=tuple(
                replace(each, residents=each.government, government=each.residents) for each in table.projects
            ),
        )

        assert [deal.projects for deal in reversed(frontier(turned))] == [deal.projects for deal in frontier(table)]


def test_of_sixty_twins_the_first_ones_are_built_and_at_once() -> None:
    twins = tuple(replace(WELL, id=f"well{number:02}") for number in range(60))

    (deal,) = frontier(Table(twins, {"donor": 30 * 25 + 29}))

    assert deal.projects == tuple(f"well{number:02}" for number in range(25))


def test_sixty_projects_of_equal_worth_are_taken_by_cost() -> None:
    alike = tuple(replace(WELL, id=f"well{number:02}", cost=100 + number * 7 % 60) for number in range(60))

    (deal,) = frontier(Table(alike, {"donor": 2_500}))

    # 100 + 101 + … + 121 = 2,431, and 122 more would be too much.
    assert (len(deal.projects), deal.cost) == (22, 2_431)


def test_one_side_without_wishes_leaves_the_best_for_the_other() -> None:
    for seed in range(30):
        table = random_table(seed, 13)
        silent = replace(table, projects=tuple(replace(each, government=0) for each in table.projects))

        assert frontier(silent) == brute_frontier(silent)


def test_more_money_in_a_fund_never_makes_a_deal_impossible() -> None:
    for seed in range(30):
        table = random_table(seed, 10)
        richer = replace(table, funds={fund: amount + 5 for fund, amount in table.funds.items()})
        found = frontier(richer)

        assert all(
            any(deal.residents >= old.residents and deal.government >= old.government for deal in found)
            for old in frontier(table)
        )


def test_duties_bring_what_they_need_and_leave_no_room_for_what_they_exclude() -> None:
    table = replace(KAMPUNG, duties=frozenset({"office"}), needs={"office": frozenset({"drain"})})

    assert [deal.projects for deal in frontier(table)] == [("drain", "office", "lamps")]
    assert frontier(replace(table, conflicts=frozenset({frozenset({"office", "drain"})}))) == ()
    assert frontier(replace(table, refused=frozenset({"drain"}))) == ()


def test_a_table_without_projects_has_the_empty_deal() -> None:
    assert frontier(Table((), {"village": 0})) == (Deal((), 0, 0, 0),)


def test_a_project_that_nobody_wants_is_built_only_if_it_is_needed() -> None:
    site = Project("site", 5, residents=0, government=0, funds=frozenset({"village"}))
    table = Table((site, DRAIN), {"village": 100})

    assert frontier(table)[0].projects == ("drain",)
    assert frontier(replace(table, needs={"drain": frozenset({"site"})}))[0].projects == ("site", "drain")


def test_amounts_of_a_thousand_trillion_rupiah_are_exact() -> None:
    huge = 10**15
    one = Project("one", huge, residents=huge, government=1, funds=frozenset({"village"}))
    other = replace(one, id="other", cost=huge + 1, residents=huge + 1)

    assert [deal.projects for deal in frontier(Table((one, other), {"village": huge + 1}))] == [("other",)]
    assert [deal.projects for deal in frontier(Table((one, other), {"village": huge}))] == [("one",)]
    assert frontier(Table((one, other), {"village": 2 * huge + 1}))[0].projects == ("one", "other")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"projects": (ROAD, ROAD)}, "Project 'road' is named twice."),
        ({"duties": frozenset({"moon"})}, "Project 'moon' is named in a condition but is not on the table."),
        ({"needs": {"moon": frozenset({"road"})}}, "Project 'moon' is named in a condition but is not on the table."),
        ({"funds": {"village": 1}}, "'office' names the unknown fund 'donor'."),
        ({"funds": {"village": -1, "donor": 1}}, "Fund 'village' is negative."),
        ({"conflicts": frozenset({frozenset({"road"})})}, "A conflict is between two different projects."),
        ({"projects": (replace(ROAD, cost=0),)}, "'road' must cost more than nothing."),
        ({"projects": (replace(ROAD, funds=frozenset()),)}, "'road' names no fund that may pay for it."),
        (
            {"projects": (replace(ROAD, government=-1),)},
            "A score of 'road' is negative; refuse a project instead.",
        ),
        ({"funds": {"village": 2**62, "donor": 0}}, "The amounts or scores add up to more than 2^62."),
        (
            {"funds": dict.fromkeys(("village", "donor", "c", "d", "e", "f", "g"), 1)},
            "7 funds are more than 6; join those with the same purpose.",
        ),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_with_the_place(
    change: dict[str, Any],  # Any: each field of a table has a type of its own.
    fault: str,
) -> None:
    with pytest.raises(NotATable) as refused:
        replace(KAMPUNG, **change)

    assert str(refused.value) == fault
