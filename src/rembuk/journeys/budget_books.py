"""A budget as a workbook, with the columns of the Penjabaran APBDes, and back into a draft: all of its rows or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from rembuk.finance.accounts import Chart, UnknownAccount, chart_for
from rembuk.finance.actions import add_post, change_amount
from rembuk.finance.drafts import NoAmount, PostDraft, insist_on_amount
from rembuk.finance.models import Budget, Post
from rembuk.finance.queries import budget_changes
from rembuk.journeys.intake_cells import BadCell
from rembuk.journeys.intake_tables import Line
from rembuk.journeys.whole_tables import CHANGED, NEW, SAME, LinesReport, take_in_whole
from rembuk.journeys.workbook_writing import Cell, write_workbook
from rembuk.kernel.money import NotRupiah, Rupiah, parse_rupiah
from rembuk.people.models import Person
from rembuk.plans.activities import UnknownActivity, activity_of
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund, PlanState
from rembuk.voices.wording import BadWords

# Volume and unit are the plan's and only written; a post has its number from here.
COLUMNS: Final = {
    "No": "number",
    "Kode kegiatan": "activity",
    "Kode rekening": "account",
    "Uraian": "title",
    "Volume": "",
    "Satuan": "",
    "Anggaran": "amount",
    "Sumber dana": "fund",
}
_LABELS: Final = {name: label for label, name in COLUMNS.items() if name}
MOST_ROWS: Final = 1_000


def budget_book(budget: Budget) -> bytes:
    """Return a version of a budget as a workbook; its funds have the codes of Siskeudes."""
    chart = chart_for(budget.region_number, budget.year)
    sizes = _sizes(budget)
    held = [(one.post, one.amount_rupiah) for one in budget_changes(budget) if one.amount_rupiah]
    rows = [_row(post, amount, chart, sizes.get(post.item_id)) for post, amount in held]
    return write_workbook(f"APBDes {budget.year} versi {budget.version}", tuple(COLUMNS), rows)


def _sizes(budget: Budget) -> dict[object, PlanLine]:
    here = {"plan__region_number": budget.region_number, "plan__year": budget.year}
    lines = PlanLine.objects.filter(plan__state=PlanState.APPROVED, **here)
    return {line.item_id: line for line in lines}


def _row(post: Post, amount: Rupiah, chart: Chart, line: PlanLine | None) -> tuple[Cell, ...]:
    size = (line.volume, line.unit) if line else (None, None)
    return (
        *(post.number, post.activity_code, post.account, post.title),
        *(*size, amount, chart.exported[post.fund]),
    )


def import_budget(path: Path, budget: Budget, *, by: Person | None, at: datetime) -> LinesReport:
    """Take a workbook or CSV file into a draft: a row changes the amount of its post, or adds a post.

    Posts that no row names stay as they are. Raise UnreadableFile for what is no such table.
    """
    return take_in_whole(path, _LABELS, _Reader(budget, by, at).take_in, most_rows=MOST_ROWS)


@dataclass
class _Reader:
    budget: Budget
    by: Person | None
    at: datetime

    def __post_init__(self) -> None:
        self.chart = chart_for(self.budget.region_number, self.budget.year)
        held = {one.post: one.amount_rupiah for one in budget_changes(self.budget) if one.amount_rupiah}
        self.amounts = {post.number: amount for post, amount in held.items()}
        self.posts = {post.number: post for post in held}
        self.by_facts = {self._facts(PostDraft(*_columns(post))): post for post in held}
        self.seen: set[object] = set()

    def take_in(self, line: Line) -> str:
        """Return what became of a row; raise BadCell for the first thing that is wrong with it."""
        amount, draft = _amount(line.cells), self._draft(line.cells)
        post = self._post(line.cells.get("number", ""), draft)
        self._insist_once(post.number if post else self._facts(draft))
        if post is None:
            add_post(self.budget, draft, amount, by=self.by, at=self.at)
            return NEW
        if self.amounts[post.number] == amount:
            return SAME
        change_amount(self.budget, post, amount, by=self.by, at=self.at)
        return CHANGED

    def _post(self, number: str, draft: PostDraft) -> Post | None:
        """Return the post that a row is about, by its number or else by all it says; None for a new one."""
        if not number:
            return self.by_facts.get(self._facts(draft))
        post = self.posts.get(int(number)) if number.isdecimal() else None
        if post is None:
            raise _bad("number", _("This draft has no post with this number. Leave it empty for a new one."))
        if self._facts(PostDraft(*_columns(post))) != self._facts(draft):
            raise _bad("number", _("The post with this number says something else. Only its amount can change."))
        return post

    def _insist_once(self, key: object) -> None:
        if key in self.seen:
            raise _bad("title", _("This post stands in the list twice."))
        self.seen.add(key)

    def _facts(self, draft: PostDraft) -> tuple[str, ...]:
        return (draft.activity_code, draft.account, draft.title, self.chart.exported[draft.fund])

    def _draft(self, cells: Mapping[str, str]) -> PostDraft:
        try:
            account = self.chart.spending(cells.get("account", "").strip().rstrip("."))
            activity = activity_of(cells.get("activity", "")).code
            return PostDraft(cells.get("title", ""), activity, account, self._fund(cells.get("fund", "")))
        except UnknownAccount as error:
            raise _bad("account", _("Nothing may be spent under this account code.")) from error
        except UnknownActivity as error:
            raise _bad("activity", _("“%(text)s” is no official activity.") % {"text": error}) from error
        except BadWords as error:
            raise _bad("title", _("This is missing, too long or out of range.")) from error

    def _fund(self, text: str) -> Fund:
        code = text.strip().upper()
        if code not in self.chart.incomes:
            known = ", ".join(self.chart.incomes)
            said = _("“%(text)s” is unknown. Write one of: %(known)s.") % {"text": text, "known": known}
            raise _bad("fund", said)
        return Fund(code)


def _columns(post: Post) -> tuple[str, str, str, Fund]:
    return post.title, post.activity_code, post.account, Fund(post.fund)


def _amount(cells: Mapping[str, str]) -> Rupiah:
    text = cells.get("amount", "")
    try:
        amount = parse_rupiah(text)
        insist_on_amount(amount)
    except (NotRupiah, NoAmount) as error:
        raise _bad("amount", _("“%(text)s” is no amount. Write for example 12.500.000.") % {"text": text}) from error
    return amount


def _bad(name: str, what: str) -> BadCell:
    return BadCell(_LABELS[name], what)
