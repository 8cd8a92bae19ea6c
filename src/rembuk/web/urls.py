"""All addresses: pages in two languages, and what machines ask for in none."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from rembuk.web import errors, health

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.page_not_found
handler500 = errors.failed

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("rembuk.web.offline.urls")),
    path("", include("rembuk.web.feeds.urls")),
    *i18n_patterns(
        path("", include("rembuk.web.speak.urls")),  # First: what many phones send at once is found soonest.
        path("", include("rembuk.web.home.urls")),
        path("", include("rembuk.web.needs.urls")),
        path("", include("rembuk.web.voices.urls")),
        path("", include("rembuk.web.meetings.urls")),
        path("", include("rembuk.web.figures.urls")),
        path("", include("rembuk.web.plans.urls")),
        path("", include("rembuk.web.voting.urls")),
        path("", include("rembuk.web.priorities.urls")),
        path("", include("rembuk.web.rooms.urls")),
        path("", include("rembuk.web.projects.urls")),
        path("", include("rembuk.web.swadaya.urls")),
        path("", include("rembuk.web.money.urls")),
        path("", include("rembuk.web.funding.urls")),
        path("", include("rembuk.web.kiosk.urls")),
        path("", include("rembuk.web.regions.urls")),
        path("", include("rembuk.web.programmes.urls")),
        path("", include("rembuk.web.people.urls")),
        path("", include("rembuk.web.desk.urls")),
        path("", include("rembuk.web.simulator.urls")),
        path("", include("rembuk.web.gallery_urls")),
        prefix_default_language=False,
    ),
]
