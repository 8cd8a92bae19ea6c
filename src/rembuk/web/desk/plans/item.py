"""One plan item at the desk: examining it, planning it, sending it up, answering from above, deciding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rembuk.journal.queries import acts_on
from rembuk.people.models import Person
from rembuk.people.queries import holds_any
from rembuk.people.roles import Role
from rembuk.plans import actions
from rembuk.plans.gates import findings_of
from rembuk.plans.models import Custody, Examination, GateFinding, PlanItem, PlanLine, YearPlan
from rembuk.plans.permissions import (
    EXAMINERS,
    PROPOSERS,
    may_answer_from_above,
    may_decide_item,
    may_draw_up_plan,
    may_examine_item,
    may_note_silence,
    may_second_examination,
    may_send_up_item,
)
from rembuk.plans.queries import custodies_of, draft_of, examination_of
from rembuk.plans.states import HeldBy, ItemState
from rembuk.programmes.rules import Outcome
from rembuk.voices.permissions import may_refuse_need
from rembuk.voices.reasons import reasons_allowing
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.forms import NoForm, ReasonForm, SentenceForm, WhyForm
from rembuk.web.desk.plans.forms import ChangedLineForm, ExamineForm, LineForm
from rembuk.web.desk.works.site import SITE
from rembuk.web.formats import language
from rembuk.web.plans.cards import line_facts, steps_of
from rembuk.web.plans.views import item_here

UNPROCESSABLE = 422
HANDLERS = tuple(dict.fromkeys((*PROPOSERS, *EXAMINERS, Role.SUBDISTRICT_HEAD)))


@desk_form(*HANDLERS)
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Show an item with everything its handler needs, and take one deed."""
    person = person_of(request)
    found = item_here(code)
    if not holds_any(person, HANDLERS, found.region_number, at=now()):
        raise PermissionDenied
    if found.code != code:
        return redirect("desk-item", found.code)
    work = ItemWork(found, person)
    deeds = list(work.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, f"{found.code}: {deed.done}")
            return redirect("desk-item", found.code)
        # What was tried has left its marks on the row in memory.
        work = ItemWork(item_here(code), person)
        deeds = list(work.deeds())
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        **_context(work),
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
    }
    return render(request, "desk/item.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


@dataclass
class ItemWork:
    """An item in somebody's hands: what they may do with it now."""

    item: PlanItem
    person: Person | None

    @cached_property
    def examination(self) -> Examination | None:
        """The examination that counts, or waits for a second person."""
        return examination_of(self.item)

    @cached_property
    def draft(self) -> YearPlan | None:
        """The draft of the year that the item is meant for."""
        return draft_of(self.item.region_number, self.item.year)

    @cached_property
    def line(self) -> PlanLine | None:
        """The line of the item in that draft."""
        if self.draft is None:
            return None
        lines = PlanLine.objects.filter(plan=self.draft, item=self.item)
        return lines.select_related("plan__region", "item").first()

    @cached_property
    def custody(self) -> Custody | None:
        """The tier that the item lies with."""
        return custodies_of(self.item).filter(handed_on_at__isnull=True).first()

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        yield from self._examining()
        yield from self._planning()
        yield from self._deciding()
        yield from self._answering()

    def _examining(self) -> Iterator[Deed]:
        item, person = self.item, self.person
        if item.state == ItemState.PROPOSED and may_examine_item(person, item, at=now()):
            yield Deed("examine", _("Examine"), _("examined"), ExamineForm, self._examine, "primary")
        waits = item.state == ItemState.EXAMINED and self.examination is not None
        if waits and self.examination and may_second_examination(person, self.examination, at=now()):
            yield Deed("confirm", _("Confirm what was examined"), _("verified"), NoForm, self._confirm, "primary")
            yield Deed("dispute", _("Send the examination back"), _("sent back"), WhyForm, self._dispute)

    def _planning(self) -> Iterator[Deed]:
        item = self.item
        drafts = self.draft is not None and may_draw_up_plan(self.person, item.region, at=now())
        if drafts and item.state == ItemState.VERIFIED:
            form = partial(LineForm, initial={"title": item.title, "implementer": f"TPK {item.region.name}"})
            yield Deed("schedule", _("Put into the draft"), _("put into the draft"), form, self._schedule, "primary")
        if drafts and self.line is not None:
            changed = partial(ChangedLineForm, line=self.line)
            yield Deed("change", _("Change its line"), _("changed"), changed, self._change)
            yield Deed("drop", _("Take out of the draft"), _("taken out"), WhyForm, self._drop)
        if item.state == ItemState.VERIFIED and may_send_up_item(self.person, item, at=now()):
            form = self._reasons(Outcome.FORWARDED)
            yield Deed("send", _("Propose to the kecamatan"), _("sent up"), form, self._send)

    def _deciding(self) -> Iterator[Deed]:
        item, need = self.item, self.item.need
        if not may_decide_item(self.person, item, at=now()):
            return
        if item.state == ItemState.VERIFIED and (need is None or may_refuse_need(self.person, need, at=now())):
            later, never = self._reasons(Outcome.POSTPONED), self._reasons(Outcome.DECLINED)
            yield Deed("carry", _("Carry over to next year"), _("carried over"), later, self._carry)
            yield Deed("decline", _("Decline with a reason"), _("declined"), never, self._decline, "danger")
        if item.state in {ItemState.CARRIED, ItemState.DECLINED}:
            yield Deed("again", _("Take it up again"), _("taken up again"), WhyForm, self._again)

    def _answering(self) -> Iterator[Deed]:
        item = self.item
        if item.state != ItemState.SENT_UP:
            return
        if may_answer_from_above(self.person, item, at=now()):
            yield Deed("adopt", _("Say that it was taken over"), _("taken over"), SentenceForm, self._adopt, "primary")
            back = self._reasons(Outcome.POSTPONED)
            yield Deed("return", _("Return with an answer"), _("returned"), back, self._return)
            if item.held_by == HeldBy.SUBDISTRICT:
                yield Deed("pass", _("Hand on to the kabupaten"), _("handed on"), SentenceForm, self._pass)
        custody = self.custody
        late = custody and custody.due_at and custody.due_at < now() and custody.silent_since is None
        if late and may_note_silence(self.person, item, at=now()):
            yield Deed("silence", _("Write down that nobody has answered"), _("written down"), NoForm, self._silence)

    def _reasons(self, outcome: Outcome) -> Any:  # Any: a form's maker.
        reasons = reasons_allowing(self.item.programme, outcome, at=now())
        return partial(ReasonForm, reasons=reasons, language=language())

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _examine(self, said: Cleaned) -> None:
        actions.examine_item(self.item, said["findings"], by=self.person, at=now())

    def _confirm(self, _said: Cleaned) -> None:
        actions.confirm_examination(_there(self.examination), by=self.person, at=now())

    def _dispute(self, said: Cleaned) -> None:
        actions.dispute_examination(_there(self.examination), said["why"], by=self.person, at=now())

    def _schedule(self, said: Cleaned) -> None:
        actions.schedule_item(_there(self.draft), self.item, said["draft"], by=self.person, at=now())

    def _change(self, said: Cleaned) -> None:
        actions.change_line(_there(self.line), said["draft"], said["why"], by=self.person, at=now())

    def _drop(self, said: Cleaned) -> None:
        actions.drop_line(_there(self.line), said["why"], by=self.person, at=now())

    def _send(self, said: Cleaned) -> None:
        actions.send_up_item(self.item, *_reasoned(said), by=self.person, at=now())

    def _carry(self, said: Cleaned) -> None:
        actions.carry_over_item(self.item, *_reasoned(said), by=self.person, at=now())

    def _decline(self, said: Cleaned) -> None:
        actions.decline_item(self.item, *_reasoned(said), by=self.person, at=now())

    def _again(self, said: Cleaned) -> None:
        actions.take_up_again(self.item, said["why"], by=self.person, at=now())

    def _adopt(self, said: Cleaned) -> None:
        actions.adopt_item(self.item, said["sentence"], said["next_step"], by=self.person, at=now())

    def _return(self, said: Cleaned) -> None:
        actions.return_item(self.item, *_reasoned(said), by=self.person, at=now())

    def _pass(self, said: Cleaned) -> None:
        actions.pass_up_item(self.item, said["sentence"], by=self.person, at=now())

    def _silence(self, _said: Cleaned) -> None:
        actions.note_silence(self.item, by=self.person, at=now())


def _reasoned(said: Cleaned) -> tuple[str, str, str]:
    return said["reason"], said["sentence"], said["next_step"]


def _there(row: Any) -> Any:  # Any: a row that the deed was offered for.
    if row is None:
        raise PermissionDenied
    return row


def _context(work: ItemWork) -> dict[str, object]:
    found, examination = work.item, work.examination
    waiting = examination if examination and examination.seconded_at is None else None
    findings = (
        list(GateFinding.objects.filter(examination=waiting).order_by("id"))
        if waiting
        else list(findings_of(found).values())
    )
    return {
        "item": found,
        "place": ", ".join(filter(None, (str(found.locality or ""), found.region.name))),
        "tier": HeldBy(found.held_by).label,
        "custody": work.custody,
        "decision": found.decision,
        "findings": findings,
        "line": line_facts(work.line) if work.line else (),
        "steps": steps_of(acts_on(found)),
        "is_built": found.state == ItemState.PLANNED and holds_any(work.person, SITE, found.region_number, at=now()),
        "robots": "noindex",
    }
