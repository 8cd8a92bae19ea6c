"""One voice by its number, finding it, and what its sender may still do."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.finance.asking import asked_by
from rembuk.finance.missing import post_missing
from rembuk.journeys.fates import fate_of
from rembuk.journeys.trace import thread_of
from rembuk.kernel.codes import NotACode, read_code
from rembuk.kernel.periods import local_day
from rembuk.media.models import Photo
from rembuk.voices.expectations import expected_of_voice, reply_due_of
from rembuk.voices.models import Voice
from rembuk.voices.permissions import may_speak_for_voice
from rembuk.voices.queries import is_public, photos_of, public_voice, voice_by_code, withholding_of
from rembuk.voices.states import Confidentiality, Group, VoiceKind, VoiceState
from rembuk.web.access import person_of, public_form, public_page
from rembuk.web.asking import LineShown, line_of
from rembuk.web.clock import now
from rembuk.web.needs.history import role_label
from rembuk.web.needs.views import page_of_number
from rembuk.web.programme import rules_today
from rembuk.web.thread import Step
from rembuk.web.voices.receipt import WISHES, Wish, fulfil
from rembuk.web.voices.way import MEANINGS, OPEN, coming_of_reply, coming_of_wish, way_of


@public_page
@conditional_page
def find(request: HttpRequest) -> HttpResponse:
    """Lead from a number, however it is typed, to its page."""
    typed = request.GET.get("nomor", "").strip()[:60]
    try:
        code = read_code(typed)
    except NotACode:
        return render(request, "voices/find.html", {"typed": typed, "unknown": bool(typed)})
    if (page := page_of_number(code)) != "voice":
        return redirect(page, code)
    if not Voice.objects.filter(code=code).exists():
        return render(request, "voices/find.html", {"typed": typed, "unknown": True}, status=404)
    return redirect("voice", code)


@public_page
@conditional_page
def voice(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a voice is now, how it got there and who decided, in one thread."""
    written = _written(code)
    if (page := page_of_number(written)) != "voice":
        return redirect(page, written)
    found = _voice(written)
    if found.code != code:
        return redirect("voice", found.code)
    if found.need is not None:
        # A need is of the programme of its voices; it need not be asked for again.
        found.need.programme = found.programme
    fate, shown = fate_of(found), public_voice(found)
    href = request.build_absolute_uri(reverse("voice", args=[found.code]))
    context = {
        "voice": shown,
        "fate": fate,
        "meaning": MEANINGS[fate],
        "hidden": _hidden_because(found),
        "withheld": withholding_of(found) if found.state == VoiceState.WITHHELD else None,
        "role_label": role_label,
        "photos": [_picture(photo, request) for photo in photos_of(found)] if is_public(found) else [],
        "need": found.need,
        "post": post_missing(found),
        "line": _line_of(found),
        "steps": way_of(thread_of(found), fate, _coming(found) if fate in OPEN else ()),
        "kind": VoiceKind(found.kind).label,
        "group": Group(found.group).label if found.group and is_public(found) else "",
        "place": ", ".join(filter(None, (shown.landmark, shown.locality, shown.region_name))),
        "share_text": f"{found.code} {href}",
        "may_manage": found.state != VoiceState.WITHDRAWN,
        "robots": "noindex",
    }
    response = render(request, "voices/voice.html", context)
    patch_vary_headers(response, ["Save-Data"])
    return response


def _coming(voice: Voice) -> list[Step]:
    today = local_day(now())
    if voice.need is not None or voice.kind == VoiceKind.WISH:
        return coming_of_wish(expected_of_voice(voice), today)
    return coming_of_reply(local_day(reply_due_of(voice, rules_today(voice.programme))), today)


def _line_of(voice: Voice) -> LineShown | None:
    asked = asked_by(voice)
    return line_of(asked) if asked else None


def _hidden_because(voice: Voice) -> str:
    """Say why the words are not shown, "" where they are or a withholding says so itself."""
    if is_public(voice) or voice.state == VoiceState.WITHHELD:
        return ""
    if voice.state == VoiceState.WITHDRAWN:
        return _("The sender took this voice back, so its words are not shown.")
    if voice.confidentiality == Confidentiality.CONFIDENTIAL:
        return _("The sender asked for confidence: only the officer in charge reads the words.")
    return _("The words are shown once an officer has read them.")


def _picture(photo: Photo, request: HttpRequest) -> dict[str, object]:
    return {
        "src": reverse("photo", args=[photo.digest]),
        "alt": _("Photo that came with the voice"),
        "width": photo.width,
        "height": photo.height,
        "size": f"{-(-photo.size // 1024)} KB",
        "sparing": request.headers.get("Save-Data") == "on",
    }


def _written(code: str) -> str:
    try:
        return read_code(code)
    except NotACode as error:
        raise Http404("This is no number of ours.") from error


def _voice(code: str) -> Voice:
    try:
        return voice_by_code(code)
    except Voice.DoesNotExist as error:
        raise Http404("No voice has this number.") from error


@public_form
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Let the sender ask for something about a voice: signed in as its sender, or with the receipt word."""
    found = _voice(_written(code))
    wish = WISHES.get(request.GET.get("untuk", ""))
    context: dict[str, object] = {
        "code": found.code,
        "wish": wish,
        "wishes": WISHES.values(),
        "done": None,
        "robots": "noindex",
    }
    if wish is None:
        return render(request, "voices/receipt.html", {**context, "form": None})
    return _asked(request, found, wish, context)


def _asked(request: HttpRequest, found: Voice, wish: Wish, context: dict[str, object]) -> HttpResponse:
    person = person_of(request)
    form = wish.form(request.POST if request.method == "POST" else None)
    if may_speak_for_voice(person, found):
        # The phone or e-mail this voice was sent from is signed in; that says enough.
        form.fields["secret"].required = False
        form.fields["secret"].widget = form.fields["secret"].hidden_widget()
    if request.method != "POST":
        return render(request, "voices/receipt.html", {**context, "form": form})
    if form.is_valid() and fulfil(wish, found, form, by=person):
        return render(request, "voices/receipt.html", {**context, "form": None, "done": wish.done})
    return render(request, "voices/receipt.html", {**context, "form": form}, status=422)
