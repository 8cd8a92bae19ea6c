"""Changing the rules, one thing at a time: each form publishes a new version and shows what it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.people.roles import Role
from rembuk.programmes.actions import NoReason, NothingChanged, RulesMovedOn, publish_rules
from rembuk.programmes.changes import with_clock, with_holiday, with_phase, with_reason, with_word, without_holiday
from rembuk.programmes.models import Programme, RuleSet
from rembuk.programmes.permissions import may_publish_rules
from rembuk.programmes.queries import newest_rule_set, rules_at, rules_of
from rembuk.programmes.rules import NotRules, Rules
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.formats import language
from rembuk.web.programme import programme_here
from rembuk.web.programmes.forms import (
    ClockForm,
    HolidayForm,
    NewReasonForm,
    PhaseForm,
    ReasonForm,
    RulesForm,
    SayingForm,
)
from rembuk.web.programmes.labels import CLOCKS, called, limit
from rembuk.web.programmes.tables import clock_order, day_of_year, written


@desk_page(Role.ADMINISTRATOR)
def manage_in_force(request: HttpRequest) -> HttpResponse:
    """Lead to the rules of the year that is in force."""
    return redirect("rules-manage", year=rules_at(programme_here(), now()).year)


@desk_page(Role.ADMINISTRATOR)
def manage(request: HttpRequest, year: int) -> HttpResponse:
    """List everything in a year's rules that can be changed."""
    edition, tongue = _newest(year), language()
    rules, programme = edition.rules, edition.programme
    context = {
        "robots": "noindex",
        "rule_set": edition.rule_set,
        "may_change": may_publish_rules(person_of(request), programme, at=now()),
        "next_year": None if newest_rule_set(programme, year + 1) else year + 1,
        "clocks": [
            (key, called(key, CLOCKS), limit(clock)) for key, clock in sorted(rules.clocks.items(), key=clock_order)
        ],
        "phases": [
            (phase.key, phase.label.in_language(tongue), day_of_year(phase.starts), day_of_year(phase.ends))
            for phase in rules.phases
        ],
        "reasons": [(reason.code, reason.label.in_language(tongue)) for reason in rules.reasons],
        "holidays": [
            (holiday.on.isoformat(), holiday.name.in_language(tongue), written(holiday.on))
            for holiday in rules.holidays
        ],
        "words": [(key, saying.in_language(tongue)) for key, saying in rules.words.items()],
    }
    return render(request, "programmes/manage.html", context)


@desk_form(Role.ADMINISTRATOR)
def clock(request: HttpRequest, year: int, key: str) -> HttpResponseBase:
    """Change a time limit."""
    edition = _newest(year)
    known = edition.rules.clocks.get(key) or _missing(key)
    form = ClockForm(request.POST or None, initial=edition.first(ClockForm.filled(known)))
    return _change(request, edition, form, called(key, CLOCKS), lambda rules: with_clock(rules, key, form.clock()))


@desk_form(Role.ADMINISTRATOR)
def phase(request: HttpRequest, year: int, key: str) -> HttpResponseBase:
    """Change when a phase begins and ends, or what it is called."""
    edition = _newest(year)
    known = next((one for one in edition.rules.phases if one.key == key), None) or _missing(key)
    filled = {**PhaseForm.filled(known.label), "starts": known.starts, "ends": known.ends}
    form = PhaseForm(request.POST or None, initial=edition.first(filled), phase=known)
    heading = known.label.in_language(language())
    return _change(request, edition, form, heading, lambda rules: with_phase(rules, form.phase()))


@desk_form(Role.ADMINISTRATOR)
def reason(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    """Change a reason's words, next step or use; its code stays."""
    edition = _newest(year)
    known = next((one for one in edition.rules.reasons if one.code == code), None) or _missing(code)
    form = ReasonForm(request.POST or None, initial=edition.first(ReasonForm.filled_by(known)))
    return _change(
        request, edition, form, f"{known.label.in_language(language())} ({code})",
        lambda rules: with_reason(rules, form.reason(code)),
    )  # fmt: skip


@desk_form(Role.ADMINISTRATOR)
def new_reason(request: HttpRequest, year: int) -> HttpResponseBase:
    """Add a reason."""
    edition = _newest(year)
    form = NewReasonForm(request.POST or None, initial=edition.first({}))
    if form.is_bound and form.data.get("code") in {one.code for one in edition.rules.reasons}:
        form.add_error("code", _("There is a reason with this code already."))
    return _change(
        request, edition, form, _("A new reason"),
        lambda rules: with_reason(rules, form.reason(form.cleaned_data["code"])),
    )  # fmt: skip


@desk_form(Role.ADMINISTRATOR)
def new_holiday(request: HttpRequest, year: int) -> HttpResponseBase:
    """Add a day off, or correct the name of one."""
    edition = _newest(year)
    form = HolidayForm(request.POST or None, initial=edition.first({}))
    return _change(request, edition, form, _("A day off"), lambda rules: with_holiday(rules, form.holiday()))


@desk_form(Role.ADMINISTRATOR)
def end_holiday(request: HttpRequest, year: int, on: str) -> HttpResponseBase:
    """Make a day off a working day."""
    edition = _newest(year)
    known = next((one for one in edition.rules.holidays if one.on.isoformat() == on), None) or _missing(on)
    form = RulesForm(request.POST or None, initial=edition.first({}))
    heading = _("%(name)s on %(day)s becomes a working day") % {
        "name": known.name.in_language(language()),
        "day": written(known.on),
    }
    return _change(request, edition, form, heading, lambda rules: without_holiday(rules, known.on))


@desk_form(Role.ADMINISTRATOR)
def word(request: HttpRequest, year: int, key: str) -> HttpResponseBase:
    """Change what something is called."""
    edition = _newest(year)
    known = edition.rules.words.get(key) or _missing(key)
    form = SayingForm(request.POST or None, initial=edition.first(SayingForm.filled(known)))
    heading = known.in_language(language())
    return _change(request, edition, form, heading, lambda rules: with_word(rules, key, form.saying()))


@desk_form(Role.ADMINISTRATOR)
def next_year(request: HttpRequest, year: int) -> HttpResponseBase:
    """Begin the rules of the next year with those of this one; they wait for their year."""
    edition = _newest(year)
    if newest_rule_set(edition.programme, year + 1):
        return redirect("rules-manage", year=year + 1)
    form = RulesForm(request.POST or None, initial=edition.first({}))
    heading = _("Rules for %(year)s") % {"year": year + 1}
    return _change(request, edition, form, heading, lambda rules: msgspec.structs.replace(rules, year=year + 1))


@dataclass(frozen=True, slots=True)
class Edition:
    """The version that a change is made from."""

    programme: Programme
    rule_set: RuleSet

    @property
    def rules(self) -> Rules:
        """What it says."""
        return rules_of(self.rule_set)

    def first(self, filled: dict[str, object]) -> dict[str, object]:
        """Return what a form shows at first, with the mark of this version."""
        return {**filled, "based_on": self.rule_set.digest}


def _newest(year: int) -> Edition:
    programme = programme_here()
    rule_set = newest_rule_set(programme, year) if year <= date.max.year else None
    if rule_set is None:
        raise Http404(f"There are no rules for {year}.")
    return Edition(programme, rule_set)


def _missing(key: str) -> NoReturn:
    raise Http404(key)


def _change(
    request: HttpRequest, edition: Edition, form: RulesForm, heading: str, changed: Callable[[Rules], Rules]
) -> HttpResponseBase:
    """Show the form, or publish what it says and show the difference."""
    if form.is_bound and form.is_valid():
        published = _publish(request, edition, form, changed)
        if published is not None:
            return redirect("rules-changes", year=published.year, version=published.version)
    context = {"rule_set": edition.rule_set, "form": form, "heading": heading, "robots": "noindex"}
    return render(request, "programmes/change.html", context, status=400 if form.is_bound else 200)


def _publish(
    request: HttpRequest, edition: Edition, form: RulesForm, changed: Callable[[Rules], Rules]
) -> RuleSet | None:
    told, by = form.cleaned_data, person_of(request)
    try:
        rules = changed(edition.rules)
        return publish_rules(edition.programme, rules, based_on=told["based_on"], why=told["why"], by=by, at=now())
    except RulesMovedOn:
        form.add_error(None, _("Somebody changed the rules meanwhile. Look at the new version, then try again."))
    except NothingChanged:
        form.add_error(None, _("Nothing is different from the version in force."))
    except NoReason:
        form.add_error("why", _("Say why this changes."))
    except NotRules as error:
        form.add_error(None, _("The rules would not be valid: %(fault)s") % {"fault": error})
    return None
