"""One need at the desk: its voices, who is responsible, and what is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rembuk.journal.queries import acts_on
from rembuk.kernel.codes import NotACode
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.actions import take_up_need
from rembuk.plans.models import PlanItem
from rembuk.plans.permissions import may_take_up_need
from rembuk.plans.queries import item_of_need
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import Outcome, Rules
from rembuk.voices import actions
from rembuk.voices.expectations import expected_of_need
from rembuk.voices.models import Need, Voice
from rembuk.voices.permissions import (
    VILLAGE_LEVELS,
    may_change_need,
    may_decide_need,
    may_refuse_need,
    may_reopen_need,
    may_route_need,
    may_split_need,
)
from rembuk.voices.queries import TaskKind, need_by_code
from rembuk.voices.reasons import reasons_allowing
from rembuk.voices.states import NEED_STATES, NeedState
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.forms import DescribeForm, ReasonForm, RouteForm, SentenceForm, SplitForm, WhyForm
from rembuk.web.desk.plans.forms import YearForm
from rembuk.web.desk.queues import WORKERS, Asked, next_after, places_of, queue_at_work, shortened
from rembuk.web.formats import language
from rembuk.web.needs.answers import answer_of, due_of
from rembuk.web.needs.choice import LEVELS
from rembuk.web.needs.history import history_of
from rembuk.web.needs.subjects import subject_labels

UNPROCESSABLE = 422
VOICES_SHOWN = 60
FIRST_DEEDS = {TaskKind.ROUTE: "route", TaskKind.FORWARD: "forward", TaskKind.ANSWER: "answer"}


# Moderators check voices; needs are not in their hands.
HANDLERS = tuple(role for role in WORKERS if role is not Role.MODERATOR)


@desk_form(*HANDLERS)
def need(request: HttpRequest, code: str) -> HttpResponse:
    """Show a need with everything its handler needs, take one deed, and go on to the next in the list."""
    person = person_of(request)
    found = _need(code)
    if not may_open(person, found):
        raise PermissionDenied
    if found.code != code:
        return redirect("desk-need", found.code)
    work = Work(found, person)
    asked = Asked.read(request, places_of(person, at=now()))
    deeds = list(work.deeds())
    queue = queue_at_work(person, asked, work.rules.days_off)
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, f"{found.code}: {deed.done}")
            return redirect(next_after(found.code, queue) or _after(found, asked))
        # What was tried has left its marks on the row in memory.
        work = Work(_need(code), person)
        deeds = list(work.deeds())
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        **_context(work),
        "queue": queue,
        "asked": asked,
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else _first(asked, deeds),
    }
    return render(request, "desk/need.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _after(found: Need, asked: Asked) -> str:
    if asked.kind is None:
        return reverse("desk-need", args=[found.code])
    return reverse("desk") + asked.query(None)


def _need(code: str) -> Need:
    try:
        return need_by_code(code)
    except (NotACode, Need.DoesNotExist) as error:
        raise Http404("No need has this number.") from error


def may_open(person: Person | None, found: Need) -> bool:
    """Is this need in the hands of this person?"""
    return may_change_need(person, found, at=now()) or may_route_need(person, found, at=now())


def _first(asked: Asked, deeds: list[Deed]) -> str:
    keys = [deed.key for deed in deeds]
    wanted = FIRST_DEEDS.get(asked.kind, "") if asked.kind else ""
    return wanted if wanted in keys else next(iter(keys), "")


@dataclass
class Work:
    """A need in somebody's hands: what they may do with it now."""

    need: Need
    person: Person | None

    @cached_property
    def rules(self) -> Rules:
        """The rules in force."""
        return rules_at(self.need.programme, now())

    @cached_property
    def voices(self) -> list[Voice]:
        """The voices in it, oldest first."""
        joined = Voice.objects.filter(need=self.need).select_related("region", "locality")
        return list(joined.order_by("received_at", "id")[:VOICES_SHOWN])

    @cached_property
    def item(self) -> PlanItem | None:
        """What it has become in the plans."""
        return item_of_need(self.need)

    def _may_plan(self) -> bool:
        is_open = self.need.state in {NeedState.OPEN, NeedState.FORWARDED}
        return is_open and may_take_up_need(self.person, self.need, at=now())

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        yield from self._routing()
        yield from self._deciding()
        ended = self.need.state in {NeedState.ANSWERED, NeedState.DECLINED, NeedState.POSTPONED}
        if ended and may_reopen_need(self.person, self.need, at=now()):
            yield Deed("reopen", _("Take it up again"), _("taken up again"), WhyForm, self._reopen)
        if may_change_need(self.person, self.need, at=now()):
            yield Deed(
                "describe", _("Change title or summary"), _("described anew"), self._describe_form, self._describe
            )
        if self.item is None and self._may_plan():
            label = _("Take it up for a yearly plan")
            yield Deed("plan", label, _("taken up for the plan"), self._year_form, self._plan)
        if len(self.voices) > 1 and may_split_need(self.person, self.need, at=now()):
            yield Deed("split", _("Make a need of its own of some voices"), _("split"), self._split_form, self._split)

    def _routing(self) -> Iterator[Deed]:
        need = self.need
        if need.state not in {NeedState.OPEN, NeedState.FORWARDED} or not may_route_need(self.person, need, at=now()):
            return
        route = Deed(
            "route",
            _("Write down who is responsible"),
            _("it is known who is responsible"),
            self._route_form,
            self._route,
            "quiet" if need.level else "primary",
        )
        if not need.level:
            yield route
        if need.level not in VILLAGE_LEVELS and NEED_STATES.allows(NeedState(need.state), NeedState.FORWARDED):
            form = self._reason_form(Outcome.FORWARDED)
            yield Deed("forward", _("Send on"), _("sent on"), form, self._forward, "primary")
        if need.level:
            yield route

    def _deciding(self) -> Iterator[Deed]:
        if self.need.state not in {NeedState.OPEN, NeedState.FORWARDED}:
            return
        if may_decide_need(self.person, self.need, at=now()):
            yield Deed("answer", _("Give the answer"), _("answered"), SentenceForm, self._answer, "primary")
        if may_refuse_need(self.person, self.need, at=now()):
            later, never = self._reason_form(Outcome.POSTPONED), self._reason_form(Outcome.DECLINED)
            yield Deed("postpone", _("Postpone with a reason"), _("postponed"), later, self._postpone)
            yield Deed("decline", _("Decline with a reason"), _("declined"), never, self._decline, "danger")

    # --- the forms -------------------------------------------------------------------------------------------------

    def _reason_form(self, outcome: Outcome) -> Any:  # Any: a form's maker.
        reasons = reasons_allowing(self.need.programme, outcome, at=now())
        return partial(ReasonForm, reasons=reasons, language=language())

    def _route_form(self, data: Any = None, **options: Any) -> forms.Form:  # Any: Django's own form arguments.
        authority = self.rules.authority_for(self.need.subject)
        question = authority.question.in_language(language())
        return RouteForm(data, question=question, answers=authority.answers, language=language(), **options)

    def _describe_form(self, data: Any = None, **options: Any) -> forms.Form:  # Any: as above.
        return DescribeForm(data, initial={"title": self.need.title, "summary": self.need.summary}, **options)

    def _split_form(self, data: Any = None, **options: Any) -> forms.Form:  # Any: as above.
        rows = [(voice.code, f"{voice.code} · {voice.title or shortened(voice.shown_words)}") for voice in self.voices]
        return SplitForm(data, voices=rows, **options)

    def _year_form(self, data: Any = None, **options: Any) -> forms.Form:  # Any: as above.
        year = local_day(now()).year
        return YearForm(data, years=list(range(year + 1, year + 4)), **options)

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _route(self, said: Cleaned) -> None:
        actions.route_need(self.need, said["answer"], by=self.person, at=now())

    def _forward(self, said: Cleaned) -> None:
        actions.forward_need(self.need, said["reason"], said["sentence"], said["next_step"], by=self.person, at=now())

    def _answer(self, said: Cleaned) -> None:
        actions.answer_need(self.need, said["sentence"], said["next_step"], by=self.person, at=now())

    def _postpone(self, said: Cleaned) -> None:
        actions.postpone_need(self.need, said["reason"], said["sentence"], said["next_step"], by=self.person, at=now())

    def _decline(self, said: Cleaned) -> None:
        actions.decline_need(self.need, said["reason"], said["sentence"], said["next_step"], by=self.person, at=now())

    def _reopen(self, said: Cleaned) -> None:
        actions.reopen_need(self.need, said["why"], by=self.person, at=now())

    def _describe(self, said: Cleaned) -> None:
        actions.describe_need(self.need, said["title"], said["summary"], by=self.person, at=now())

    def _plan(self, said: Cleaned) -> None:
        take_up_need(self.need, said["year"], by=self.person, at=now())

    def _split(self, said: Cleaned) -> None:
        going = [voice for voice in self.voices if voice.code in said["voices"]]
        actions.split_need(self.need, going, said["title"], said["why"], by=self.person, at=now())


def _context(work: Work) -> dict[str, object]:
    need = work.need
    subject = subject_labels(work.rules, language()).get(need.subject, "")
    return {
        "need": need,
        "item": work.item,
        "state_label": NeedState(need.state).label,
        "place": ", ".join(filter(None, (str(need.locality or ""), need.region.name))),
        "subject": subject,
        "level": str(LEVELS.get(need.level, "")),
        "agency": need.agency,
        "people": need.voice_count + need.support_count,
        "expected": expected_of_need(need),
        "answer": answer_of(need, work.rules),
        "due": due_of(need, work.rules, at=now()),
        "voices": work.voices,
        "steps": history_of(acts_on(need)),
        "robots": "noindex",
    }
