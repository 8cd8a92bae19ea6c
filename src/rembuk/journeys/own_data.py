"""What is kept about one person, across all stages: to see, to take along, and to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.people.actions import finish_data_request, forget_resident
from rembuk.people.contacts import masked
from rembuk.people.models import Consent, DataRequest, Identity, Person, RoleGrant, Vouching
from rembuk.people.permissions import may_handle_data
from rembuk.people.queries import consents_of, data_requests_of, grants_of, identities_of, vouchings_of
from rembuk.people.states import RequestKind, Scheme
from rembuk.voices.actions import detach_sender
from rembuk.voices.models import Support, Voice
from rembuk.voices.queries import voices_of_person

FORMAT = "rembuk-own-data/1"

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True)
class OwnData:
    """Everything that is kept about a person in this kabupaten."""

    person: Person
    identities: list[Identity]
    consents: list[Consent]
    voices: list[Voice]
    supports: list[Support]
    vouchings: list[Vouching]
    requests: list[DataRequest]
    grants: list[RoleGrant]


def own_data(person: Person) -> OwnData:
    """Gather what is kept about a person, newest first in each part."""
    supports = Support.objects.filter(identity__person=person).select_related("need").order_by("-given_at", "-id")
    return OwnData(
        person=person,
        identities=identities_of(person),
        consents=list(consents_of(person)),
        voices=list(voices_of_person(person)),
        supports=list(supports),
        vouchings=list(vouchings_of(person)),
        requests=list(data_requests_of(person)),
        grants=list(grants_of(person)),
    )


def portable(data: OwnData, *, at: datetime) -> dict[str, Plain]:
    """Return a person's data as plain values that another programme can read; moments in ISO 8601, UTC."""
    return {
        "format": FORMAT,
        "written_at": _iso(at),
        "person": {
            "id": str(data.person.pk),
            "login": data.person.login,
            "name": data.person.name,
            "language": data.person.language,
            "made_at": _iso(data.person.made_at),
        },
        "contacts": [
            {
                "scheme": one.scheme,
                "value": one.value,
                "confirmed_at": _iso(one.verified_at),
                "silent_since": _iso(one.silent_since),
            }
            for one in data.identities
        ],
        "consents": [
            {
                "purpose": one.purpose,
                "version": one.version,
                "language": one.language,
                "channel": one.channel,
                "contact": masked(Scheme(one.identity.scheme), one.identity.value),
                "given_at": _iso(one.given_at),
                "withdrawn_at": _iso(one.withdrawn_at),
                "stopped_at": _iso(one.stopped_at),
            }
            for one in data.consents
        ],
        "voices": [
            {
                "code": one.code,
                "words": one.words,
                "shown_words": one.shown_words,
                "region": one.region.code,
                "kind": one.kind,
                "channel": one.channel,
                "confidentiality": one.confidentiality,
                "state": one.state,
                "spoken_on": _iso(one.spoken_on),
                "received_at": _iso(one.received_at),
            }
            for one in data.voices
        ],
        "supports": [{"need": one.need.code, "given_at": _iso(one.given_at)} for one in data.supports],
        "confirmations": [
            {
                "region": one.region.code,
                "state": one.state,
                "method": one.method,
                "first_at": _iso(one.first_at),
                "second_at": _iso(one.second_at),
            }
            for one in data.vouchings
        ],
        "requests": [
            {
                "kind": one.kind,
                "state": one.state,
                "wish": one.wish,
                "outcome": one.outcome,
                "asked_at": _iso(one.asked_at),
                "due_at": _iso(one.due_at),
                "done_at": _iso(one.done_at),
            }
            for one in data.requests
        ],
        "roles": [
            {
                "role": one.role,
                "region": one.region.code,
                "from_on": _iso(one.from_on),
                "until_on": _iso(one.until_on),
                "decree": one.decree,
                "ended_at": _iso(one.ended_at),
                "ended_why": one.ended_why,
            }
            for one in data.grants
        ],
    }


def _iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment is not None else None


@transaction.atomic
def forget(request: DataRequest, outcome: str, *, by: Person | None, at: datetime) -> None:
    """Do what a request to be forgotten asks: detach every voice, empty the account, and close the request.

    The voices stay, without sender. Whoever handles it has read them first and had those withheld that name somebody.
    """
    if request.kind != RequestKind.DELETE or not may_handle_data(by, request, at=at):
        raise PermissionDenied
    for voice in voices_of_person(request.person):
        detach_sender(voice, by=by, at=at)
    finish_data_request(request, outcome, by=by, at=at)
    forget_resident(request, by=by, at=at)
