# SPDX-License-Identifier: Apache-2.0
"""Check a count by equal shares: `python verifier.py TRANSCRIPT.json BALLOTS.pb`. This file needs nothing else.

It asks every project its price in every round, in exact fractions, and whether the count ends where its rules say.
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

Vote = tuple[tuple[str, int], ...]
Election = tuple[int, dict[str, int], Counter[Vote]]  # the budget, the cost of each project, each ballot's weight
Published = dict[str, Any]  # Whatever JSON holds; it is compared, never trusted.
Claim = list[tuple[int, int]]  # the place of a ballot, and what the project is worth to it


def read_rows(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each line below a header as (section, cell by column)."""
    section, head = "", None
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.strip() in {"META", "PROJECTS", "VOTES"}:
            section, head = line.strip(), None
        elif head is None:
            head = [name.strip() for name in line.split(";")]
        elif line.strip():
            yield section, dict(zip(head, next(csv.reader([line], delimiter=";")), strict=False))


def read_election(text: str) -> Election:
    """Return the election of a `.pb` file."""
    rows = list(read_rows(text))
    meta = {row["key"]: row.get("value", "") for section, row in rows if section == "META"}
    costs = {row["project_id"].strip(): int(Fraction(row["cost"])) for section, row in rows if section == "PROJECTS"}
    votes = Counter(read_vote(row, meta["vote_type"].strip()) for section, row in rows if section == "VOTES")
    return int(Fraction(meta["budget"])), costs, votes


def read_vote(row: dict[str, str], kind: str) -> Vote:
    """Return pairs of project and points, sorted; an approval is one point, ranks are Borda points."""
    chosen = [name.strip() for name in row["vote"].split(",") if name.strip()]
    points = list(range(len(chosen) - 1, -1, -1)) if kind == "ordinal" else [1] * len(chosen)
    if kind in {"cumulative", "scoring"} and chosen:
        points = [int(Fraction(mark)) for mark in row["points"].split(",")]
    return tuple(sorted((name, mark) for name, mark in zip(chosen, points, strict=True) if mark))


def hash_of(election: Election) -> str:
    """Return the hash of the canonical text."""
    lines = [f"budget {election[0]}", *(f"project {name} {cost}" for name, cost in sorted(election[1].items()))]
    marks = {vote: ",".join(f"{name}:{points}" for name, points in vote) for vote in election[2]}
    lines += sorted(f"ballot {marks[vote]} {weight}" for vote, weight in election[2].items())
    return hashlib.sha256("\n".join([*lines, ""]).encode()).hexdigest()


def purchases(election: Election, parameters: Published, endowment: Fraction) -> Iterator[tuple[str, Fraction]]:
    """Yield each project and its price, in order of purchase."""
    (_, costs, ballots), keys = election, parameters["tie"].split(",")
    unit, holdings, weights = endowment.denominator, [endowment.numerator] * len(ballots), list(ballots.values())
    claims: dict[str, Claim] = {name: [] for name in costs}
    for place, vote in enumerate(ballots):
        for name, points in vote:
            claims[name].append((place, {"cost": costs[name], "count": 1, "points": points}[parameters["utility"]]))
    votes = {name: sum(weights[place] for place, _ in claim) for name, claim in claims.items()}
    places = {name: [{"cost": costs[name], "votes": -votes[name], "id": name}[key] for key in keys] for name in costs}
    while True:
        asked = {name: least_price(costs[name], unit, claim, holdings, weights) for name, claim in claims.items()}
        claims = {name: claim for name, claim in claims.items() if asked[name] is not None}
        if not claims:
            return
        due, _, name = min((asked[name] or Fraction(0), places[name], name) for name in claims)
        yield name, due
        unit, holdings = unit * due.denominator, [held * due.denominator for held in holdings]
        for place, worth in claims.pop(name):
            holdings[place] = max(0, holdings[place] - int(due * worth * unit))


def least_price(cost: int, unit: int, claim: Claim, holdings: list[int], weights: list[int]) -> Fraction | None:
    """Return the least price per utility at which supporters can pay, or None; holdings are counted in 1 / unit."""
    together: Counter[tuple[int, int]] = Counter()
    for place, worth in claim:
        together[holdings[place], worth] += weights[place]
    due, power = cost * unit, sum(worth * people for (_, worth), people in together.items())
    for (held, worth), people in sorted(together.items(), key=lambda group: Fraction(*group[0])):
        if held * power >= due * worth:
            return Fraction(due, power * unit)
        due, power = due - held * people, power - worth * people
    return None


def violation(published: Published, election: Election) -> tuple[str, str] | None:
    """Return the first wrong line of a transcript as (line, reason), or None if all is right."""
    try:
        return first_wrong(published, election)
    except Exception as broken:  # noqa: BLE001 - whatever a transcript breaks, it is not right.
        return str(broken.args[0]) if isinstance(broken, KeyError) else "transcript", f"cannot be read: {broken!r}"


def first_wrong(published: Published, election: Election) -> tuple[str, str] | None:
    """Compare facts, then rounds, then the sum, then the end."""
    parameters, endowment, costs = published["parameters"], Fraction(published["endowment"]), election[1]
    facts: Published = {"format": "rembuk-count-1", "rule": "equal-shares", "ballots": hash_of(election)}
    facts |= {"voters": election[2].total(), "budget": election[0], "spent": 0, "rounds": 0, "parameters": parameters}
    facts["endowment"] = "{}/{}".format(*endowment.as_integer_ratio())
    for number, (name, due) in enumerate(purchases(election, parameters, endowment), 1):
        facts |= {"spent": facts["spent"] + costs[name], "rounds": number}
        facts[f"round {number}"] = {"project": name, "cost": costs[name], "price": f"{due.numerator}/{due.denominator}"}
    said = {f"round {number}": entry for number, entry in enumerate(published["rounds"], 1)}
    said |= published | {"rounds": len(published["rounds"])}
    for name in sorted(facts | said, key=lambda name: (name[:6] != "round ", len(name), name)):
        if json.dumps(said.get(name), sort_keys=True) != json.dumps(facts.get(name), sort_keys=True):
            return name, f"should be {facts.get(name)!r}"
    return wrong_end(parameters, endowment, election)


def wrong_end(parameters: Published, endowment: Fraction, election: Election) -> tuple[str, str] | None:
    """Return what is wrong with the endowment at which the count ended, or None."""
    share = Fraction(election[0], max(1, election[2].total()))
    if parameters["completion"] == "none":
        return None if endowment == share else ("endowment", "is not budget / voters")
    step, start = parameters["step"], {"exact": share, "floor": Fraction(int(share))}[parameters["start"]]
    if parameters["completion"] != "add1" or endowment < start or (endowment - start) % step or step < 1:
        return "endowment", "is not reached by whole steps of a known completion"
    (over, done), (over_next, _) = (state(parameters, amount, election) for amount in (endowment, endowment + step))
    if endowment > start and (over or any(state(parameters, endowment - step, election))):
        return "endowment", "goes on after the end"
    return None if over or done or over_next else ("endowment", "stops before the end")


def state(parameters: Published, endowment: Fraction, election: Election) -> tuple[bool, bool]:
    """Does this endowment exceed the budget, and is nothing left to go on for?"""
    bought = {name for name, _ in purchases(election, parameters, endowment)}
    left = election[0] - sum(election[1][name] for name in bought)
    wanted = {name for vote in election[2] for name, _ in vote} - bought
    return left < 0, not any(parameters["stop"] == "overspend" or election[1][name] <= left for name in wanted)


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as file, open(sys.argv[2], "rb") as pb:  # noqa: PTH123 - engines import no pathlib
            found = violation(json.load(file), read_election(pb.read().decode("utf-8-sig")))
    except Exception as broken:  # noqa: BLE001 - a stranger's files may break anything.
        sys.stderr.write(f"These are not a transcript and its ballots, in this order: {broken!r}.\n")
        sys.exit(2)
    sys.stdout.write("Refused: {} {}.\n".format(*found) if found else "Accepted.\n")
    sys.exit(found is not None)
