# SPDX-License-Identifier: Apache-2.0
"""Check a count of several funds with this file alone: `python funds_verifier.py TRANSCRIPT.json BALLOTS.txt`.

BALLOTS.txt is the canonical text of the ballots, hashed by SHA-256. Every project is asked its price in every round, in
exact fractions, beside the hashes, what is mandatory, which project each round takes and what each fund gives.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

Published = dict[str, Any]  # Whatever JSON holds; it is compared, never trusted.


def read_election(text: str) -> tuple[int, dict[str, int], dict[str, int]]:
    """Return budget, cost of each project and weight of each ballot from their canonical text."""
    kinds: dict[str, dict[str, int]] = {"budget": {}, "project": {}, "ballot": {}}
    for kind, rest in (line.split(" ", 1) for line in text.splitlines()):
        name, _, number = rest.rpartition(" ")
        kinds[kind][name] = int(number)
    return kinds["budget"][""], kinds["project"], kinds["ballot"]


class Count:
    """Equal shares of all funds, under the published conditions; voters hold so many 1 / unit rupiah of each fund."""

    def __init__(self, text: str, parameters: Published, rules: Published) -> None:
        (self.budget, self.costs, ballots), keys = read_election(text), parameters["tie"].split(",")
        self.weights, self.rules = list(ballots.values()), rules
        self.claims: dict[str, list[tuple[int, int]]] = {name: [] for name in self.costs}
        for place, vote in enumerate(ballots):
            for name, _, points in (mark.rpartition(":") for mark in vote.split(",") if mark):
                worth = {"cost": self.costs[name], "count": 1, "points": int(points)}[parameters["utility"]]
                self.claims[name].append((place, worth))
        votes = {name: sum(self.weights[place] for place, _ in claim) for name, claim in self.claims.items()}
        known = {name: {"cost": self.costs[name], "votes": -votes[name], "id": name} for name in votes}
        self.ranks = {name: [known[name][key] for key in keys] for name in votes}
        self.may = {name: {*rules["eligible"].get(name, rules["funds"])} for name in votes}
        self.open = {name for name in votes if votes[name] and name not in rules["mandatory"]}
        self.unit = max(1, sum(self.weights))

    def fits(self, name: str, bought: set[str]) -> bool:
        """May a project be bought beside these, by quotas and conflicts?"""
        quotas = [(most, bought & {*group}) for _, most, group in self.rules["quotas"] if name in group]
        full = any(sum(self.costs[one] for one in {*others, name}) > most for most, others in quotas)
        return not full and not any(name in group and bought & {*group} - {name} for group in self.rules["conflicts"])

    def rounds(self, left: dict[str, int]) -> Iterator[Published]:
        """Yield what is mandatory, then what the voters' shares of the money left buy, in order."""
        bought, needs, purses = {*self.rules["mandatory"]}, self.rules["needs"], [{**left} for _ in self.weights]
        if sum(self.rules["funds"].values()) != self.budget or min(left.values()) < 0:
            raise ValueError("the funds are not the budget")
        for name, paid in sorted(self.rules["mandatory"].items()):
            whole = sum(paid.values()) == self.costs[name] and min(paid.values()) >= 0 and paid.keys() <= self.may[name]
            if not whole or not self.fits(name, bought) or not bought.issuperset(needs.get(name, ())):
                raise ValueError(f"{name} cannot be mandatory")
            yield round_of(name, self.costs[name], Fraction(), paid)
        while True:
            prices = {name: self.price(name, purses) for name in self.open if self.fits(name, bought)}
            self.open = {name for name, price in prices.items() if price is not None}
            ready = [name for name in self.open if bought.issuperset(needs.get(name, ()))]
            if not ready:
                return
            price, _, name = min((prices[name] or Fraction(), self.ranks[name], name) for name in ready)
            self.open.remove(name)
            bought.add(name)
            yield round_of(name, self.costs[name], price, self.paid(name, price, purses))

    def price(self, name: str, purses: list[dict[str, int]]) -> Fraction | None:
        """Return the least price per utility at which supporters can pay, or None."""
        together: Counter[tuple[int, int]] = Counter()
        for place, worth in self.claims[name]:
            together[sum(purses[place][fund] for fund in self.may[name]), worth] += self.weights[place]
        due, power = self.costs[name] * self.unit, sum(worth * people for (_, worth), people in together.items())
        for (held, worth), people in sorted(together.items(), key=lambda group: Fraction(*group[0])):
            if held * power >= due * worth:
                return Fraction(due, power * self.unit)
            due, power = due - held * people, power - worth * people
        return None

    def paid(self, name: str, price: Fraction, purses: list[dict[str, int]]) -> dict[str, Fraction]:
        """Let supporters pay, first from the fund that the fewest open projects may use; return what each gives."""
        uses = {fund: sum(fund in self.may[other] for other in self.open) for fund in self.may[name]}
        given = dict.fromkeys(sorted(uses, key=lambda fund: (uses[fund], fund)), 0)
        self.unit *= price.denominator
        for purse in purses:
            purse.update({fund: held * price.denominator for fund, held in purse.items()})
        for place, worth in self.claims[name]:
            owed = int(price * worth * self.unit)
            for fund in given:
                part = min(owed, purses[place][fund])
                owed, purses[place][fund] = owed - part, purses[place][fund] - part
                given[fund] += part * self.weights[place]
        return {fund: Fraction(amount, self.unit) for fund, amount in given.items()}


def round_of(name: str, cost: int, price: Fraction, paid: dict[str, Any]) -> Published:
    """Return a round as it is written."""
    return {"project": name, "cost": cost, "price": ratio(price), "paid": {fund: ratio(paid[fund]) for fund in paid}}


def ratio(value: Fraction) -> str:
    """Return a fraction as it is written."""
    return "{}/{}".format(*value.as_integer_ratio())


def violation(published: Published, text: str) -> tuple[str, str] | None:
    """Return the first wrong line of a transcript as (line, reason), or None if all is right."""
    try:
        said, true = by_line(published, published["rounds"]), facts(published, text)
    except Exception as broken:  # noqa: BLE001 - whatever a transcript breaks, it is not right.
        return str(broken.args[0]) if isinstance(broken, KeyError) else "transcript", f"cannot be read: {broken!r}"
    told = {line: [json.dumps(each.get(line), sort_keys=True) for each in (said, true)] for line in true | said}
    return next(((line, f"should be {fact}") for line, (claim, fact) in told.items() if claim != fact), None)


def facts(published: Published, text: str) -> Published:
    """Return what a true transcript says, line by line."""
    rules = {name: value for name, value in published["conditions"].items() if name != "hash"}
    bound = hashlib.sha256((text + json.dumps(rules, sort_keys=True)).encode()).hexdigest()
    given, count = rules["mandatory"].values(), Count(text, published["parameters"], rules)
    left = {fund: held - sum(paid.get(fund, 0) for paid in given) for fund, held in rules["funds"].items()}
    share, rounds = ratio(Fraction(sum(left.values()), count.unit)), list(count.rounds(left))
    true: Published = {"format": "rembuk-funds-1", "rule": "equal-shares", "voters": sum(count.weights)}
    true |= {"ballots": hashlib.sha256(text.encode()).hexdigest(), "conditions": rules | {"hash": bound}}
    true |= {"parameters": published["parameters"] | {"completion": "none"}, "budget": count.budget, "endowment": share}
    return by_line(true | {"spent": sum(one["cost"] for one in rounds)}, rounds)


def by_line(published: Published, rounds: list[Published]) -> Published:
    """Give each round a line of its own."""
    beside = [line for line in published if line.startswith("round ")]
    return published | {f"round {number}": one for number, one in enumerate(rounds, 1)} | {"rounds": beside}


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as file, open(sys.argv[2], "rb") as lines:  # noqa: PTH123 - engines import no pathlib
            published, text = json.load(file), lines.read().decode()
        read_election(text)
    except Exception as broken:  # noqa: BLE001 - a stranger's files may break anything.
        sys.stderr.write(f"These are not a transcript and its ballots, in this order: {broken!r}.\n")
        sys.exit(2)
    found = violation(published, text)
    sys.stdout.write("Refused: {} {}.\n".format(*found) if found else "Accepted.\n")
    sys.exit(found is not None)
