"""The lines of a plan come in as the RKPDes matrix: all of them or none, and doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from rembuk.journeys.intake_cells import BadCell, read_amount
from rembuk.journeys.intake_tables import Line
from rembuk.journeys.plan_books import MODES, RKPDES
from rembuk.journeys.whole_tables import CHANGED, NEW, SAME, LinesReport, take_in_whole
from rembuk.kernel.codes import NotACode, read_code
from rembuk.kernel.money import NotRupiah, parse_rupiah
from rembuk.kernel.states import MoveNotAllowed
from rembuk.kernel.texts import name_key
from rembuk.people.models import Person
from rembuk.plans.actions import GateNotPassed, NotInThisPlan, change_line, schedule_item
from rembuk.plans.activities import UnknownActivity
from rembuk.plans.differences import differences, draft_of
from rembuk.plans.drafts import BadLine, LineDraft
from rembuk.plans.models import PlanItem, PlanLine, YearPlan
from rembuk.plans.queries import lines_of
from rembuk.plans.states import Fund, Mode

_LABELS: Final = {name: label for label, name in RKPDES.items() if name}
_FUNDS: Final = {name_key(fund.value): fund for fund in Fund} | {
    "danadesa": Fund.DDS,
    "dd": Fund.DDS,
    "pades": Fund.PAD,
    "swadaya": Fund.SWD,
    "dll": Fund.PDL,
}
_MODES: Final = {name_key(words): Mode(mode) for mode, words in MODES.items()}
MOST_ROWS: Final = 500


def import_lines(path: Path, plan: YearPlan, why: str, *, by: Person | None, at: datetime) -> LinesReport:
    """Take a matrix into a draft: a row changes the line of its item, or puts a verified item into the plan.

    Raise UnreadableFile for what is no such matrix.
    """
    return take_in_whole(path, _LABELS, _Reader(plan, why, by, at).take_in, most_rows=MOST_ROWS)


@dataclass
class _Reader:
    plan: YearPlan
    why: str
    by: Person | None
    at: datetime

    def __post_init__(self) -> None:
        self.lines = {line.item.code: line for line in lines_of(self.plan)}
        self.seen: set[str] = set()

    def take_in(self, line: Line) -> str:
        """Return what became of a row; raise BadCell for the first thing that is wrong with it."""
        code = self._code(line.cells)
        draft = _draft(line.cells)
        known = self.lines.get(code)
        if known is None:
            self._schedule(code, draft)
            return NEW
        if not differences(draft_of(known), draft):
            return SAME
        self._change(known, draft)
        return CHANGED

    def _code(self, cells: Mapping[str, str]) -> str:
        text = cells.get("code", "")
        try:
            code = read_code(text)
        except NotACode as error:
            raise _bad("code", _("“%(text)s” is no number of an item.") % {"text": text}) from error
        if code in self.seen:
            raise _bad("code", _("This item stands in the list twice."))
        self.seen.add(code)
        return code

    def _schedule(self, code: str, draft: LineDraft) -> None:
        near = ("programme", "region", "need")
        item = PlanItem.objects.select_related(*near).filter(code=code, region=self.plan.region).first()
        if item is None:
            raise _bad("code", _("This kampung has no item with this number."))
        try:
            schedule_item(self.plan, item, draft, by=self.by, at=self.at)
        except (GateNotPassed, MoveNotAllowed, NotInThisPlan) as error:
            raise _bad("code", _("This item has not been verified for this year.")) from error

    def _change(self, known: PlanLine, draft: LineDraft) -> None:
        try:
            change_line(known, draft, self.why, by=self.by, at=self.at)
        except MoveNotAllowed as error:
            raise _bad("code", _("An approved plan does not change. Draw up a new version.")) from error


def _draft(cells: Mapping[str, str]) -> LineDraft:
    values: dict[str, Any] = {  # Any: each column has its own type.
        name: _READERS.get(name, _text)(cells.get(name, ""), name) for name in _LABELS if name != "code"
    }
    try:
        return LineDraft(**values)
    except UnknownActivity as error:
        raise _bad("activity_code", _("“%(text)s” is no official activity.") % {"text": error}) from error
    except BadLine as error:
        raise _bad(error.column, _("This is missing, too long or out of range.")) from error


def _text(text: str, _name: str) -> str:
    return text


def _cost(text: str, name: str) -> int:
    try:
        return parse_rupiah(text)
    except NotRupiah as error:
        raise _bad(name, _("“%(text)s” is no amount. Write for example 12.500.000.") % {"text": text}) from error


def _count(text: str, name: str) -> int | None:
    if not text:
        return None
    amount = read_amount(text, _LABELS[name])
    if amount != int(amount):
        raise _bad(name, _("“%(text)s” is no whole number.") % {"text": text})
    return int(amount)


def _month(text: str, name: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 12:
        raise _bad(name, _("“%(text)s” is no month. Write 1 to 12.") % {"text": text})
    return int(text)


def _fund(text: str, name: str) -> Fund:
    try:
        return _FUNDS[name_key(text)]
    except KeyError as error:
        known = ", ".join(fund.value for fund in Fund)
        raise _unknown(name, text, known) from error


def _mode(text: str, name: str) -> Mode:
    try:
        return _MODES[name_key(text)]
    except KeyError as error:
        known = ", ".join(MODES.values())
        raise _unknown(name, text, known) from error


def _unknown(name: str, text: str, known: str) -> BadCell:
    return _bad(name, _("“%(text)s” is unknown. Write one of: %(known)s.") % {"text": text, "known": known})


_READERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    "volume": lambda text, name: read_amount(text, _LABELS[name]),
    "cost_rupiah": _cost,
    "men": _count,
    "women": _count,
    "poor_households": _count,
    "first_month": _month,
    "last_month": _month,
    "fund": _fund,
    "mode": _mode,
}


def _bad(name: str, what: str) -> BadCell:
    return BadCell(_LABELS[name], what)
