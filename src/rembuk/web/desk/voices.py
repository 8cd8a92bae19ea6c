"""One voice at the desk: what was said, what may be done with it now, and on to the next."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.kernel.codes import NotACode
from rembuk.media.files import path_of
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Voice
from rembuk.voices.permissions import (
    knows_sender,
    may_withhold_voice,
)
from rembuk.voices.queries import TaskKind, photos_of, sender_of, voice_by_code
from rembuk.voices.states import (
    Channel,
    Confidentiality,
    Disputed,
    Group,
    VoiceKind,
    VoiceState,
)
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Deed, attempt, chosen, shown
from rembuk.web.desk.queues import WORKERS, Asked, next_after, places_of, queue_at_work
from rembuk.web.desk.voice_work import Work
from rembuk.web.formats import language
from rembuk.web.needs.subjects import subject_labels
from rembuk.web.people.labels import contact_label

UNPROCESSABLE = 422
# What somebody came to do, when they came from a list.
FIRST_DEEDS = {
    TaskKind.CHECK: "release",
    TaskKind.TIDY: "tidy",
    TaskKind.JOIN: "join",
    TaskKind.REPLY: "answer",
    TaskKind.OBJECTION: "settle",
}


@desk_form(*WORKERS)
def voice(request: HttpRequest, code: str) -> HttpResponse:
    """Show a voice with everything its handler needs, take one deed, and go on to the next in the list."""
    person = person_of(request)
    found = _voice(code)
    if not may_open(person, found):
        raise PermissionDenied
    if found.code != code:
        return redirect("desk-voice", found.code)
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
            return redirect(next_after(found.code, queue) or _after(found, person, asked))
        # What was tried has left its marks on the row in memory.
        work = Work(_voice(code), person)
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
    return render(request, "desk/voice.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _after(found: Voice, person: Person | None, asked: Asked) -> str:
    """Return where to go when a list is empty: its heading at the desk, or the voice itself."""
    if asked.kind is None and may_open(person, _voice(found.code)):
        return reverse("desk-voice", args=[found.code])
    return reverse("desk") + asked.query(None)


def _voice(code: str) -> Voice:
    try:
        return voice_by_code(code)
    except (NotACode, Voice.DoesNotExist) as error:
        raise Http404("No voice has this number.") from error


def may_open(person: Person | None, found: Voice) -> bool:
    """Is this voice in the hands of this person, to handle or to check?"""
    return knows_sender(person, found, at=now()) or may_withhold_voice(person, found, at=now())


def _first(asked: Asked, deeds: list[Deed]) -> str:
    keys = [deed.key for deed in deeds]
    wanted = FIRST_DEEDS.get(asked.kind, "") if asked.kind else ""
    return wanted if wanted in keys else next(iter(keys), "")


def _context(work: Work) -> dict[str, object]:
    voice, person = work.voice, work.person
    sender = sender_of(voice, person, at=now())
    held = [HoldReason(reason).label for reason in voice.held_for.split(",") if reason]
    return {
        "voice": voice,
        "place": ", ".join(filter(None, (voice.landmark, str(voice.locality or ""), voice.region.name))),
        "state_label": VoiceState(voice.state).label,
        "facts": (
            (_("Kind"), VoiceKind(voice.kind).label),
            (_("Who may know"), Confidentiality(voice.confidentiality).label),
            (_("Speaks for"), Group(voice.group).label if voice.group else ""),
            (_("Came by"), Channel(voice.channel).label),
            (_("Entered by"), str(voice.assisted_by or "")),
            (_("Answer to"), contact_label(sender) if sender else ""),
        ),
        "masked": voice.shown_words if voice.shown_words != voice.words.strip() else "",
        "held": held if voice.state == VoiceState.HELD else [],
        "alike": work.alike,
        "objection": work.objection,
        "against": Disputed(work.objection.against).label if work.objection else "",
        "photos": [_picture(voice, one) for one in photos_of(voice)],
        "subject": subject_labels(work.rules, language()).get(voice.subject, ""),
        "robots": "noindex",
    }


def _picture(voice: Voice, photo: Photo) -> dict[str, object]:
    return {
        "src": reverse("desk-photo", args=[voice.code, photo.digest]),
        "alt": _("Photo that came with the voice"),
        "width": photo.width,
        "height": photo.height,
    }


@desk_page(*WORKERS)
def photo(request: HttpRequest, code: str, digest: str) -> FileResponse:
    """Serve a photo of a voice to whoever has it in hand, shown to everybody or not."""
    found = _voice(code)
    if not may_open(person_of(request), found):
        raise PermissionDenied
    picture = next((one for one in photos_of(found) if one.digest == digest), None)
    if picture is None:
        raise Http404("This voice has no such photo.")
    # The server closes the file when it has sent it.
    response = FileResponse(path_of(picture.digest).open("rb"), content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
