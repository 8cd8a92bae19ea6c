"""What stands in the menu: the places for everybody, and last the one that is one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from rembuk.web.access import Audience, access_of
from rembuk.web.formats import ENGLISH_PREFIX

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

Entry = tuple[str, "_StrPromise"]

PLACES: Final[tuple[Entry, ...]] = (
    ("/kebutuhan", _("Needs")),
    ("/musyawarah", _("Meetings")),
    ("/rencana", _("Plans")),
    ("/uang", _("Money")),
    ("/kerja", _("Works")),
    ("/angka", _("Figures")),
    ("/cara-kerja", _("How it works")),
)
# A page for everybody is kept for everybody, so it looks the same whoever is signed in.
OUT: Final[Entry] = ("/keluar", _("Sign out"))
OWN: Final[dict[Audience, tuple[Entry, ...]]] = {
    Audience.PUBLIC: (("/masuk", _("Sign in")),),
    Audience.RESIDENT: (("/data-saya", _("My data")), OUT),
    Audience.DESK: (("/meja", _("Desk")), OUT),
}


class Menu(NamedTuple):
    """Whose menu a page has, and the entry that the page belongs to, or ""."""

    audience: Audience
    here: str


def menu(request: HttpRequest | None) -> Menu:
    """Return the menu of a page."""
    if request is None:
        return Menu(Audience.PUBLIC, "")
    access = access_of(request.resolver_match.func) if request.resolver_match else None
    audience = access.audience if access else Audience.PUBLIC
    page = request.path.removeprefix(ENGLISH_PREFIX)  # No place begins with it, in either language.
    return Menu(audience, next((place for place, _words in menu_of(audience) if page.startswith(place)), ""))


def menu_of(audience: Audience) -> tuple[Entry, ...]:
    """Return the entries of a menu: the address without its language, and the words."""
    return PLACES + OWN[audience]
