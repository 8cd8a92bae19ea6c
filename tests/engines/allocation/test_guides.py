"""The pages for a village secretary say what the engine counts, number by number."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest

from rembuk.cli.installation import CHECKOUT
from rembuk.engines.allocation import (
    Conditions,
    Election,
    EqualShares,
    Order,
    Utility,
    count_equal_shares,
    count_greedy,
    count_phragmen,
    count_shared_funds,
    count_welfare,
    explain_loser,
    parse_pb,
)
from rembuk.engines.allocation.claims import claims_of
from rembuk.engines.allocation.ledger import Ledger
from rembuk.engines.allocation.welfare import welfare

GUIDES = CHECKOUT / "docs" / "guides" / "hitung-suara"


@pytest.fixture
def election() -> Election:
    return parse_pb((GUIDES / "contoh.pb").read_bytes())


def _missing(page: str, sentences: Iterable[str]) -> list[str]:
    """What the page does not say, wherever its lines are broken."""
    text = " ".join((GUIDES / page).read_text().split())
    return [sentence for sentence in sentences if sentence not in text]


def _said(amount: int | Fraction) -> str:
    """A number as the pages write it: one decimal at most, with a comma."""
    whole = Fraction(amount)
    return f"{int(whole):,}".replace(",", ".") if whole.denominator == 1 else f"{float(whole):.1f}".replace(".", ",")


def _costs(election: Election, projects: Iterable[str]) -> int:
    return sum(election.costs[election.number[project]] for project in projects)


def test_the_table_of_projects_is_that_of_the_file(election: Election) -> None:
    ballots = election.ballots
    voters: dict[str, list[str]] = {project.id: [] for project in election.projects}
    lines = (GUIDES / "contoh.pb").read_text().split("VOTES\n")[1].splitlines()[1:]
    for line in lines:
        voter, vote = line.split(";")[:2]
        for project in vote.split(","):
            voters[project].append(voter)
    rows = [
        f"(`{project.id}`) | {project.cost} | warga {', '.join(voters[project.id])} | {votes} |"
        for project, votes in zip(election.projects, election.votes, strict=True)
    ]

    assert ballots.voters == 10
    assert _missing("contoh.md", [*rows, f"Dana yang ada: **{_said(election.budget)}**"]) == []


def test_the_table_of_rules_is_what_they_count(election: Election) -> None:
    outcomes = {
        "[bagian sama](bagian-sama.md)": count_equal_shares(election, EqualShares()),
        "[suara terbanyak](suara-terbanyak.md)": count_greedy(election, Order.VOTES),
        "[menabung bersama](menabung-bersama.md)": count_phragmen(election),
    }
    rows = [f"| {name} | {', '.join(one.winners)} | {one.spent} |" for name, one in outcomes.items()]
    best = count_welfare(election, Utility.COST)
    welfare_row = f"| {' dan '.join(best.winners)}, tanpa urutan | {best.spent} |"

    assert _missing("contoh.md", [*rows, welfare_row]) == []


def test_the_rounds_of_equal_shares_are_those_of_the_page(election: Election) -> None:
    run = count_equal_shares(election, EqualShares()).run
    assert run is not None
    claims, ledger = claims_of(election, Utility.COST), Ledger(len(election.ballots.weights), run.endowment)
    first, second = (election.projects[number] for number in run.bought)

    paid_first = ledger.buy(claims[run.bought[0]]) * first.cost
    rows = [
        f"| `{project.id}` | {_said(ledger.total(claim))} | {project.cost} |"
        for project, claim in zip(election.projects, claims, strict=True)
        if project.id != first.id
    ]
    paid_second = ledger.buy(claims[run.bought[1]]) * second.cost
    poor = ledger.total(claims[election.number["air"]])

    sentences = [
        f"masing-masing memegang **{_said(run.endowment)}**",
        f"Masing-masing membayar {first.cost} : 6 = {_said(paid_first)}",
        f"Masing-masing membayar {second.cost} : 4 = {_said(paid_second)}",
        f"masih memegang {_said(run.endowment - paid_second)}",
        f"Pendukung `air` memegang {_said(poor)}",
        f"Terpilih: **{first.id}, {second.id}**. Terpakai {run.spent}, sisa {election.budget - run.spent}.",
    ]
    assert explain_loser(run, election.number["air"]).supporters_to_add == 1
    assert _missing("bagian-sama.md", [*rows, *sentences, "Dengan satu pendukung lagi, `air` bisa menang."]) == []


def test_the_list_by_votes_is_that_of_the_page(election: Election) -> None:
    left, rows, chosen = election.budget, [], []
    for number in sorted(range(5), key=lambda number: (-election.votes[number], number)):
        project, fits = election.projects[number], election.costs[number] <= left
        outcome = "diambil" if fits else "tidak muat"
        rows.append(f"| `{project.id}` | {election.votes[number]} | {project.cost} | {_said(left)} | {outcome} |")
        chosen += [project.id] if fits else []
        left -= project.cost if fits else 0
    orders = {order: ", ".join(count_greedy(election, order).winners) for order in Order}

    assert chosen == list(count_greedy(election, Order.VOTES).winners)
    sentences = [
        f"Terpilih: **{orders[Order.VOTES]}**",
        f"(`--order cost`): {orders[Order.COST]}.",
        f"Terpilih: {orders[Order.DENSITY]}.",
    ]
    assert _missing("suara-terbanyak.md", [*rows, *sentences]) == []


def test_the_days_of_saving_together_are_those_of_the_page(election: Election) -> None:
    """The obvious version: for each round, the day on which the supporters of each project have saved enough."""
    ballots, days = election.ballots, [Fraction(0)] * len(election.ballots.weights)
    supporters: dict[str, list[int]] = {project.id: [] for project in election.projects}
    for place, (marks, _) in enumerate(ballots.rows()):
        for number, _ in marks:
            supporters[election.projects[number].id].append(place)
    told, bought = [], []
    for _ in range(3):
        ready = {
            name: (_costs(election, [name]) + sum(days[place] * ballots.weights[place] for place in places))
            / Fraction(sum(int(ballots.weights[place]) for place in places))
            for name, places in supporters.items()
            if name not in bought
        }
        name = min(ready, key=lambda name: (ready[name], name))
        told.append({project: _said(day) for project, day in ready.items()})
        bought.append(name)
        for place in supporters[name]:
            days[place] = ready[name]

    assert tuple(bought[:2]) == count_phragmen(election).winners
    first = [f"= {told[0][name]}" for name in ("air", "talud", "posyandu", "jalan")]
    sentences = [
        f"lampu 200 : 4 = **{told[0]['lampu']}**",
        *first,
        f"(300 + 50) : 5 = **{told[1]['air']}**",
        f"(600 + 70 + 70 + 50 + 50) : 6 = **{told[2]['jalan']}**",
        f"(250 + 70 + 70 + 50) : 3 = {told[2]['talud']}",
        f"(350 + 70 + 70 + 70 + 50) : 4 = {told[2]['posyandu']}",
        f"Terpilih: **{', '.join(bought[:2])}**. Terpakai {_costs(election, bought[:2])}.",
    ]
    assert _missing("menabung-bersama.md", sentences) == []


def test_the_sets_of_greatest_welfare_are_those_of_the_page(election: Election) -> None:
    sets = (["air", "jalan"], ["jalan", "posyandu"], ["jalan", "lampu"], ["lampu", "air", "posyandu"])
    totals = [
        sum(welfare(election, Utility.COST, election.number[project]) for project in projects) for projects in sets
    ]
    rows = [
        f"{', '.join(projects)}** | {_costs(election, projects)} | **{_said(total)}** |"
        if place == 0
        else f"| {', '.join(projects)} | {_costs(election, projects)} | {_said(total)} |"
        for place, (projects, total) in enumerate(zip(sets, totals, strict=True))
    ]

    assert sorted(count_welfare(election, Utility.COST).winners) == sets[totals.index(max(totals))]
    assert _missing("manfaat-terbesar.md", rows) == []


def test_the_count_of_several_funds_is_that_of_the_page(election: Election) -> None:
    conditions = Conditions(
        {"add": 400, "dana-desa": 600},
        {"jalan": frozenset({"dana-desa"})},
        conflicts=(frozenset({"air", "lampu"}),),
        mandatory={"talud": {"dana-desa": 250}},
    )

    outcome = count_shared_funds(election, conditions)

    shares = {fund: Fraction(amount, 10) for fund, amount in conditions.shared().items()}
    air = outcome.purchases[1]
    given = dict(air.paid)
    held = {
        project.id: votes * sum(shares[fund] for fund in conditions.funds_of(project.id))
        for project, votes in zip(election.projects, election.votes, strict=True)
    }
    both, one = _said(outcome.endowment), _said(shares["dana-desa"])
    spent = _costs(election, outcome.winners)
    assert [(name, reason.projects) for name, reason in outcome.refused] == [("lampu", ("air", "lampu"))]
    sentences = [
        f"Tiap warga memegang {_said(shares['add'])} ADD dan {one} Dana Desa, jadi {both}.",
        *(f"× {both} = {_said(held[name])} | {_costs(election, [name])} |" for name in ("air", "lampu", "posyandu")),
        f"6 × {one} = {_said(held['jalan'])} | 600 | gugur |",
        f"300 : 5 = {_said(air.price * 300)}: dari ADD {_said(given['add'] / 5)}, dari Dana Desa",
        f"ADD memberi {_said(given['add'])} dan Dana Desa {_said(given['dana-desa'])}.",
        f"Terpilih: **{', '.join(outcome.winners)}**. Terpakai {spent}.",
        f"Sisa ADD {_said(400 - given['add'])}, sisa Dana Desa {_said(350 - given['dana-desa'])}.",
    ]
    assert _missing("beberapa-dana.md", sentences) == []
