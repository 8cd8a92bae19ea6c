"""The corners of the desk: where each kind of work is done. Who may go there is the rule of the page itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from rembuk.people.roles import Role
from rembuk.web.access import access_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CORNERS: Final[tuple[tuple[str, _StrPromise], ...]] = (
    ("desk-help", _("Write down a voice for somebody")),
    ("desk-meeting", _("Many voices of a meeting")),
    ("desk-import", _("Take in a list")),
    ("desk-meetings", _("Meetings")),
    ("desk-plans", _("Plans")),
    ("desk-rounds", _("Rounds of priorities")),
    ("desk-rooms", _("Negotiation rooms")),
    ("desk-votings", _("Votes of residents")),
    ("desk-money", _("Money")),
    ("desk-gifts", _("Gifts")),
    ("desk-works", _("Works")),
    ("desk-gatherings", _("Gotong royong")),
    ("rules-manage-in-force", _("Rules")),
    ("desk-places", _("Hamlets")),
    ("neighbours", _("Confirm who lives here")),
    ("roles", _("Roles")),
    ("data-requests", _("Requests about data")),
)


def corners_for(held: Iterable[Role]) -> list[tuple[str, _StrPromise]]:
    """Return the address and name of each corner that somebody with these roles may go to."""
    roles = frozenset(held)
    return [(reverse(name), words) for name, words in CORNERS if roles & _roles_at(name)]


@cache
def _roles_at(name: str) -> frozenset[Role]:
    access = access_of(resolve(reverse(name)).func)
    return access.roles if access else frozenset()
