"""The pages of the speak flow: a question, the answers to check, the number at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rembuk.kernel.periods import local_day
from rembuk.programmes.clock import path_from
from rembuk.programmes.models import Programme
from rembuk.programmes.queries import programme_of
from rembuk.programmes.rules import Level
from rembuk.regions.models import Region
from rembuk.voices.actions import Receipt
from rembuk.voices.queries import similar_needs
from rembuk.voices.states import Confidentiality, Group, VoiceKind
from rembuk.web.clock import now
from rembuk.web.programme import programme_here, rules_today
from rembuk.web.speak.sheet import CHECK, QUESTIONS, STEPS, TITLES, Sheet, begin
from rembuk.web.speak.things import thing_named, title_of

UNPROCESSABLE = 422
MOST_ALIKE = 3


@dataclass(frozen=True)
class Row:
    """One answer on the page where all are checked, and the question it answers."""

    step: str
    label: str
    value: str


@dataclass(frozen=True)
class Following:
    """A question that a phone asks later without the server."""

    step: str
    title: Promise
    form: forms.Form


def question(request: HttpRequest, sheet: Sheet, step: str, *, sent_back: bool = False) -> HttpResponse:
    """Show one question, or all answers to check; `sent_back` shows what will not do."""
    if step == CHECK:
        return _check(request, sheet)
    form = sheet.checked(step) if sent_back else sheet.shown(step)
    context = {**_frame(sheet, step), "form": form, "about": _about(sheet)}
    if step == QUESTIONS[0]:
        context |= _following(sheet)
    return render(request, "speak/question.html", context, status=UNPROCESSABLE if sent_back else 200)


def _about(sheet: Sheet) -> str:
    """Return the line of money or works that the link named, "" for none."""
    region = next((one for one in sheet.villages if one.code == sheet.data.get("region", "")), None)
    if region is None:
        return ""
    said = sheet.data.get("about", "") or sheet.data.get("post", "")
    thing = thing_named(said, region)
    return title_of(thing) if thing else ""


def _following(sheet: Sheet) -> dict[str, Any]:  # Any: a template context.
    """Return what a phone needs to go on asking by itself."""
    return {
        "following": [Following(step, TITLES[step], sheet.shown(step)) for step in QUESTIONS[1:]],
        **expectation_in(programme_here()),
    }


def _check(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    answers = sheet.cleaned()
    region = next(village for village in sheet.villages if village.code == answers["region"])
    context = {
        **_frame(sheet, CHECK),
        "rows": _rows(answers, region),
        "alike": similar_needs(answers["words"], region.number, limit=MOST_ALIKE),
        **expectation_in(programme_of(region.number)),
    }
    return render(request, "speak/check.html", context)


def confirmation(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Show the number, in the largest type there is, and the receipt word."""
    voice = receipt.voice
    href = request.build_absolute_uri(reverse("voice", args=[voice.code]))
    context = {
        "voice": voice,
        "secret": receipt.secret,
        "href": href,
        "place": ", ".join(filter(None, [str(voice.locality or ""), voice.region.name])),
        "share_text": _("My voice at Rembuk has the number %(code)s. Follow it here: %(href)s")
        % {"code": voice.code, "href": href},
        **expectation_in(voice.programme),
        "robots": "noindex",
    }
    return render(request, "speak/sent.html", context)


def expectation_in(programme: Programme) -> dict[str, Any]:  # Any: a template context.
    """Return when a voice of today is read and answered, and the earliest year in which something comes of it."""
    rules = rules_today(programme)
    return {
        "expected": path_from(rules, Level.VILLAGE, local_day(now())),
        "reading_days": rules.clocks["tidy"].amount,
    }


def _frame(sheet: Sheet, step: str) -> dict[str, Any]:  # Any: a template context.
    return {
        "step": step,
        "number": STEPS.index(step) + 1,
        "total": len(STEPS),
        "title": TITLES[step],
        "before": STEPS[STEPS.index(step) - 1] if step != QUESTIONS[0] else None,
        "carried": sheet.carried(step),
        "begun": sheet.data.get("begun") or begin(at=now()),
        "then": CHECK if sheet.data.get("then") == CHECK else "",
        "following": (),
        "robots": "noindex",
    }


def _rows(answers: dict[str, Any], region: Region) -> list[Row]:  # Any: each form cleans to its own types.
    scheme_and_value = answers["contact"]
    place = ", ".join(filter(None, [answers["landmark"], answers["hamlet"], region.name]))
    return [
        Row("say", _("What it is"), str(VoiceKind(answers["kind"]).label)),
        Row("say", _("Your words"), answers["words"]),
        Row("place", _("Place"), place),
        Row("more", _("Group"), str(Group(answers["group"]).label) if answers["group"] else ""),
        Row("more", _("Photo"), _("received") if answers["photo_key"] else ""),
        Row("sender", _("Who may know"), _who_may_know(answers["confidentiality"])),
        Row("sender", _("Answer to"), scheme_and_value[1] if scheme_and_value else ""),
    ]


def _who_may_know(confidentiality: str) -> str:
    return str(
        {
            Confidentiality.OPEN: _("Officers may know"),
            Confidentiality.CONFIDENTIAL: _("Only the officer in charge may know"),
            Confidentiality.ANONYMOUS: _("Nobody may know"),
        }[Confidentiality(confidentiality)]
    )
