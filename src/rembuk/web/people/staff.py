"""Accounts of staff: allauth's views behind our addresses, our rules and our count of tries.

What is not named here is not reachable: nobody signs up, nobody resets a password by mail, there are no addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from rembuk.people.limits import count_up, is_full, start_over
from rembuk.people.models import Person
from rembuk.people.signin import has_second_factor, normal_login
from rembuk.tenancy.privacy import blind_index
from rembuk.web.access import person_of, public_form, resident_form, resident_page
from rembuk.web.clock import now
from rembuk.web.errors import too_many
from rembuk.web.people.key_answers import is_of_key, is_of_new_key
from rembuk.web.people.safe_next import safe_next

View = Callable[..., HttpResponseBase]

TRIES = 5
PAUSE = timedelta(minutes=15)
PROOFS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def _counting_tries(view: View, key_of: Callable[[HttpRequest], str]) -> View:
    """Lock after five wrong answers for up to fifteen minutes: one login, wherever it is tried from.

    Counted in the database, where every process sees it. An unknown login is locked like a known one.
    """

    def counted(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:  # Any: the address's parts.
        if request.method != "POST" or not (key := key_of(request)):
            return view(request, *arguments, **options)
        if is_full(key, at=now(), window=PAUSE, limit=TRIES):
            return too_many(request, int(PAUSE.total_seconds()))
        response = view(request, *arguments, **options)
        if response.status_code == HttpResponse.status_code:  # A form that was sent back; success goes on elsewhere.
            count_up(key, at=now(), window=PAUSE, limit=TRIES)
        else:
            start_over(key)
        return response

    return counted


def _by_login(request: HttpRequest) -> str:
    return f"password:{blind_index('login', normal_login(request.POST.get('login', '')))}"


def _by_person(request: HttpRequest) -> str:
    person = person_of(request)
    return f"proof:{person.pk}" if person else ""


def _by_pending_person(request: HttpRequest) -> str:
    # Password given, second factor still to come: allauth keeps who it is in the session.
    pending = request.session.get("account_login") or {}
    return f"proof:{pending.get('user_pk', '')}" if pending else ""


def _for_staff(view: View) -> View:
    """Refuse residents, who have no password and no keys; what allauth changes, it changes as a whole."""

    def guarded(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:  # Any: as above.
        person = person_of(request)
        if person is None or person.is_resident:
            raise PermissionDenied
        with transaction.atomic():
            return view(request, *arguments, **options)

    return guarded


def _reading_key(view: View, is_readable: Callable[[str], bool] = is_of_key) -> View:
    """Refuse what no passkey answers and allauth's form would fail on."""

    def reading(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:  # Any: as above.
        answer = request.POST.get("credential", "")
        if answer and not is_readable(answer):
            raise BadRequest("No passkey answers like this.")
        return view(request, *arguments, **options)

    return reading


# --- Signing in ------------------------------------------------------------------------------------------------------


@public_form
def staff_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for login and password, or a passkey."""
    person = person_of(request)
    if person is not None and person.is_resident:
        return redirect("sign-out")
    response = _counting_tries(account.login, _by_login)(request)
    person = person_of(request)
    if request.method == "POST" and person is not None:
        # The password was typed this moment; whoever sets up a second factor now is not asked for it again.
        reauthenticate_by_password(request)
    return response


@public_form
def staff_code(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code of the app, a recovery code or a key, after the password."""
    return _counting_tries(_reading_key(mfa.authenticate), _by_pending_person)(request)


@public_form
def passkey_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in with a passkey alone, which is two proofs in one: the device, and a finger, face or PIN."""
    return _reading_key(webauthn.login_webauthn)(request)


@resident_page
def second_factor(request: HttpRequest) -> HttpResponse:
    """Send those who decide to their second proof, or show how to set one up; before that, no desk."""
    person = person_of(request)
    if person is None or person.is_resident:
        raise PermissionDenied
    following = safe_next(request) or reverse("desk")
    if has_second_factor(request):
        return redirect(following)
    if is_mfa_enabled(person, PROOFS):
        return redirect(f"{reverse(_way_to_prove(person))}?{urlencode({'next': following})}")
    return render(request, "people/second_factor.html", {"next": following})


def _way_to_prove(person: Person) -> str:
    has_app = is_mfa_enabled(person, [Authenticator.Type.TOTP])
    return "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"


# --- Showing again that it is you ------------------------------------------------------------------------------------


@resident_form
def password_again(request: HttpRequest) -> HttpResponseBase:
    """Ask for the password again before something that matters."""
    return _for_staff(_counting_tries(account.reauthenticate, _by_person))(request)


@resident_form
def code_again(request: HttpRequest) -> HttpResponseBase:
    """Ask for a code of the app, or a recovery code, again."""
    return _for_staff(_counting_tries(mfa.reauthenticate, _by_person))(request)


@resident_form
def key_again(request: HttpRequest) -> HttpResponseBase:
    """Ask for a passkey again."""
    return _for_staff(_counting_tries(_reading_key(webauthn.reauthenticate_webauthn), _by_person))(request)


# --- The account -----------------------------------------------------------------------------------------------------


@resident_page
def security(request: HttpRequest) -> HttpResponseBase:
    """Show how an account is protected."""
    return _for_staff(mfa.index)(request)


@resident_form
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change the password; all other sessions end."""
    return _for_staff(_counting_tries(account.password_change, _by_person))(request)


@resident_form
def activate_app(request: HttpRequest) -> HttpResponseBase:
    """Connect an app that shows codes (TOTP); the first code counts as the second proof of this session."""
    return _proven_by(Authenticator.Type.TOTP, totp.activate_totp, request)


@resident_form
def deactivate_app(request: HttpRequest) -> HttpResponseBase:
    """Disconnect the app; those who decide then need another second proof before they reach the desk."""
    return _for_staff(totp.deactivate_totp)(request)


@resident_form
def add_key(request: HttpRequest) -> HttpResponseBase:
    """Add a passkey; making it counts as the second proof of this session."""
    return _proven_by(Authenticator.Type.WEBAUTHN, _reading_key(webauthn.add_webauthn, is_of_new_key), request)


def _proven_by(kind: str, view: View, request: HttpRequest) -> HttpResponseBase:
    person = person_of(request)
    before = _count_proofs(person, kind)
    response = _for_staff(view)(request)
    if person is not None and _count_proofs(person, kind) > before:
        record_authentication(request, person, "mfa", type=kind)
    return response


def _count_proofs(person: Person | None, kind: str) -> int:
    return Authenticator.objects.filter(user=person, type=kind).count() if person else 0


@resident_page
def keys(request: HttpRequest) -> HttpResponseBase:
    """List the passkeys."""
    return _for_staff(webauthn.list_webauthn)(request)


@resident_form
def rename_key(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a passkey another name."""
    return _for_staff(webauthn.edit_webauthn)(request, pk=pk)


@resident_form
def remove_key(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey."""
    return _for_staff(webauthn.remove_webauthn)(request, pk=pk)


@resident_page
def recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """Show the codes for the day the phone is lost."""
    return _for_staff(recovery.view_recovery_codes)(request)


@resident_form
def new_recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """Make new recovery codes; the old ones are worthless then."""
    return _for_staff(recovery.generate_recovery_codes)(request)


@resident_form
def open_sessions(request: HttpRequest) -> HttpResponseBase:
    """List where an account is signed in, and end all sessions but this one."""
    response: HttpResponseBase = sessions.list_usersessions(request)
    return response
