"""The list of needs, one need, and saying "me too"."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import conditional_page

from rembuk.finance.giving import PREFIX as GIFT_PREFIX
from rembuk.journal.queries import acts_on_all
from rembuk.journeys.figures import PlaceFigures, count_needs_by_place, figures_of_places
from rembuk.kernel.codes import NotACode, read_code
from rembuk.kernel.periods import local_day
from rembuk.meetings.actions.preparing import PREFIX as MEETING_PREFIX
from rembuk.people.models import Identity, Person
from rembuk.people.queries import identities_of
from rembuk.plans.models import PlanItem
from rembuk.plans.queries import need_with_item
from rembuk.projects.queries import work_code
from rembuk.regions.models import Region
from rembuk.voices.actions import AlreadyCounted, support_need, withdraw_support
from rembuk.voices.actions.supporting import NothingToSupport
from rembuk.voices.expectations import expected_of_need
from rembuk.voices.models import Need
from rembuk.voices.numbers import NEED_PREFIX
from rembuk.voices.queries import (
    NeedFilter,
    NotACursor,
    need_by_code,
    newest_needs,
    supports_need,
    voices_of_need,
)
from rembuk.voices.states import NeedState
from rembuk.web.access import person_of, public_page, resident_form
from rembuk.web.clock import now
from rembuk.web.formats import language, number
from rembuk.web.needs.answers import answer_of, due_of
from rembuk.web.needs.cards import drawn_need
from rembuk.web.needs.choice import Choice
from rembuk.web.needs.history import history_of
from rembuk.web.needs.map import map_finding, needs_map
from rembuk.web.needs.subjects import subject_labels
from rembuk.web.programme import programme_here, rules_today, villages_in

ON_A_PAGE = 12
VOICES_SHOWN = 30


@public_page
@conditional_page
def needs(request: HttpRequest) -> HttpResponse:
    """List needs, newest first, as chosen in the address; a number leads to what it names."""
    if address := _address_of(request.GET.get("q", "")):
        return redirect(address)
    programme = programme_here()
    subjects = subject_labels(rules_today(programme), language())
    villages = villages_in(programme.region)
    choice = Choice.read(request.GET.dict(), villages, subjects)
    wanted = choice.filter(programme.region, villages)
    part = _on_map(wanted, choice, programme.region) if choice.on_map else _listed(wanted, choice, subjects)
    context = {"choice": choice, "found": None, "map": None, "today": local_day(now()), **part}
    return render(request, "needs/list.html", context)


def _address_of(text: str) -> str:
    """Return the page of a number, "" when the text is none."""
    try:
        code = read_code(text)
    except NotACode:
        return ""
    return reverse(page_of_number(code), args=[code])


def page_of_number(code: str) -> str:
    """Return the name of the page that a number leads to: of a need, a meeting, a gift, or else a voice."""
    return {NEED_PREFIX: "need", MEETING_PREFIX: "meeting", GIFT_PREFIX: "contribution"}.get(
        code.partition("-")[0], "voice"
    )


def _listed(wanted: NeedFilter, choice: Choice, subjects: dict[str, str]) -> dict[str, object]:
    try:
        page = newest_needs(wanted, after=choice.place, limit=ON_A_PAGE)
    except NotACursor as error:
        raise Http404("No page of this list begins there.") from error
    spoken = language()
    return {
        "cards": [drawn_need(row, subjects.get(row.subject), spoken) for row in page.rows],
        "newer": choice.address(mulai=page.newer) if page.newer else None,
        "older": choice.address(mulai=page.older) if page.older else None,
    }


def _on_map(wanted: NeedFilter, choice: Choice, region: Region) -> dict[str, object]:
    counts = count_needs_by_place(wanted)
    places = figures_of_places(region)

    def count(place: PlaceFigures) -> int:
        return counts.get(place.number, 0)

    def address(code: str) -> str:
        return choice.address(peta="", kampung=code)

    found = sum(counts.values())
    return {
        "map": needs_map(places, count, address),
        "map_headline": map_finding(places, count),
        "found": ngettext("%(num)s need", "%(num)s needs", found) % {"num": number(found)},
    }


@public_page
@conditional_page
def need(request: HttpRequest, code: str) -> HttpResponse:
    """Show a need: its fate, who answers by when, what people said, and how it got there."""
    found, item = _need_with_item(code)
    if found.code != code:
        return redirect("need", found.code)
    rules = rules_today(found.programme)
    voices = voices_of_need(found, limit=VOICES_SHOWN)
    context = {
        "need": found,
        "people": found.voice_count + found.support_count,
        "state_label": NeedState(found.state).label,
        "subject": subject_labels(rules, language()).get(found.subject, ""),
        "place": ", ".join(filter(None, (str(found.locality or ""), found.region.name))),
        "answer": answer_of(found, rules),
        "due": due_of(found, rules, at=now()),
        "expected": expected_of_need(found),
        "voices": [voice for voice in voices if voice.shown_words],
        "unread": found.voice_count - sum(1 for voice in voices if voice.shown_words),
        "steps": history_of(acts_on_all([found, item] if item else [found])),
        "item": item,
        "href": request.build_absolute_uri(reverse("need", args=[found.code])),
    }
    return render(request, "needs/need.html", context)


def _need_with_item(code: str) -> tuple[Need, PlanItem | None]:
    try:
        return need_with_item(code, work_code=work_code("item__need"))
    except (NotACode, Need.DoesNotExist) as error:
        raise Http404("No need has this number.") from error


def _need(code: str) -> Need:
    try:
        return need_by_code(code)
    except (NotACode, Need.DoesNotExist) as error:
        raise Http404("No need has this number.") from error


@resident_form
def support(request: HttpRequest, code: str) -> HttpResponse:
    """Say "me too" to a need, once, as whoever is signed in; or take it back."""
    found = _need(code)
    person = _resident(request)
    identity = next(iter(identities_of(person)), None)
    refused = "" if identity else _("This account has no confirmed phone number or e-mail to count once.")
    if request.method == "POST" and identity:
        refused = _changed(found, identity, person, back=request.POST.get("back") == "1")
        if not refused:
            return redirect("support", found.code)
    context = {"need": found, "counted": supports_need(person, found), "refused": refused, "robots": "noindex"}
    return render(request, "needs/support.html", context)


def _resident(request: HttpRequest) -> Person:
    person = person_of(request)
    if person is None:
        raise PermissionDenied
    return person


def _changed(found: Need, identity: Identity, person: Person, *, back: bool) -> str:
    try:
        if back:
            withdraw_support(found, identity, by=person, at=now())
        else:
            support_need(found, identity, by=person, at=now())
    except AlreadyCounted:
        return _("Your own voice is part of this need, so you are counted already.")
    except NothingToSupport:
        return _("This need has no voices left.")
    return ""
