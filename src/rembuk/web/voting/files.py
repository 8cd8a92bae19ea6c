"""The files of a counted vote, so that anybody counts again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from rembuk.priorities.models import Voting
from rembuk.priorities.publishing import ballots_file, transcript_file
from rembuk.web.access import public_page


@public_page
def ballots(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Hand out the ballots of a counted vote."""
    del request
    return _download(ballots_file(counted_or_404(voting)), "text/plain; charset=utf-8", "suara.pb")


@public_page
def course(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Hand out the course of the count; 404 where the rule leaves none."""
    del request
    data = transcript_file(counted_or_404(voting))
    if data is None:
        raise Http404("A count by this rule has no transcript.")
    return _download(data, "application/json", "hitungan.json")


def counted_or_404(voting: UUID) -> Voting:
    """Return a vote whose ballots are counted."""
    counted = Voting.objects.filter(pk=voting, counted_at__isnull=False)
    found = counted.select_related("region__parent__parent__parent").first()
    if found is None:
        raise Http404("There is no such vote, or it is not counted.")
    return found


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
