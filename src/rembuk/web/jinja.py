"""The template environment: what every template may use without being handed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from rembuk import __version__
from rembuk.web.addresses import address_of
from rembuk.web.assets import asset
from rembuk.web.drawing import drawn
from rembuk.web.form_parts import choices_of, errors_of
from rembuk.web.formats import ENGLISH_PREFIX, capital, day, language, moment, month, number, rupiah, short_rupiah
from rembuk.web.menu import menu, menu_of
from rembuk.web.qr import qr
from rembuk.web.sentences import say

if TYPE_CHECKING:
    from django.http import HttpRequest


# Any: the signature is Django's; the options are handed through to Jinja2 untouched.
def environment(**options: Any) -> Environment:
    """Make the environment that the Jinja2 backend of Django asks for."""
    made = Environment(  # noqa: S701 - Django's backend passes autoescape=True; the next line insists on it
        **{
            **options,
            "autoescape": True,
            "undefined": StrictUndefined,
            "extensions": ["jinja2.ext.i18n"],
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    )
    # The extension adds this method at run time, so the type checker cannot know it.
    made.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update({"_": say, "gettext": say})  # A page says some fifty sentences.
    made.globals.update(
        asset=asset,
        choices_of=choices_of,
        drawn=drawn,
        errors_of=errors_of,
        full_url=full_url,
        is_demo=is_demo,
        language=language,
        menu=menu,
        menu_of=menu_of,
        other_language_url=other_language_url,
        path=path,
        qr=qr,
        url=address_of,
        version=__version__,
        whatsapp_link=whatsapp_link,
    )
    del made.filters["capitalize"]  # It writes "ke RKP" as "ke rkp"; ours is `capital`.
    made.filters.update(
        capital=capital,
        day=day,
        moment=moment,
        month=month,
        number=number,
        rupiah=rupiah,
        short_rupiah=short_rupiah,
    )
    return made


def is_demo() -> bool:
    """Is everything here invented? Then every page says so."""
    return bool(settings.SIMULATOR)


def path(place: str) -> str:
    """The address of a fixed place such as "/kebutuhan", in the language of this page."""
    if language() == "id":
        return place
    return ENGLISH_PREFIX + place


def other_language_url(request: HttpRequest) -> str:
    """The same page, with the same search, in the other language."""
    here = request.path
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    if here == ENGLISH_PREFIX or here.startswith(f"{ENGLISH_PREFIX}/"):
        return (here.removeprefix(ENGLISH_PREFIX) or "/") + query
    return ENGLISH_PREFIX + here + query


def full_url(request: HttpRequest, place: str) -> str:
    """The whole address of a place, as it is printed on paper or sent by WhatsApp."""
    return request.build_absolute_uri(place)


def whatsapp_link(text: str) -> str:
    """A link that opens WhatsApp with this text ready to send."""
    return f"https://wa.me/?text={quote(text)}"
