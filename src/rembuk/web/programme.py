"""The programme whose pages these are."""

from __future__ import annotations

from django.http import Http404

from rembuk.programmes.models import Programme


def programme_here() -> Programme:
    """Return the programme of the kabupaten at work, the first one started where there are several; else 404."""
    programme = Programme.objects.select_related("region").order_by("started_on", "id").first()
    if programme is None:
        raise Http404("No programme has been started here.")
    return programme
