"""Two questions a machine asks: is the process alive, and can it serve?"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from rembuk import __version__
from rembuk.web.access import probe


@probe
def alive(request: HttpRequest) -> JsonResponse:
    """Answer without touching anything."""
    return JsonResponse({"ok": True, "version": __version__})


@probe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 once the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ok": False, "database": "unreachable"}, status=503, headers={"Retry-After": "5"})
    return JsonResponse({"ok": True, "database": connection.vendor})
