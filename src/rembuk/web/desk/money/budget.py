"""The budget of a kampung and year at the desk: its draft, its evaluation and its versions."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.finance import actions
from rembuk.finance.accounts import chart_for
from rembuk.finance.drafts import IncomeDraft, PostDraft
from rembuk.finance.incomes import IncomeSum, income_sums, incomes_of
from rembuk.finance.models import Budget, Evaluation, Income, Post
from rembuk.finance.permissions import (
    may_approve_budget,
    may_draw_up_budget,
    may_evaluate_budget,
    may_indicate_budget,
    may_note_budget_silence,
)
from rembuk.finance.posts import post_at
from rembuk.finance.queries import LineChange, budget_changes, evaluations_of, fund_totals, versions_of
from rembuk.finance.states import PASSED, BudgetState, EvaluationState
from rembuk.journeys.budget_books import import_budget
from rembuk.journeys.income_books import import_incomes
from rembuk.journeys.intake_tables import MOST_BYTES, UnreadableFile
from rembuk.journeys.whole_tables import LinesReport
from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund, PlanState
from rembuk.regions.models import Region
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, Refused
from rembuk.web.desk.forms import NoForm
from rembuk.web.desk.money.budget_forms import (
    BookForm,
    ChangeForm,
    IncomeBookForm,
    IncomeForm,
    LetterForm,
    PostForm,
    RegulationForm,
    VersionForm,
    WhichForm,
    WhichIncomeForm,
    WordsForm,
)
from rembuk.web.desk.money.work import Sender
from rembuk.web.formats import capital
from rembuk.web.papers.incomes import by_month
from rembuk.web.programme import full_name

MOST_FAULTS = 20


class TakeIn(Protocol):
    """What takes a file into a draft."""

    def __call__(self, path: Path, budget: Budget, /, *, by: Person | None, at: datetime) -> LinesReport: ...


@dataclass
class BudgetWork:
    """The budget of a kampung and year in somebody's hands."""

    region: Region
    year: int
    sender: Sender

    @cached_property
    def versions(self) -> list[Budget]:
        """All versions, the newest first."""
        return versions_of(self.region.number, self.year)

    @property
    def newest(self) -> Budget | None:
        """The newest version: the draft, where there is one."""
        return self.versions[0] if self.versions else None

    @property
    def draft(self) -> Budget | None:
        """The draft, if there is one."""
        return self.newest if self.newest and self.newest.state == BudgetState.DRAFT else None

    @cached_property
    def evaluation(self) -> Evaluation | None:
        """The last evaluation of the newest version."""
        return evaluations_of(self.newest).last() if self.newest else None

    @cached_property
    def changes(self) -> list[LineChange]:
        """The posts of the newest version beside those of the one before."""
        return budget_changes(self.newest) if self.newest else []

    @cached_property
    def incomes(self) -> list[Income]:
        """What the newest version expects of each fund in each month."""
        return incomes_of(self.newest) if self.newest else []

    @cached_property
    def expected(self) -> list[IncomeSum]:
        """The same beside what came in of it."""
        return income_sums(self.newest) if self.newest else []

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        state = self.evaluation.state if self.draft and self.evaluation else ""
        if may_draw_up_budget(self.sender.person, self.region, at=now()):
            yield from self._drawing_up(state)
        yield from self._indicating()
        if self.draft and state == EvaluationState.WAITING:
            yield from self._evaluating(self.draft)
        if self.draft and state in PASSED and may_approve_budget(self.sender.person, self.draft, at=now()):
            label, done = _("Put the budget in force"), _("The budget is in force.")
            yield Deed("enforce", label, done, RegulationForm, self._enforce, "primary")

    def _indicating(self) -> Iterator[Deed]:
        if self.draft and self.draft.version == 1 and self.incomes and not (self.changes or self.evaluation):
            label, done = _("Confirm as pagu indikatif"), _("What may be expected is confirmed.")
            if may_indicate_budget(self.sender.person, self.draft, at=now()):
                yield Deed("indicate", label, done, LetterForm, self._indicate)

    def _drawing_up(self, state: str) -> Iterator[Deed]:
        if self.draft is None:
            is_change = any(one.state != BudgetState.INDICATED for one in self.versions)
            label = _("Draw up a change") if is_change else _("Draw up the budget")
            yield Deed("draw", label, _("The draft is begun."), VersionForm, self._draw_up, "primary")
        elif state in {"", EvaluationState.MEND}:
            chart = chart_for(self.region.number, self.year)
            adding = partial(PostForm, chart=chart, lines=self._planned())
            yield Deed("add", _("Add a post"), _("The post is added."), adding, self._add, "primary")
            expecting = partial(IncomeForm, chart=chart)
            yield Deed("expect", _("Say what comes in"), _("The income is written down."), expecting, self._expect)
            if self.incomes:
                which_income = partial(WhichIncomeForm, incomes=self.incomes)
                yield Deed("forgo", _("Take an income out"), _("The income is out."), which_income, self._forgo)
            done = _("The file is taken in.")
            yield Deed("file", _("Take in a file"), done, BookForm, self._take_in)
            yield Deed("incomes", _("Take in a file of incomes"), done, IncomeBookForm, self._take_in_incomes)
            if any(one.amount_rupiah for one in self.changes):
                changing, which = partial(ChangeForm, changes=self.changes), partial(WhichForm, changes=self.changes)
                yield Deed("change", _("Change an amount"), _("The amount is changed."), changing, self._change)
                yield Deed("drop", _("Take a post out"), _("The post is taken out."), which, self._drop)
                yield Deed("send", _("Send to the camat"), _("The draft is with the camat."), NoForm, self._send)

    def _evaluating(self, draft: Budget) -> Iterator[Deed]:
        person, due_at = self.sender.person, self.evaluation.due_at if self.evaluation else None
        if may_evaluate_budget(person, draft, at=now()):
            yield Deed("fits", _("It fits the rules"), _("The draft fits the rules."), NoForm, self._fits, "primary")
            yield Deed("mend", _("Send back to be mended"), _("The draft went back."), WordsForm, self._mend)
        if due_at and due_at < now() and may_note_budget_silence(person, draft, at=now()):
            yield Deed("silence", _("Write down that nobody has answered"), _("written down"), NoForm, self._silence)

    def context(self) -> dict[str, object]:
        """Return what the page shows."""
        return {
            "work": self,
            "place": full_name(self.region),
            "lines": [
                (f"{one.post.number} {one.post.title}", one.before_rupiah, one.amount_rupiah) for one in self.changes
            ],
            "total": sum(one.amount_rupiah for one in self.changes),
            "before": sum(one.before_rupiah for one in self.changes),
            "funds": [(capital(fund.label), total) for fund, total in fund_totals(self.newest)] if self.newest else [],
            "incomes": by_month(self.expected),
            "hint": self._hint(),
        }

    def _hint(self) -> str | Promise:
        """Say what comes next and who does it."""
        if self.draft is None:
            return ""
        if self.evaluation is None:
            return _("The secretary or the treasurer fills the draft and sends it to the camat.")
        if self.evaluation.state == EvaluationState.WAITING:
            return _("The draft is with the camat. Nothing in it changes until the answer comes.")
        if self.evaluation.state == EvaluationState.MEND:
            return _("The camat sent it back. Mend it and send it again.")
        return _("The head puts it in force; not if they drew it up themselves.")

    def _planned(self) -> list[PlanLine]:
        approved = PlanLine.objects.filter(
            plan__region_number=self.region.number, plan__year=self.year, plan__state=PlanState.APPROVED
        )
        return list(approved.select_related("item").order_by("activity_code", "item__code"))

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _draw_up(self, said: Cleaned) -> None:
        actions.draw_up_budget(self.region, self.year, said["why"], by=self.sender.person, at=now())

    def _add(self, said: Cleaned) -> None:
        planned = next((one for one in self._planned() if str(one.item_id) == said["line"]), None)
        item = planned.item if planned else None
        post = PostDraft(said["title"], said["activity_code"], said["account"], Fund(said["fund"]), item)
        actions.add_post(self._open(), post, said["amount"], key=said["key"], by=self.sender.person, at=now())

    def _change(self, said: Cleaned) -> None:
        actions.change_amount(self._open(), self._post(said), said["amount"], by=self.sender.person, at=now())

    def _take_in(self, _said: Cleaned) -> None:
        self._read("file-file", import_budget)

    def _take_in_incomes(self, _said: Cleaned) -> None:
        self._read("incomes-file", import_incomes)

    def _read(self, name: str, take_in: TakeIn) -> None:
        """Take in the file that was sent under a name; say what is wrong with it, cell by cell."""
        sent = self.sender.files.get(name)
        if sent is None or (sent.size or 0) > MOST_BYTES:
            raise Refused(_("Choose a file of at most 10 MB."))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "anggaran"
            path.write_bytes(b"".join(sent.chunks()))
            try:
                report = take_in(path, self._open(), by=self.sender.person, at=now())
            except UnreadableFile as error:
                raise Refused(str(error)) from error
        if report.faults:
            raise Refused("; ".join(str(fault) for fault in report.faults[:MOST_FAULTS]))

    def _expect(self, said: Cleaned) -> None:
        income = IncomeDraft(Fund(said["fund"]), said["amount"], said["month"])
        actions.expect_income(self._open(), income, by=self.sender.person, at=now())

    def _forgo(self, said: Cleaned) -> None:
        income = next(one for one in self.incomes if str(one.pk) == said["income"])
        actions.drop_income(self._open(), income, by=self.sender.person, at=now())

    def _indicate(self, said: Cleaned) -> None:
        actions.indicate_budget(self._open(), said["document"], by=self.sender.person, at=now())

    def _drop(self, said: Cleaned) -> None:
        actions.drop_post(self._open(), self._post(said), by=self.sender.person, at=now())

    def _send(self, _said: Cleaned) -> None:
        actions.send_budget(self._open(), by=self.sender.person, at=now())

    def _fits(self, _said: Cleaned) -> None:
        actions.find_budget_fit(self._open(), by=self.sender.person, at=now())

    def _mend(self, said: Cleaned) -> None:
        actions.send_budget_back(self._open(), said["words"], by=self.sender.person, at=now())

    def _silence(self, _said: Cleaned) -> None:
        actions.note_budget_silence(self._open(), by=self.sender.person, at=now())

    def _enforce(self, said: Cleaned) -> None:
        actions.approve_budget(self._open(), said["document"], by=self.sender.person, at=now())

    def _open(self) -> Budget:
        if self.draft is None:
            raise Budget.DoesNotExist(str(self.year))
        return self.draft

    def _post(self, said: Cleaned) -> Post:
        return post_at(self.region.number, self.year, int(said["post"]))
