"""Writing down a voice for somebody who sits at the desk: the same questions on one page, and a slip to take home."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rembuk.journeys.intake import TooManyVoices, submit_voice
from rembuk.kernel.periods import local_day
from rembuk.voices.actions import KeyUsedTwice, Receipt
from rembuk.voices.models import Voice
from rembuk.voices.permissions import HELPERS
from rembuk.voices.states import Channel
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.queues import places_to_help
from rembuk.web.errors import too_many
from rembuk.web.formats import language
from rembuk.web.speak.draft import draft_from, sender_from
from rembuk.web.speak.pages import expectation_in
from rembuk.web.speak.sheet import QUESTIONS, TITLES, Sheet
from rembuk.web.speak.uploads import keep_photo

UNPROCESSABLE = 422


@desk_form(*HELPERS)
def help_somebody(request: HttpRequest) -> HttpResponse:
    """Ask all questions on one page; both the sender and who helped are recorded, unless nobody may know."""
    villages = places_to_help(person_of(request), at=now())
    if request.method != "POST":
        start = {"key": str(uuid4()), **({"region": villages[0].code} if len(villages) == 1 else {})}
        return _asked(request, Sheet(villages, start))
    sheet = keep_photo(Sheet(villages, request.POST.dict(), request.FILES), at=now())
    if sheet.first_mistake():
        return _asked(request, sheet, sent_back=True)
    try:
        receipt = _submitted(request, sheet)
    except KeyUsedTwice:
        # Something was changed after the slip was printed: that is another voice.
        receipt = _submitted(request, sheet.with_new_key())
    except TooManyVoices as error:
        return too_many(request, error.retry_seconds)
    return render(request, "desk/slips.html", {"slips": [slip(request, receipt)], **_after(receipt.voice)})


def _asked(request: HttpRequest, sheet: Sheet, *, sent_back: bool = False) -> HttpResponse:
    parts = [(TITLES[step], sheet.checked(step) if sent_back else sheet.shown(step)) for step in QUESTIONS]
    # The browser of an office would offer the officer's own number.
    parts[-1][1].fields["contact"].widget.attrs["autocomplete"] = "off"
    context = {"parts": parts, "key": sheet.key, "robots": "noindex"}
    return render(request, "desk/help.html", context, status=UNPROCESSABLE if sent_back else 200)


def _submitted(request: HttpRequest, sheet: Sheet) -> Receipt:
    answers = sheet.cleaned()
    region = next(village for village in sheet.villages if village.code == answers["region"])
    draft = draft_from(answers, region, key=sheet.key, spoken_on=local_day(now()))
    return submit_voice(
        replace(draft, channel=Channel.ASSISTED),
        sender=sender_from(answers, language()),
        by=person_of(request),
        at=now(),
    )


def slip(request: HttpRequest, receipt: Receipt) -> dict[str, Any]:  # Any: what components/receipt.html takes.
    """Return what a slip of paper says."""
    voice = receipt.voice
    return {
        "code": voice.code,
        "href": request.build_absolute_uri(reverse("voice", args=[voice.code])),
        "words": voice.shown_words,
        "place": ", ".join(filter(None, [str(voice.locality or ""), voice.region.name])),
        "at": voice.received_at,
        "secret": receipt.secret,
    }


def _after(voice: Voice) -> dict[str, Any]:  # Any: a template context.
    return {"again": reverse("desk-help"), **expectation_in(voice.programme), "robots": "noindex"}
