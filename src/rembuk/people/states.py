"""Kinds and states around people."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class Scheme(TextChoices):
    """Kinds of address an identity can be."""

    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")


class RequestKind(TextChoices):
    """What people may ask about their own data (hak subjek data)."""

    EXPORT = "export", _("see and take along")
    CORRECT = "correct", _("correct")
    DELETE = "delete", _("delete")
    WITHDRAW = "withdraw", _("withdraw consent")


class RequestState(TextChoices):
    """How far a request about data is."""

    ASKED = "asked", _("asked")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


REQUEST_STATES = StateTable(
    start=RequestState.ASKED,
    moves={
        RequestState.ASKED: frozenset({RequestState.DONE, RequestState.REFUSED}),
        RequestState.DONE: frozenset(),
        RequestState.REFUSED: frozenset(),
    },
)


class VouchingState(TextChoices):
    """How far two people's word about a resident is."""

    WAITING = "waiting", _("waiting for a second word")
    CONFIRMED = "confirmed", _("confirmed by two people")
    CONTESTED = "contested", _("contested")
    ANNULLED = "annulled", _("taken back")


VOUCHING_STATES = StateTable(
    start=VouchingState.WAITING,
    moves={
        VouchingState.WAITING: frozenset({VouchingState.CONFIRMED, VouchingState.CONTESTED}),
        VouchingState.CONFIRMED: frozenset({VouchingState.CONTESTED}),
        VouchingState.CONTESTED: frozenset({VouchingState.WAITING, VouchingState.CONFIRMED, VouchingState.ANNULLED}),
        VouchingState.ANNULLED: frozenset(),
    },
)
