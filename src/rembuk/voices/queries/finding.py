"""One voice or need, by its number or by who sent it."""

from __future__ import annotations

from django.db.models import QuerySet

from rembuk.kernel.codes import read_code
from rembuk.people.models import Identity, Person
from rembuk.voices.models import Need, Support, Voice


def voice_by_code(code: str) -> Voice:
    """Return the voice with this number, however it is typed; raise NotACode or Voice.DoesNotExist."""
    near = ("programme", "region", "locality", "contact", "answer", "need__answer")
    return Voice.objects.select_related(*near).get(code=read_code(code))


def need_by_code(code: str) -> Need:
    """Return the need with this number, however it is typed; raise NotACode or Need.DoesNotExist."""
    return Need.objects.select_related("programme", "region", "locality", "answer").get(code=read_code(code))


def voices_of_identity(identity: Identity) -> QuerySet[Voice]:
    """Return the voices sent from a phone number or address, newest first."""
    sent = Voice.objects.filter(contact=identity).select_related("region", "need")
    return sent.order_by("-received_at", "-id")


def voices_of_person(person: Person) -> QuerySet[Voice]:
    """Return the voices sent from any contact of a person, newest first."""
    sent = Voice.objects.filter(contact__person=person).select_related("region", "need")
    return sent.order_by("-received_at", "-id")


def supports_need(person: Person, need: Need) -> bool:
    """Does this person count for the need already, by support or by a voice of their own?"""
    return (
        Support.objects.filter(need=need, identity__person=person).exists()
        or Voice.objects.filter(need=need, contact__person=person).exists()
    )
