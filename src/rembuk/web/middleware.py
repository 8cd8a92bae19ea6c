"""What happens around every page: a log line, headers, an answer when the database is busy, language and tenant."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from rembuk.tenancy import in_tenant
from rembuk.tenancy.queries import UnknownHost, tenant_of_host, version_of
from rembuk.tenancy.standing import one_look
from rembuk.tenancy.words import speaking
from rembuk.web.errors import database_busy, not_begun
from rembuk.web.kept_pages import State
from rembuk.web.page_cache import STATE, WANTED

Respond = Callable[[HttpRequest], HttpResponseBase]

# A disk that is full, over its quota, read-only or broken.
DISK_TROUBLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
ONE_YEAR = 31_536_000

log = structlog.get_logger("rembuk.web")


class RequestLog:
    """One line for each request: the page's name, never its address, because addresses can hold what people typed."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            method=request.method if request.method in KNOWN_METHODS else "other",
            page=match.view_name if match else None,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - begun) * 1000, 1),
        )
        return response


KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class SecurityHeaders:
    """The same strict headers on every answer; a view may only make its own policy narrower."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SECURE:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        return response


class Compression(GZipMiddleware):
    """Compresses what the page cache in front does not: streams, and pages of people who are signed in."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if WANTED in request.META and not response.streaming:
            return response
        return super().process_response(request, response)


class BusyDatabase:
    """A database or disk that takes nothing now is answered with 503 and "try again": a phone keeps what it has."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError):
            return database_busy(request)
        if isinstance(exception, OSError) and exception.errno in DISK_TROUBLE:
            return database_busy(request)
        return None


class Language:
    """Indonesian, unless the address begins with /en/: an address has one language, so caches can keep it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        english = request.path_info == "/en" or request.path_info.startswith("/en/")
        with translation.override("en" if english else "id"):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "en" if english else "id")
        return response


class TenantOfHost:
    """The name a page is asked under says whose data it shows; everything inside happens in that tenant."""

    # Asked by machines that watch the process, not a tenant.
    OUTSIDE = ("/healthz", "/readyz")

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in self.OUTSIDE:
            return self.get_response(request)
        try:
            tenant, words = tenant_of_host(request.get_host())
            if WANTED in request.META:
                # Before anything is read: a change that comes while the page is made must make it look old.
                request.META[STATE] = State(tenant, version_of(tenant))
            with in_tenant(tenant), one_look(), speaking(words):
                response = self.get_response(request)
                if response.status_code >= 500 and connection.in_atomic_block:
                    transaction.set_rollback(True)
                return response
        except UnknownHost:
            return not_begun(request)
        except (OperationalError, InterfaceError):
            return database_busy(request)
