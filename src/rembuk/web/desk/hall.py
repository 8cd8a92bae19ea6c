"""One meeting at the desk: preparing, recording and closing it, and the screen on the wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rembuk.kernel.codes import NotACode, read_code
from rembuk.meetings.queries import meeting_by_code
from rembuk.meetings.states import Crowd
from rembuk.people.queries import holds_any
from rembuk.people.roles import Role
from rembuk.voices.models import Voice
from rembuk.voices.states import VoiceState
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import attempt, chosen, shown
from rembuk.web.desk.hall_picks import told_conflicts
from rembuk.web.desk.hall_turns import told_speakers
from rembuk.web.desk.hall_work import Work
from rembuk.web.speak.sheet import key_from

UNPROCESSABLE = 422
STAFF = (
    Role.OFFICER,
    Role.FACILITATOR,
    Role.SECRETARY,
    Role.HEAD,
    Role.COUNCIL,
    Role.SUBDISTRICT_OFFICER,
    Role.SUBDISTRICT_HEAD,
)
ON_THE_WALL = 3  # More would run off the lower edge of a screen.
SECONDS = 10
UNSHOWN = frozenset({VoiceState.HELD, VoiceState.WITHHELD, VoiceState.WITHDRAWN})


@desk_form(*STAFF)
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """Show a meeting with everything its recorder needs, and take one deed."""
    work = _work(request, code)
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return _take(request, work)
    deeds = list(work.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, work.told or str(deed.done))
            return redirect(f"{reverse('desk-hall', args=[work.meeting.code])}#kerja")
        # What was tried has left its marks on the row in memory.
        work = _work(request, code)
        deeds = list(work.deeds())
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        **work.context(),
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else (deeds[0].key if deeds else ""),
    }
    return render(request, "desk/hall.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _take(request: HttpRequest, work: Work) -> JsonResponse:
    """Take what a phone has kept: the same key again is answered as the first time, whatever happened since.

    200 with the key; 422 with sentences for each field that will not do, or when it can no longer be done.
    """
    deed = chosen(request, [deed for deed in work.deeds() if deed.is_kept])
    key = request.POST.get(f"{request.POST.get('do', '')}-key", "")
    taken = {"ok": True, "key": key}
    if (written := key_from(key)) and work.has_written(written):
        return JsonResponse(taken)
    if deed is None:
        return _not_taken(key, {"": [_("This can no longer be done. Look at the page as it is now.")]})
    form = deed.form(request.POST)
    if not attempt(deed, form):
        return _not_taken(key, {name: [str(one) for one in wrong] for name, wrong in form.errors.items()})
    messages.success(request, work.told or str(deed.done))
    return JsonResponse(taken)


def _not_taken(key: str, errors: Mapping[str, list[str]]) -> JsonResponse:
    return JsonResponse({"ok": False, "key": key, "errors": errors}, status=UNPROCESSABLE)


@desk_page(*STAFF)
def projector(request: HttpRequest, code: str) -> HttpResponse:
    """Show on the wall what was said last, with its number, and what was decided last."""
    work = _work(request, code)
    minutes = work.shown.minutes
    context = {
        "shown": work.shown,
        "meeting": work.meeting,
        "spoken": [_on_the_wall(one.voice) for one in reversed(minutes.spoken) if one.voice][:ON_THE_WALL],
        "ranking": minutes.ranking[:ON_THE_WALL],
        "decision": minutes.decisions[-1] if minutes.decisions else None,
        "speakers": told_speakers(work.shown)[:ON_THE_WALL],
        "conflicts": told_conflicts(minutes),
        "place": " · ".join(_heading(work)),
        "href": request.build_absolute_uri(reverse("meeting", args=[work.meeting.code])),
        "next_href": reverse("desk-projector", args=[work.meeting.code]),
        "seconds": SECONDS,
    }
    return render(request, "desk/projector.html", context)


def _heading(work: Work) -> Iterator[str]:
    """Yield where the meeting is, and how many are here once that is known: beside the title, which may be long."""
    yield work.meeting.code
    yield work.meeting.region.name
    minutes = work.shown.minutes
    here = None if minutes.is_disputed(Crowd.EVERYBODY) else minutes.count(Crowd.EVERYBODY)
    if here is not None:
        yield ngettext("%(num)s person here", "%(num)s people here", here) % {"num": here}


def _on_the_wall(voice: Voice) -> tuple[str, str]:
    """Return the number of a voice, and its words unless somebody still has to look at them or took them away."""
    return voice.code, "" if voice.state in UNSHOWN else voice.shown_words


def _work(request: HttpRequest, code: str) -> Work:
    try:
        found = meeting_by_code(read_code(code))
    except NotACode as error:
        raise Http404("This is no number.") from error
    if found is None:
        raise Http404("No meeting has this number.")
    person = person_of(request)
    if not holds_any(person, STAFF, found.region_number, at=now()):
        raise PermissionDenied
    return Work(found, person, request.FILES.get("close-paper"))
