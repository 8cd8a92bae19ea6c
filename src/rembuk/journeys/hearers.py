"""Who hears of an act: whoever spoke or supported, who gives, and who was drawn by lot.

Whoever said stop, took back their yes or is forgotten is never among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from rembuk.finance.models import Contribution, Transfer
from rembuk.finance.purses import contribution_of
from rembuk.journal.models import Act
from rembuk.people.actions import claim_contact
from rembuk.people.contacts import NotAContact
from rembuk.people.models import Consent, Identity
from rembuk.people.queries import identity_of
from rembuk.people.states import Scheme
from rembuk.plans.models import PlanItem
from rembuk.projects.models import Project
from rembuk.projects.queries import witnesses_of
from rembuk.voices.models import Support, Voice

ANSWERS = "answers"


@dataclass(frozen=True)
class Reader:
    """Somebody who hears about an act, the number they know it by, its page, and the language they read."""

    identity: Identity
    number: str
    page: str
    language: str = "id"

    @property
    def address(self) -> str:
        """Where they read on."""
        return f"{settings.ADDRESS}{'/en' if self.language == 'en' else ''}/{self.page}"


def readers_of(act: Act, *, at: datetime) -> list[Reader]:
    """Return who hears of an act on something; nobody of an act on anything else."""
    model, _colon, key = act.subject.partition(":")
    found = _READERS.get(model)
    return found(UUID(key), at) if found else []


def readers_by_voice(voices: QuerySet[Voice]) -> dict[UUID, Reader]:
    """Return whoever left a way to be reached with one of these voices, by its number."""
    return {voice.contact.pk: Reader(voice.contact, voice.code, f"s/{voice.code}") for voice in voices if voice.contact}


def willing(known: Mapping[UUID, Reader]) -> list[Reader]:
    """Return those who asked to hear of their voices and can be reached, each with the language they read."""
    given = Consent.objects.filter(identity__in=known, purpose=ANSWERS, withdrawn_at__isnull=True)
    languages = dict(given.order_by("given_at").values_list("identity_id", "language"))
    asked = (replace(reader, language=languages[key]) for key, reader in known.items() if key in languages)
    return _reachable(asked)


def _reachable(readers: Iterable[Reader]) -> list[Reader]:
    """Leave out who said stop or is forgotten; whoever has an account reads the language chosen there."""
    return [
        replace(one, language=one.identity.person.language if one.identity.person else one.language)
        for one in readers
        if one.identity.silent_since is None and one.identity.forgotten_at is None
    ]


def _who_spoke(voice: UUID, _at: datetime) -> list[Reader]:
    return willing(readers_by_voice(_with_contact().filter(pk=voice)))


def _who_wished(need: UUID, _at: datetime) -> list[Reader]:
    known = readers_by_voice(_with_contact().filter(need=need))
    for support in Support.objects.select_related("identity__person", "need").filter(need=need):
        known.setdefault(support.identity_id, Reader(support.identity, support.need.code, f"k/{support.need.code}"))
    return willing(known)


def _who_asked_for(item: UUID, at: datetime) -> list[Reader]:
    # What the office proposed itself has no need, and nobody who waits to hear.
    need = PlanItem.objects.get(pk=item).need_id
    return _who_wished(need, at) if need else []


def _who_gives(contribution: UUID, at: datetime) -> list[Reader]:
    """Return the donor, if the contact they left is a number or an address; one that is said in words is for humans."""
    gift = Contribution.objects.get(pk=contribution)
    scheme = Scheme.EMAIL if "@" in gift.contact else Scheme.PHONE
    try:
        identity = identity_of(scheme, gift.contact) or claim_contact(scheme, gift.contact, by=None, at=at)
    except NotAContact:
        return []
    return _reachable([Reader(identity, gift.code, f"dana/janji/{gift.code}")])


def _whose_gift_moved(transfer: UUID, at: datetime) -> list[Reader]:
    """Return the donor whose money a transfer moved; money of the kampung itself has none."""
    gift = contribution_of(Transfer.objects.get(pk=transfer))
    return _who_gives(gift.pk, at) if gift else []


def _who_was_drawn(project: UUID, _at: datetime) -> list[Reader]:
    """Return the residents who were drawn to look at a work, each by the first contact that they confirmed."""
    work = Project.objects.get(pk=project)
    contacts = Identity.objects.filter(person__in=witnesses_of(work)).select_related("person")
    first = {one.person_id: one for one in contacts.order_by("-verified_at", "-id")}
    return _reachable(Reader(one, work.code, f"kerja/{work.code}/periksa") for one in first.values())


def _with_contact() -> QuerySet[Voice]:
    return Voice.objects.select_related("contact__person").filter(contact__isnull=False)


_READERS: Final[Mapping[str, Callable[[UUID, datetime], list[Reader]]]] = {
    "voices.voice": _who_spoke,
    "voices.need": _who_wished,
    "plans.planitem": _who_asked_for,
    "finance.contribution": _who_gives,
    "finance.transfer": _whose_gift_moved,
    "projects.project": _who_was_drawn,
}
