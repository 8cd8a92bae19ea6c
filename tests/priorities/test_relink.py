"""An attacker with the whole database tries to say which ballot is whose, and does no better than chance.

They hold every row of every table of the vote and of the journal, in the order in which the database stores it, and
know which voter came when. Every voter casts a ballot that no other does, so that each right guess shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.apps import apps
from django.db import connection
from django.db.models import Model

from rembuk.journal.models import Act
from rembuk.priorities.actions import count_voting, hand_over_card
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import RollEntry
from tests.cast import LAMPUNG_TENGAH, Cast
from tests.priorities.scenes import CLOSING, DRAFT, SIGNING, Scene, opened, vote

VOTERS = 60
# By chance one guess in sixty is right, one in all; ten or more happen once in nine million tries.
MORE_THAN_CHANCE = 10

Guess = list[tuple[object, ...]]


@dataclass(frozen=True)
class Dump:
    """What the attacker holds: the rows of each table, by model, as stored."""

    rows: dict[str, list[dict[str, object]]]

    def ballots(self) -> dict[object, tuple[object, ...]]:
        """What each ballot says, in the order of storage."""
        names = {row["id"]: row["key"] for row in self.rows["RoundOption"]}
        said: dict[object, list[tuple[object, object]]] = {row["id"]: [] for row in self.rows["Ballot"]}
        for mark in self.rows["BallotMark"]:
            said[mark["ballot_id"]].append((names[mark["option_id"]], mark["value"]))
        return {ballot: tuple(sorted(marks, key=str)) for ballot, marks in said.items()}


def dump() -> Dump:
    models: list[type[Model]] = [*apps.get_app_config("priorities").get_models(), Act]
    return Dump({model.__name__: stored(model) for model in models})


def stored(model: type[Model]) -> list[dict[str, object]]:
    place = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE tenant = %s ORDER BY {place}", [LAMPUNG_TENGAH])
        columns = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def guesses(taken: Dump) -> Iterator[Guess]:
    """Yield, for each way to set ballots beside the voters as they came, what the attacker thinks each one said."""
    said = taken.ballots()
    marked = list(dict.fromkeys(mark["ballot_id"] for mark in taken.rows["BallotMark"]))
    for order in (list(said), marked, sorted(said, key=str), sorted(said, key=lambda one: said[one])):
        yield [said[ballot] for ballot in order]
        yield [said[ballot] for ballot in reversed(order)]


def shared_values(taken: Dump) -> set[object]:
    """Return what stands both in a row about a person or card and in one about a ballot, apart from the vote itself."""
    ours = ("RollEntry", "Card", "Act")
    theirs = ("Ballot", "BallotMark", "Receipt", "Sending")
    common = {
        LAMPUNG_TENGAH,
        "",
        *(row["id"] for name in ("Round", "Voting", "RoundOption") for row in taken.rows[name]),
    }
    return values(taken, ours) & values(taken, theirs) - common - set(range(VOTERS * 10))


def values(taken: Dump, names: tuple[str, ...]) -> set[object]:
    return {value for name in names for row in taken.rows[name] for value in row.values()}


def hits(guess: Guess, truth: Guess) -> int:
    return sum(said == true for said, true in zip(guess, truth, strict=True))


def voted_in_the_order_of_the_roll(cast: Cast) -> tuple[Scene, Guess]:
    """Sixty voters get their cards and vote one after the other, as they stand on the roll: the worst case."""
    scene = opened(cast, voters=VOTERS, draft=replace(DRAFT, kind=BallotKind.POINTS, most=1_000))
    for entry in RollEntry.objects.filter(voting=scene.voting):
        hand_over_card(entry, by=cast.officer, at=SIGNING)
    truth: Guess = []
    for place in range(VOTERS):
        # What they say has an order of its own, so that sorting ballots by what they say is of no help.
        points = 23 * place % VOTERS + 1
        vote(scene, place, {"A": points, "B": VOTERS})
        truth.append((("A", points), ("B", VOTERS)))
    return scene, truth


def test_after_the_count_no_order_links_voters_to_ballots_better_than_chance(cast: Cast) -> None:
    scene, truth = voted_in_the_order_of_the_roll(cast)
    count_voting(scene.voting, by=cast.council, at=CLOSING)

    found = [hits(guess, truth) for guess in guesses(dump())]

    assert [right for right in found if right >= MORE_THAN_CHANCE] == []
    assert len(found) == 8


def test_the_attack_works_where_the_order_is_kept(cast: Cast) -> None:
    """While voting is open the order of writing is there for who has the file: the limit that the docs state."""
    _, truth = voted_in_the_order_of_the_roll(cast)

    assert VOTERS in [hits(guess, truth) for guess in guesses(dump())]


def test_no_value_stands_both_beside_a_person_and_beside_a_ballot(cast: Cast) -> None:
    scene, _ = voted_in_the_order_of_the_roll(cast)

    assert shared_values(dump()) == set()
    count_voting(scene.voting, by=cast.council, at=CLOSING)
    assert shared_values(dump()) == set()


def test_a_value_on_both_sides_would_be_found(cast: Cast) -> None:
    voted_in_the_order_of_the_roll(cast)
    taken = dump()
    taken.rows["RollEntry"][0]["card"] = taken.rows["Ballot"][0]["slot"]

    assert shared_values(taken) == {taken.rows["Ballot"][0]["slot"]}
