"""The map of opinions in words and numbers: tables to read, and plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import ascii_uppercase
from textwrap import shorten

from rembuk.engines.opinions import Answers, Dividing, Grouping, OpinionMap, Refusal, Shared, Side, Tally
from rembuk.engines.opinions.groups import ANSWERS_NEEDED, FIRM, SMALLEST_GROUP

Words = Mapping[str, str]

WIDTH = 72
REFUSALS = {
    Refusal.TOO_FEW_PEOPLE: (
        f"No groups: fewer than {2 * SMALLEST_GROUP} people answered enough ({ANSWERS_NEEDED} statements, or all)."
    ),
    Refusal.NO_GROUPS: f"No groups: nowhere do {SMALLEST_GROUP} or more people stand apart from the others.",
    Refusal.UNSTABLE: "No groups: half of the people alone would often make others.",
}


# --- for people ------------------------------------------------------------------------------------------------------


def as_tables(found: OpinionMap, words: Words, top: int) -> str:
    """Return what was found as text, `top` statements of each kind."""
    parts = {
        "Bridges: a sure majority in every group": [_shared(each, words) for each in found.bridging[:top]],
        "Consensus: a majority everywhere": [_shared(each, words) for each in found.consensus[:top]],
        "Divides: the widest gaps": [_dividing(each, words) for each in found.dividing[:top]],
        "To ask next": [_asked(each.answers, words) for each in found.questions[:top]],
    }
    lists = ["\n".join([title, *(lines or ["  none"])]) for title, lines in parts.items()]
    return "\n\n".join([_size(found), "\n".join(_groups(found.grouping)), *lists])


def _size(found: OpinionMap) -> str:
    votes = found.votes
    aside = f", {votes.aside.sum()} of them set aside" if votes.aside.any() else ""
    return (
        f"{len(votes.participants)} participants, {len(votes.statements)} statements{aside}, {len(votes.values)} votes"
    )


def _groups(grouping: Grouping) -> Iterator[str]:
    if grouping.refusal is None:
        yield f"Groups (stability {float(grouping.stability):.2f}; shown from {float(FIRM):.2f})"
        yield from (f"  {ascii_uppercase[number]}  {size:5} people" for number, size in enumerate(grouping.sizes))
        return
    yield REFUSALS[grouping.refusal]
    if grouping.refusal is Refusal.UNSTABLE:
        yield f"  Their stability would be {float(grouping.stability):.2f}; groups are shown from {float(FIRM):.2f}."


def _shared(shared: Shared, words: Words) -> str:
    seen = shared.answers if shared.side is Side.FOR else shared.answers.turned()
    return _line(f"{shared.side:7}", seen, words)


def _dividing(dividing: Dividing, words: Words) -> str:
    return _line("for    ", dividing.answers, words)


def _asked(answers: Answers, words: Words) -> str:
    return f"  {answers.everyone.answered:5} answers   {_statement(answers, words)}"


def _line(side: str, seen: Answers, words: Words) -> str:
    named = [(ascii_uppercase[number], group) for number, group in enumerate(seen.groups)]
    shares = "  ".join(f"{name} {_share(tally)}" for name, tally in named or [("all", seen.everyone)])
    return f"  {side}  {shares}   {_statement(seen, words)}"


def _share(tally: Tally) -> str:
    return f"{100 * tally.agreed / tally.answered:3.0f} %" if tally.answered else "  - %"


def _statement(answers: Answers, words: Words) -> str:
    return shorten(f"{answers.statement} {words.get(answers.statement, '')}", WIDTH, placeholder=" …")


# --- for programs ----------------------------------------------------------------------------------------------------

Data = dict[str, object]


def as_data(found: OpinionMap) -> Data:
    """Return all that was found; shares as exact fractions "p/q", groups by their numbers, the largest 0."""
    return {
        "participants": len(found.votes.participants),
        "statements": len(found.votes.statements),
        "votes": len(found.votes.values),
        "groups": _groups_data(found),
        "map": dict(zip(found.votes.participants, found.places.tolist(), strict=True)),
        "bridging": [_shared_data(each) for each in found.bridging],
        "consensus": [_shared_data(each) for each in found.consensus],
        "dividing": [_dividing_data(each) for each in found.dividing],
        "ask_next": [{"statement": each.answers.statement, "priority": each.priority} for each in found.questions],
        "answers": {each.statement: _answers_data(each) for each in found.answers},
    }


def _groups_data(found: OpinionMap) -> Data:
    """Show who is where only where groups may be shown."""
    grouping = found.grouping
    firmness: Data = {"stability": str(grouping.stability), "refusal": grouping.refusal}
    if grouping.refusal:
        return firmness
    names = [found.votes.participants[place] for place in grouping.members]
    members = dict(sorted(zip(names, grouping.labels.tolist(), strict=True)))
    return firmness | {"sizes": list(grouping.sizes), "silhouette": grouping.silhouette, "members": members}


def _shared_data(shared: Shared) -> Data:
    return {"statement": shared.answers.statement, "side": shared.side, "strength": str(shared.strength)}


def _dividing_data(dividing: Dividing) -> Data:
    return {
        "statement": dividing.answers.statement,
        "most_for": dividing.most_for,
        "most_against": dividing.most_against,
        "gap": str(dividing.gap),
    }


def _answers_data(answers: Answers) -> Data:
    return {
        "everyone": _tally_data(answers.everyone),
        "groups": [_tally_data(group) for group in answers.groups],
    }


def _tally_data(tally: Tally) -> list[int]:
    return [tally.agreed, tally.disagreed, tally.passed]
