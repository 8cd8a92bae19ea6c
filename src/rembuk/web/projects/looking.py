"""The page of a resident who was drawn by lot to look at a work."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.web.access import person_of, resident_form
from rembuk.web.desk.deeds import attempt, chosen, shown
from rembuk.web.desk.works.site import Site
from rembuk.web.projects.cards import facts_of_project, reach_words
from rembuk.web.projects.views import project_here

UNPROCESSABLE: Final = 422


@resident_form
def look(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whoever was drawn what they saw there; others read how else they can say it."""
    site = Site(project_here(code), person_of(request))
    deeds = list(site.looking())
    deed = chosen(request, deeds) if request.method == "POST" else None
    failed = deed.form(request.POST, request.FILES) if deed else None
    if deed and failed and attempt(deed, failed):
        messages.success(request, _("Thank you. What you saw is written down."))
        return redirect("work-look", site.project.code)
    context = {
        "project": site.project,
        "facts": facts_of_project(site.project),
        "said": reach_words(site.project, site.reach),
        "latest": site.latest,
        "forms": shown(deeds, failed),
        "robots": "noindex",
    }
    return render(request, "projects/look.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)
