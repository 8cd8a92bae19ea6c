"""What is not shown, counted by reason, and the latest decisions: readable by all staff, without the words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rembuk.programmes.queries import rules_at
from rembuk.voices.queries import count_withholdings, latest_withholdings
from rembuk.web.access import desk_page
from rembuk.web.clock import now
from rembuk.web.formats import language
from rembuk.web.needs.history import role_label
from rembuk.web.programme import programme_here


@desk_page()
def report(request: HttpRequest) -> HttpResponse:
    """Count withheld voices by reason, and list the latest decisions with role, sentence and what became of them."""
    reasons = {one.code: one.label.in_language(language()) for one in rules_at(programme_here(), now()).reasons}
    counts = count_withholdings()
    context = {
        "counts": [(reasons.get(row.reason_code, row.reason_code), row.withheld, row.lifted) for row in counts],
        "latest": [
            (one, reasons.get(one.reason_code, one.reason_code), role_label(one.withheld_as), role_label(one.lifted_as))
            for one in latest_withholdings()
        ],
        "address": reverse("desk"),
        "robots": "noindex",
    }
    return render(request, "desk/report.html", context)
