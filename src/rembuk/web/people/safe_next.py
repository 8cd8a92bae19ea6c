"""Where to go on after signing in: only to pages of this site."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest) -> str:
    """Return the address that `next` names, if it is one of ours; else an empty text."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # A bare word is no address; `redirect` would look for a view of that name.
    is_address = wanted.startswith("/")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_address and is_ours else ""
