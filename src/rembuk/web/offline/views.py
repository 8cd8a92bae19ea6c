"""Small files with fixed names, pictures by their digest, and uploads in parts."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from rembuk.media.actions import LARGEST_PART, OffsetMismatch, PartTooLarge, SizeChanged, receive_part
from rembuk.media.files import path_of
from rembuk.media.models import Photo
from rembuk.media.pictures import NotAPicture
from rembuk.media.queries import photo_by_digest
from rembuk.projects.queries import is_photo_of_work
from rembuk.voices.actions import add_photo
from rembuk.voices.queries import photo_is_public
from rembuk.web.access import feed, probe, public_endpoint, public_page
from rembuk.web.assets import asset, service_worker
from rembuk.web.clock import now

LONGEST_COUNT: Final = 12
# A picture is only ever a picture: whatever a browser makes of its bytes, it may load, run and open nothing.
PICTURE_POLICY: Final = "default-src 'none'; sandbox"


@probe
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker from the root, whence it sees the whole site."""
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return HttpResponse(service_worker(), content_type="text/javascript; charset=utf-8", headers=headers)


@feed
@conditional_page
def manifest(request: HttpRequest) -> JsonResponse:
    """Say how the site looks when it is put on a phone's first screen."""
    return JsonResponse(
        {
            "name": "Rembuk",
            "short_name": "Rembuk",
            "lang": "id",
            "start_url": reverse("home"),
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#faf6ee",
            "theme_color": "#701d2b",
            "icons": [{"src": asset("rembuk.svg"), "type": "image/svg+xml", "sizes": "any"}],
        },
        content_type="application/manifest+json",
    )


@feed
@conditional_page
def robots(request: HttpRequest) -> HttpResponse:
    """Let search engines read what is public, and keep them from forms and from one person's pages."""
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in HIDDEN), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


_PERSONAL: Final = ("/meja", "/masuk", "/akun", "/data-saya", "/sampaikan", "/layar/", "/unggah/")
HIDDEN: Final = (*_PERSONAL, *(f"/en{place}" for place in _PERSONAL), "/s/*/urus", "/en/s/*/urus")


@public_page
@conditional_page
def away(request: HttpRequest) -> HttpResponse:
    """Say what works without a signal; phones keep this page."""
    return render(request, "errors/offline.html")


@public_endpoint("PUT")
@csrf_exempt
def upload(request: HttpRequest, key: UUID) -> JsonResponse:
    """Take one part of a photo, at most 128 KB; the header Upload-Length says how long the whole is.

    Answers with how far it has got, in the body and as Upload-Offset: 200, or 409 when the part begins elsewhere; 413
    for a part or a photo that is too large; 415 for what is no picture; 400 for a part that does not say where it
    belongs.
    """
    offset, size = _count(request.GET.get("offset", "")), _count(request.headers.get("Upload-Length", ""))
    if offset is None or size is None:
        return _stopped(400, _("The part does not say where it belongs."))
    if (_count(request.headers.get("Content-Length", "")) or 0) > LARGEST_PART:
        return _stopped(413, _("A part of a photo has at most 128 KB."))
    try:
        progress = receive_part(key, offset, size, request.body, by=None, at=now())
    except OffsetMismatch as mismatch:
        return JsonResponse({"ok": False, "offset": mismatch.expected}, status=409, headers=_at(mismatch.expected))
    except (PermissionDenied, PartTooLarge, SizeChanged):
        return _stopped(413, _("The photo is larger than 8 MB. Choose a smaller one."))
    except NotAPicture:
        return _stopped(415, _("This file is no photo that we can open. Choose another one."))
    if progress.photo is not None:
        _hand_over(key, progress.photo)
    return JsonResponse({"ok": True, "offset": progress.received}, headers=_at(progress.received))


def _hand_over(key: UUID, photo: Photo) -> None:
    try:
        add_photo(key, photo, by=None, at=now())
    except PermissionDenied:
        # The voice was tidied meanwhile; the phone has done its part and need not try again.
        return


@feed
def photo(request: HttpRequest, digest: str) -> HttpResponseBase:
    """Serve a photo that everybody may see. Kept for a minute only, because a voice may be withheld later."""
    try:
        picture = photo_by_digest(digest)
    except Photo.DoesNotExist as error:
        raise Http404("There is no such photo.") from error
    if not photo_is_public(picture.digest) and not is_photo_of_work(picture.digest):
        raise Http404("There is no such photo for everybody.")
    tag = f'"{picture.digest}"'
    # Asked before the file is opened: whoever has the photo already leaves nothing to send, and nobody to close it.
    if (nothing := get_conditional_response(request, etag=tag)) is not None:
        nothing.headers["ETag"] = tag
        return nothing
    # The server closes the file when it has sent it.
    response = FileResponse(path_of(picture.digest).open("rb"), content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["ETag"] = tag
    return response


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_COUNT else None


def _at(offset: int) -> dict[str, str]:
    return {"Upload-Offset": str(offset)}


def _stopped(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"ok": False, "errors": {"photo": [sentence]}}, status=status)
