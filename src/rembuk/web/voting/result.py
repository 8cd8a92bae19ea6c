"""The result of a vote as its page tells it: what won, why each option did or did not, and what other rules would say.

Everything is counted anew from the published ballots, so that the page cannot say what the files do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rembuk.engines.allocation import (
    Election,
    LoserExplained,
    Unserved,
    Utility,
    explain_losers,
    explain_winner,
    find_unserved,
)
from rembuk.engines.allocation.equal_shares import Run
from rembuk.meetings.sealing import short_checksum
from rembuk.priorities.counting import Declaration, Result, count, winners_by_rule
from rembuk.priorities.models import Voting
from rembuk.priorities.participation import Participation, participation_in
from rembuk.priorities.publishing import election_of
from rembuk.priorities.queries import declaration_of, receipts_counted
from rembuk.web.charts import Bar, Chart, bars, share
from rembuk.web.formats import number, rupiah
from rembuk.web.voting.participation import came_table


@dataclass(frozen=True)
class Told:
    """One option: how it came out, and why, in sentences."""

    key: str
    name: str
    cost: int
    support: int
    outcome: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class ByRule:
    """What a rule decides on the same ballots."""

    label: str
    names: tuple[str, ...]
    is_declared: bool


class ResultShown:
    """A counted vote for its page; raise NotCountedYet before, or SealBroken if its rule was changed."""

    def __init__(self, voting: Voting, receipt: str = "") -> None:
        self.voting, self.receipt = voting, receipt
        self.declaration: Declaration = declaration_of(voting)
        self.election: Election = election_of(voting, self.declaration)
        self.result: Result = count(self.declaration, self.election, seal=voting.seal)

    @property
    def headline(self) -> str:
        """The finding in a sentence."""
        winners, options = len(self.result.winners), len(self.election.number)
        said = {"winners": number(winners), "options": number(options), "money": rupiah(self._spent)}
        return _("%(winners)s of %(options)s wishes get money, %(money)s together") % said

    @property
    def turnout(self) -> str:
        """How many ballots were counted, of how many people on the roll where there is one."""
        ballots, voters = self.ballots, self.voters
        counted = ngettext("%(num)s ballot was counted", "%(num)s ballots were counted", ballots)
        said = counted % {"num": number(ballots)}
        if not voters:
            return f"{said}."
        listed = ngettext("%(num)s person is on the roll", "%(num)s people are on the roll", voters)
        return f"{said}; {listed % {'num': number(voters)}} ({share(ballots, voters)})."

    @property
    def ballots(self) -> int:
        """How many ballots were counted."""
        return int(self.election.ballots.weights.sum())

    @property
    def voters(self) -> int:
        """How many are on the roll; none where there is no roll."""
        return self.participation.voters

    @cached_property
    def participation(self) -> Participation:
        """Who came for a card, by hamlet and group."""
        return participation_in(self.voting)

    @property
    def came(self) -> tuple[list[tuple[str, str]], list[tuple[str | int | None, ...]]]:
        """The columns and rows of who came, as components/table.html takes them."""
        return came_table(self.participation)

    @property
    def channels(self) -> str:
        """How many ballots came over the web and on paper."""
        web, _holds = self._receipts
        said = {"web": number(web), "paper": number(self.ballots - web)}
        return _("Ballots cast on the web: %(web)s. Ballots on paper: %(paper)s.") % said

    @property
    def is_counted(self) -> bool:
        """Is the receipt that is looked for among those counted?"""
        return bool(self.receipt) and self._receipts[1]

    @cached_property
    def _receipts(self) -> tuple[int, bool]:
        return receipts_counted(self.voting, self.receipt)

    @property
    def checksum(self) -> str:
        """The beginning of the checksum of the ballots, which stands on the paper too."""
        return short_checksum(self.election.hash)

    @property
    def each_share(self) -> str:
        """What each ballot held in the count that decided, to the nearest rupiah; empty for a rule without shares."""
        held = self.result.outcome.endowment
        return rupiah(round(held)) if held is not None else ""

    @cached_property
    def options(self) -> list[Told]:
        """Every option: winners in order of selection, then the reserve list, then what nobody chose."""
        others = sorted(self.election.number.keys() - {*self.result.winners, *self.result.reserve})
        return [self._told(key) for key in (*self.result.winners, *self.result.reserve, *others)]

    @property
    def chart(self) -> Chart:
        """Bars of support with a line where the money ends."""
        winners = len(self.result.winners)
        marks = ["✓ "] * winners + [""] * (len(self.options) - winners)
        values = [
            Bar(one.name, one.support, mark + number(one.support))
            for mark, one in zip(marks, self.options, strict=True)
        ]
        drawing = bars("dukungan", self.headline, values, label=_("Wish"), unit=self.unit, cut=winners).drawing
        columns = ((_("Wish"), "text"), (self.unit, "number"), (_("Cost"), "money"), (_("Outcome"), "text"))
        return Chart(drawing, columns, tuple((one.name, one.support, one.cost, one.outcome) for one in self.options))

    @cached_property
    def by_rule(self) -> list[ByRule]:
        """What each rule would have decided, the declared one first."""
        decided = winners_by_rule(self.declaration, self.election)
        names = {project.id: project.name for project in self.election.projects}
        rows = [
            ByRule(str(rule.label), tuple(names[key] for key in sorted(keys)), rule == self.declaration.rule)
            for rule, keys in decided.items()
        ]
        return sorted(rows, key=lambda row: not row.is_declared)

    @property
    def rules_agree(self) -> bool:
        """Would every rule have decided the same?"""
        return len({row.names for row in self.by_rule}) == 1

    @property
    def can_be_unserved(self) -> bool:
        """Can it be told whether a group was left out? Only ballots that choose, and do not grade, say so."""
        return self.election.kind == "approval"

    @cached_property
    def left_out(self) -> list[str]:
        """Each wish with the group that was left out most, in a sentence; empty when nobody was."""
        return [self._unserved(one) for one in find_unserved(self.election, self.result.winners, Utility.COST)]

    def _unserved(self, group: Unserved) -> str:
        said = {
            "people": ngettext("%(num)s person", "%(num)s people", group.people) % {"num": number(group.people)},
            "wish": self.election.projects[self.election.number[group.project]].name,
            "share": rupiah(int(group.share)),
            "needed": rupiah(group.needed),
        }
        return _("%(people)s who want “%(wish)s”: their share is %(share)s; %(needed)s would have been enough.") % said

    @property
    def _spent(self) -> int:
        return self.result.outcome.spent

    @property
    def unit(self) -> str:
        """What support is counted in."""
        return _("Points") if self.election.kind == "points" else _("Ballots for it")

    def _told(self, key: str) -> Told:
        place = self.election.number[key]
        project = self.election.projects[place]
        why = tuple(self._why(key, place))
        return Told(key, project.name, project.cost, self.election.scores[place], self.outcome(key), why)

    def outcome(self, key: str) -> str:
        """How an option came out, in a word or two."""
        if key in self.result.winners:
            return _("won")
        return _("reserve") if key in self.result.reserve else _("not chosen")

    def _why(self, key: str, place: int) -> Iterator[str]:
        run = self.result.outcome.run
        if not self.election.scores[place]:
            yield _("Nobody chose it.")
        elif key in self.result.winners:
            yield _why_won(run, place) if run else _("The money was enough when its turn came.")
        elif run:
            yield from self._why_lost(place)
        else:
            yield self._what_is_missing(place)

    def _why_lost(self, place: int) -> Iterator[str]:
        """Say what an option lacked in equal shares, and what would have been enough."""
        lost, project = self._losers[place], self.election.projects[place]
        yield _("What its supporters had left was not enough for it.")
        if lost.supporters_to_add is not None:
            yield ngettext(
                "%(num)s more ballot for it would have been enough.",
                "%(num)s more ballots for it would have been enough.",
                lost.supporters_to_add,
            ) % {"num": number(lost.supporters_to_add)}
        if lost.cost_to_win:
            less = {"cost": rupiah(lost.cost_to_win), "less": rupiah(project.cost - lost.cost_to_win)}
            yield _("A cost of %(cost)s, %(less)s less, would have been low enough.") % less
        for rival, paid in lost.rivals[:1]:
            said = {"rival": self.election.projects[rival].name, "paid": rupiah(paid)}
            yield _("Its supporters gave most to “%(rival)s”: %(paid)s.") % said

    @cached_property
    def _losers(self) -> dict[int, LoserExplained]:
        run = self.result.outcome.run
        return explain_losers(run) if run else {}

    def _what_is_missing(self, place: int) -> str:
        missing = self.election.projects[place].cost - self.result.left_rupiah
        if missing > 0:
            said = {"left": rupiah(self.result.left_rupiah), "missing": rupiah(missing)}
            return _("The %(left)s that are left are not enough: %(missing)s are missing.") % said
        return _("The count ended before its turn, because what came before it no longer fitted.")


def _why_won(run: Run, place: int) -> str:
    won = explain_winner(run, place)
    said = {"round": number(won.round), "most": rupiah(round(won.payment))}
    return _("Chosen in round %(round)s: its supporters share the cost, and nobody gives more than %(most)s.") % said
