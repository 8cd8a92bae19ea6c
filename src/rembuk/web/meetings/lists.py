"""The lists of a meeting, each as a page made for paper and as a PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.documents.sheets import Sheet
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.meetings.showing import Shown
from rembuk.web.meetings.views import closed_meeting, href_of, known_meeting, trail_to
from rembuk.web.papers import hall_lists
from rembuk.web.papers.answers import paper_page, pdf_answer


@public_page
@conditional_page
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """Show the list that hands sign, or how many came once the minutes are closed."""
    shown = Shown(known_meeting(code), now())
    pdf = reverse("meeting-attendance-pdf", args=[shown.meeting.code])
    return paper_page(request, _attendance(request, shown), trail_to(shown, _("Attendance list")), pdf)


@public_page
@conditional_page
def attendance_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the same as a PDF."""
    shown = Shown(known_meeting(code), now())
    return pdf_answer(_attendance(request, shown), f"daftar-hadir-{shown.meeting.code}")


def _attendance(request: HttpRequest, shown: Shown) -> Sheet:
    paper = hall_lists.attendance_summary if shown.is_closed else hall_lists.attendance_list
    return paper(shown, href_of(request, shown))


@public_page
@conditional_page
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a closed meeting decided."""
    shown = closed_meeting(code)
    pdf = reverse("meeting-decisions-pdf", args=[shown.meeting.code])
    paper = hall_lists.decision_list(shown, href_of(request, shown))
    return paper_page(request, paper, trail_to(shown, _("Decision list")), pdf)


@public_page
@conditional_page
def decisions_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the same as a PDF."""
    shown = closed_meeting(code)
    return pdf_answer(
        hall_lists.decision_list(shown, href_of(request, shown)), f"daftar-keputusan-{shown.meeting.code}"
    )
