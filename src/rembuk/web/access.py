"""Who may open which page: every view wears one of these, and a test walks all of them.

A page's rule is data on the view, so that the matrix of address x method x role is asked of the pages themselves and an
address without a rule fails the build. What somebody may do to one voice or need is asked again inside the action.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode

from rembuk.people.models import Person
from rembuk.people.queries import roles_of
from rembuk.people.roles import DECIDING, Role
from rembuk.people.signin import has_second_factor
from rembuk.web.clock import now

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

READ = frozenset({"GET", "HEAD"})
WRITE = READ | {"POST"}
CACHED_SECONDS = 60


class Audience(Enum):
    """Who a page is for."""

    PUBLIC = "public"
    RESIDENT = "resident"
    DESK = "desk"


@dataclass(frozen=True)
class Access:
    """The rule of one page."""

    audience: Audience
    methods: frozenset[str]
    roles: frozenset[Role] = frozenset()
    cached: bool = False


def public_page(view: View) -> View:
    """Everybody reads it; it knows no session, and caches may keep it for a minute."""
    return _guarded(view, Access(Audience.PUBLIC, READ, cached=True))


def feed(view: View) -> View:
    """Everybody reads it, mostly programs; kept by caches like a page."""
    return _guarded(view, Access(Audience.PUBLIC, READ, cached=True))


def probe(view: View) -> View:
    """Everybody reads it and nobody keeps it: health, the service worker."""
    return _guarded(view, Access(Audience.PUBLIC, READ))


def public_form(view: View) -> View:
    """Everybody fills it in; never cached."""
    return _guarded(view, Access(Audience.PUBLIC, WRITE))


def public_endpoint(*methods: str) -> Callable[[View], View]:
    """Everybody's phone calls it, with these methods only."""
    return lambda view: _guarded(view, Access(Audience.PUBLIC, frozenset(methods)))


def resident_page(view: View) -> View:
    """For somebody signed in, about themselves."""
    return _guarded(view, Access(Audience.RESIDENT, READ))


def resident_form(view: View) -> View:
    """For somebody signed in, about themselves; takes a form."""
    return _guarded(view, Access(Audience.RESIDENT, WRITE))


def desk_page(*roles: Role) -> Callable[[View], View]:
    """For staff who hold one of the roles somewhere; without roles, for any staff."""
    return lambda view: _guarded(view, Access(Audience.DESK, READ, frozenset(roles or Role)))


def desk_form(*roles: Role) -> Callable[[View], View]:
    """For staff who hold one of the roles somewhere; takes a form."""
    return lambda view: _guarded(view, Access(Audience.DESK, WRITE, frozenset(roles or Role)))


def person_of(request: HttpRequest) -> Person | None:
    """Return who is signed in, or None."""
    user = request.user
    return user if isinstance(user, Person) else None


def access_of(view: object) -> Access | None:
    """Return the rule a view wears, or None for a bare one."""
    return getattr(view, "access", None)


def _guarded(view: View, access: Access) -> View:
    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # Any: the address's own parts.
        if request.method not in access.methods:
            return HttpResponseNotAllowed(sorted(access.methods))
        if refusal := _refusal(request, access):
            return refusal
        response = view(request, *args, **kwargs)
        _say_who_may_keep(response, access)
        return response

    guard.access = access  # type: ignore[attr-defined]  # read by access_of
    return cast("View", guard)


def _refusal(request: HttpRequest, access: Access) -> HttpResponse | None:
    if access.audience is Audience.PUBLIC:
        return None
    person = person_of(request)
    if person is None:
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
    if access.audience is Audience.RESIDENT:
        return None
    held = roles_of(person, at=now())
    if not held & access.roles:
        raise PermissionDenied
    if held & DECIDING and not has_second_factor(request):
        return redirect(f"{reverse('second-factor')}?{urlencode({'next': request.get_full_path()})}")
    return None


def _say_who_may_keep(response: HttpResponseBase, access: Access) -> None:
    if access.cached and response.status_code in {200, 304, 404}:
        patch_cache_control(response, public=True, max_age=CACHED_SECONDS)
    elif not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
