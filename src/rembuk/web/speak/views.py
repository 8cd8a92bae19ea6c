"""The questions page by page, and the address to which phones send what they kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from rembuk.journeys.intake import TooManyVoices, submit_voice
from rembuk.kernel.codes import NotACode
from rembuk.kernel.periods import local_day
from rembuk.voices.actions import KeyUsedTwice, Receipt
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Need
from rembuk.voices.queries import need_by_code
from rembuk.web.access import public_endpoint, public_form
from rembuk.web.clock import now
from rembuk.web.errors import too_many
from rembuk.web.formats import language
from rembuk.web.programme import programme_here, villages_in
from rembuk.web.speak.draft import draft_from, sender_from
from rembuk.web.speak.pages import UNPROCESSABLE, confirmation, question
from rembuk.web.speak.sheet import CHECK, QUESTIONS, STEPS, Sheet, is_hasty, key_from
from rembuk.web.speak.things import post_named, thing_named
from rembuk.web.speak.uploads import keep_photo

SEND: Final = "send"
# What an address may begin a voice with: where, its kind, the post that did not arrive, the line it asks about.
ASKED: Final = ("region", "kind", "post", "about")
LONGEST_BODY: Final = 65_536
HALVES: Final = re.compile("[\ud800-\udfff]")
# A phone may lie in a drawer for a year; what is older says a broken clock.
OLDEST: Final = timedelta(days=400)


# Without a session or a cookie there is no authority that a foreign page could borrow, so there is no token to check.
@public_form
@csrf_exempt
def speak(request: HttpRequest) -> HttpResponse:
    """Ask one question after the other; each page carries the answers of the others."""
    villages = villages_in(programme_here().region)
    if request.method != "POST":
        asked = {name: request.GET[name] for name in ASKED if name in request.GET}
        return question(request, Sheet(villages, asked), QUESTIONS[0])
    _refuse_foreign_pages(request)
    sheet = keep_photo(Sheet(villages, request.POST.dict(), request.FILES), at=now())
    return _next_page(request, sheet, request.POST.get("step", ""), request.POST.get("to", ""))


def _next_page(request: HttpRequest, sheet: Sheet, step: str, wanted: str) -> HttpResponse:
    if step not in STEPS:
        raise BadRequest("No such question.")
    if wanted in QUESTIONS:
        return question(request, sheet, wanted)
    if step == CHECK or wanted == SEND:
        return _send(request, sheet)
    if not sheet.checked(step).is_valid():
        return question(request, sheet, step, sent_back=True)
    following = CHECK if sheet.data.get("then") == CHECK else STEPS[STEPS.index(step) + 1]
    if following == CHECK and (mistaken := sheet.first_mistake()):
        return question(request, sheet, mistaken, sent_back=True)
    return question(request, sheet, following)


def _send(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if mistaken := sheet.first_mistake():
        return question(request, sheet, mistaken, sent_back=True)
    try:
        receipt = _submitted(sheet, spoken_on=local_day(now()))
    except KeyUsedTwice:
        # The sender went back and changed something after sending: that is another voice.
        return _send(request, sheet.with_new_key())
    except TooManyVoices as error:
        return too_many(request, error.retry_seconds)
    return confirmation(request, receipt)


def _submitted(sheet: Sheet, *, spoken_on: date) -> Receipt:
    answers = sheet.cleaned()
    region = next(village for village in sheet.villages if village.code == answers["region"])
    return submit_voice(
        draft_from(answers, region, key=sheet.key, spoken_on=spoken_on),
        sender=sender_from(answers, language()),
        like=_need_like(sheet.data.get("like", "")),
        missing=post_named(sheet.data.get("post", ""), region),
        about=thing_named(sheet.data.get("about", ""), region),
        doubts=_doubts(sheet),
        by=None,
        at=now(),
    )


def _doubts(sheet: Sheet) -> tuple[HoldReason, ...]:
    """Fill the hidden field or answer faster than a hand can, and a human looks first; nobody is refused."""
    trapped = bool(sheet.data.get("website"))
    return (HoldReason.SPAM,) if trapped or is_hasty(sheet.data.get("begun", ""), at=now()) else ()


def _need_like(code: str) -> Need | None:
    try:
        return need_by_code(code) if code else None
    except (NotACode, Need.DoesNotExist):
        return None


def _refuse_foreign_pages(request: HttpRequest) -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise PermissionDenied


@public_endpoint("POST")
@csrf_exempt
def send(request: HttpRequest) -> JsonResponse:
    """Take one voice from a phone's queue; the same voice sent again is answered as the first time.

    201 the first time and 200 later, both with the number and the receipt word; 422 with one list of sentences for each
    field that will not do, or when the key came before with another body; 429 when a kampung sends too many.
    """
    _refuse_foreign_pages(request)
    try:
        sent = _read(request)
    except BadRequest as error:
        return JsonResponse({"ok": False, "errors": {"voice": [str(error)]}}, status=400)
    sheet = Sheet(villages_in(programme_here().region), sent)
    errors = _errors(sheet, request.headers.get("Idempotency-Key", ""))
    if errors:
        return _refused(sent, errors)
    try:
        receipt = _submitted(sheet, spoken_on=_day_spoken(sent.get("age_ms", ""), at=now()))
    except KeyUsedTwice:
        return _refused(sent, {"key": [_("This voice was sent before with other words. Write it as a new one.")]})
    except TooManyVoices as error:
        return JsonResponse({"ok": False}, status=429, headers={"Retry-After": str(error.retry_seconds)})
    return _accepted(sheet, receipt)


def _read(request: HttpRequest) -> dict[str, str]:
    """Return the fields of a JSON body; whatever is no object of texts is refused."""
    if len(request.body) > LONGEST_BODY:
        raise BadRequest("A voice is shorter.")
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("This is no JSON.") from error
    if not isinstance(sent, dict) or not all(_is_text(value) for value in sent.values()):
        raise BadRequest("A voice is an object of texts.")
    return sent


def _is_text(value: object) -> bool:
    """Is it a text that can be written down? JSON can name halves of characters, which no database keeps."""
    return isinstance(value, str) and not HALVES.search(value)


def _errors(sheet: Sheet, idempotency_key: str) -> dict[str, list[str]]:
    errors = {
        name: [str(sentence) for sentence in sentences]
        for step in QUESTIONS
        for name, sentences in sheet.checked(step).errors.items()
    }
    key = key_from(sheet.data.get("key", ""))
    if key is None or (idempotency_key and key_from(idempotency_key) != key):
        errors["key"] = [_("The voice came without its key. Please send it once more.")]
    return errors


def _refused(sent: Mapping[str, str], errors: dict[str, list[str]]) -> JsonResponse:
    return JsonResponse({"ok": False, "key": sent.get("key", ""), "errors": errors}, status=UNPROCESSABLE)


def _accepted(sheet: Sheet, receipt: Receipt) -> JsonResponse:
    answer = {
        "ok": True,
        "key": sheet.data["key"],
        "code": receipt.voice.code,
        "secret": receipt.secret,
        "href": reverse("voice", args=[receipt.voice.code]),
    }
    return JsonResponse(answer, status=200 if receipt.replayed else 201)


def _day_spoken(age_ms: str, *, at: datetime) -> date:
    """Return the day something was said, by how long ago it was: phones know that better than the date."""
    age = timedelta(milliseconds=int(age_ms)) if age_ms.isdigit() and len(age_ms) < 16 else timedelta()
    return local_day(at - age if age < OLDEST else at)
