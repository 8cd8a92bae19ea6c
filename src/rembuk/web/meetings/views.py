"""The calendar of meetings, one meeting, its papers, and the feed for phones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page
from markupsafe import Markup

from rembuk.kernel.codes import NotACode, read_code
from rembuk.kernel.periods import local_day
from rembuk.meetings.listing import MeetingPage, MeetingRow, meetings_held, meetings_to_come
from rembuk.meetings.models import Meeting
from rembuk.meetings.queries import meeting_by_code, public_meetings
from rembuk.meetings.states import MeetingState
from rembuk.regions.models import Region
from rembuk.regions.queries import UnknownRegion, region_by_code
from rembuk.voices.queries import NotACursor
from rembuk.web.access import feed, public_page
from rembuk.web.clock import now
from rembuk.web.formats import language
from rembuk.web.meetings.ical import calendar_text
from rembuk.web.meetings.lines import drawn_meeting
from rembuk.web.meetings.showing import Shown
from rembuk.web.papers import meetings as papers
from rembuk.web.papers.answers import paper_page, pdf_answer
from rembuk.web.programme import full_name, programme_here, rules_today, villages_in

ON_A_PAGE = 20
MOST_COMING = 100
IN_A_FEED = 200


@public_page
@conditional_page
def meetings(request: HttpRequest) -> HttpResponse:
    """Show what is coming and what was held, of all kampung or one."""
    programme = programme_here()
    villages = villages_in(programme.region)
    village = next((one for one in villages if one.code == request.GET.get("kampung")), None)
    place, after = village or programme.region, request.GET.get("mulai", "")
    past = _past(place, after)
    coming = [] if after else meetings_to_come(place, at=now(), limit=MOST_COMING)
    kinds = {one.key: one.label.in_language(language()) for one in rules_today(programme).meetings}
    context = {
        "coming": _lines(coming, kinds),
        "past": _lines(past.rows, kinds),
        "older": _address(village, past.older) if past.older else None,
        "newest": _address(village) if after else None,
        "village": village,
        "villages": tuple((one.code, one.name) for one in villages),
        "year": local_day(now()).year,
    }
    return render(request, "meetings/list.html", context)


def _lines(rows: Iterable[MeetingRow], kinds: Mapping[str, str]) -> list[Markup]:
    return [drawn_meeting(row, kinds.get(row.kind, row.kind), language()) for row in rows]


def _past(place: Region, after: str) -> MeetingPage:
    try:
        return meetings_held(place, after, at=now(), limit=ON_A_PAGE)
    except NotACursor as error:
        raise Http404("No page of this list begins there.") from error


def _address(village: Region | None, after: str = "") -> str:
    chosen = {"kampung": village.code if village else "", "mulai": after}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{reverse('meetings')}?{query}" if query else reverse("meetings")


@public_page
@conditional_page
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Show a meeting, and its minutes once they are sealed."""
    shown = Shown(known_meeting(code), now())
    return render(request, "meetings/meeting.html", _context(request, shown))


@public_page
@conditional_page
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Show the letter that asks people to a meeting, made for paper."""
    shown = Shown(known_meeting(code), now())
    pdf = reverse("meeting-invitation-pdf", args=[shown.meeting.code])
    return paper_page(request, papers.invitation(shown, href_of(request, shown)), trail_to(shown, _("Invitation")), pdf)


@public_page
@conditional_page
def invitation_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the letter as a PDF."""
    shown = Shown(known_meeting(code), now())
    return pdf_answer(papers.invitation(shown, href_of(request, shown)), f"undangan-{shown.meeting.code}")


@public_page
@conditional_page
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Show the minutes, the attendance and the decisions in the form of the law, made for paper."""
    shown = closed_meeting(code)
    pdf = reverse("meeting-paper-pdf", args=[shown.meeting.code])
    return paper_page(request, papers.minutes(shown, href_of(request, shown)), trail_to(shown, _("Minutes")), pdf)


@public_page
@conditional_page
def paper_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the minutes as a PDF."""
    shown = closed_meeting(code)
    return pdf_answer(papers.minutes(shown, href_of(request, shown)), f"berita-acara-{shown.meeting.code}")


@feed
@conditional_page
def calendar_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Send the meetings of a kampung to the calendars of phones."""
    region = _region(code)
    known = list(public_meetings(region).order_by("-starts_at", "id")[:IN_A_FEED])
    events = [(one, request.build_absolute_uri(reverse("meeting", args=[one.code]))) for one in known]
    text = calendar_text(_("Meetings of %(place)s") % {"place": full_name(region)}, events)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _region(code: str) -> Region:
    try:
        region = region_by_code(code)
    except UnknownRegion as error:
        raise Http404("There is no such region.") from error
    if not programme_here().region.holds(region.number):
        raise Http404("The programme does not run there.")
    return region


def known_meeting(code: str) -> Meeting:
    """Return a meeting that everybody may know of."""
    try:
        found = meeting_by_code(read_code(code))
    except NotACode as error:
        raise Http404("This is no number.") from error
    if found is None or found.called_at is None:
        raise Http404("No meeting has this number.")
    return found


def closed_meeting(code: str) -> Shown:
    """Return a meeting whose minutes are sealed; else 404."""
    shown = Shown(known_meeting(code), now())
    if not shown.is_closed:
        raise Http404("The minutes are not closed yet.")
    return shown


def href_of(request: HttpRequest, shown: Shown) -> str:
    """Return the whole address of a meeting's page, for papers and messages."""
    return request.build_absolute_uri(reverse("meeting", args=[shown.meeting.code]))


def trail_to(shown: Shown, here: str) -> list[tuple[str, str | None]]:
    """Return the way to a paper of a meeting."""
    code = shown.meeting.code
    return [(_("Meetings"), reverse("meetings")), (code, reverse("meeting", args=[code])), (here, None)]


def _context(request: HttpRequest, shown: Shown) -> dict[str, object]:
    return {
        "shown": shown,
        "meeting": shown.meeting,
        "href": href_of(request, shown),
        "is_cancelled": shown.meeting.state == MeetingState.CANCELLED,
    }
