"""The pages nobody wants to see: what happened, and what to do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

RETRY_SECONDS = 5


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request makes no sense."""
    return _error(request, 400)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old or came from elsewhere; nothing was recorded."""
    return _error(request, 403)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person may not do this."""
    return _error(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing lives here."""
    return _error(request, 404)


def not_begun(request: HttpRequest) -> HttpResponse:
    """404: no kabupaten answers under this name; says what begins one."""
    return _error(request, 404, page="not_begun")


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _error(request, 500)


def database_busy(request: HttpRequest) -> HttpResponse:
    """503: try again; phones keep what they have in their queue."""
    response = _error(request, 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def too_many(request: HttpRequest, retry_seconds: int) -> HttpResponse:
    """429: a limit by identity or place was reached."""
    response = _error(request, 429)
    response.headers["Retry-After"] = str(retry_seconds)
    return response


def _error(request: HttpRequest, status: int, page: str = "") -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"ok": False, "status": status}, status=status)
    return render(request, f"errors/{page or status}.html", status=status)
