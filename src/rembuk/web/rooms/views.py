"""The negotiation room for everybody: the page, the wall of the hall, and the minutes as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from rembuk.priorities.models import Room, RoomSeat
from rembuk.priorities.talks import talks_of
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.rooms.proposals import Proposals
from rembuk.web.rooms.shown import RoomShown

SECONDS = 15


@public_page
@conditional_page
def room_page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show both lists side by side, what differs and why, what was offered, and what both agreed."""
    shown = shown_room(round_id)
    return render(request, "rooms/room.html", {"shown": shown, "proposals": Proposals(shown.talks)})


@public_page
@conditional_page
def wall(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show on the wall of the hall what lies on the table, and what is left to talk about."""
    shown = shown_room(round_id)
    context = {
        "shown": shown,
        "place": f"{shown.talks.room.round.region.name}, {shown.talks.room.round.year}",
        "next_href": reverse("room-wall", args=[round_id]),
        "seconds": SECONDS,
    }
    return render(request, "rooms/wall.html", context)


@public_page
@conditional_page
def minutes_file(_request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Hand out the minutes, from which anybody takes every step again; 404 before the lists are open."""
    shown = shown_room(round_id)
    if not shown.is_open:
        raise Http404("The lists are not open yet.")
    headers = {"Content-Disposition": f'attachment; filename="risalah-{round_id.hex}.json"'}
    return HttpResponse(shown.talks.minutes(shown.at), content_type="application/json", headers=headers)


def shown_room(round_id: UUID) -> RoomShown:
    """Return the room of a round as it is now; else 404."""
    found = Room.objects.select_related("round__region__parent__parent__parent").filter(round=round_id).first()
    if found is None:
        raise Http404("There is no such room.")
    seats = RoomSeat.objects.filter(room=found).order_by("taken_at", "id")
    return RoomShown(talks_of(found), tuple(seats), now())
