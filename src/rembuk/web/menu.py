"""What stands in the menu: the places for everybody, and last the one that is one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from rembuk.web.access import Audience, access_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

Entry = tuple[str, "_StrPromise"]

PLACES: Final[tuple[Entry, ...]] = (
    ("/kebutuhan", _("Needs")),
    ("/musyawarah", _("Meetings")),
    ("/rencana", _("Plans")),
    ("/angka", _("Figures")),
    ("/kalender", _("Calendar")),
    ("/cara-kerja", _("How it works")),
)
# A page for everybody is kept for everybody, so it looks the same whoever is signed in.
OUT: Final[Entry] = ("/keluar", _("Sign out"))
OWN: Final[dict[Audience, tuple[Entry, ...]]] = {
    Audience.PUBLIC: (("/masuk", _("Sign in")),),
    Audience.RESIDENT: (("/data-saya", _("My data")), OUT),
    Audience.DESK: (("/meja", _("Desk")), OUT),
}


def menu(request: HttpRequest | None) -> list[Entry]:
    """Return the entries of a page's menu: the address without its language, and the words."""
    match = request.resolver_match if request is not None else None
    access = access_of(match.func) if match else None
    return [*PLACES, *OWN[access.audience if access else Audience.PUBLIC]]
