"""Telling people what became of their voices: the journal is read on, and each fate becomes a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.journal.reading import read_on
from rembuk.kernel.texts import as_sentence
from rembuk.messaging.actions import write_message
from rembuk.messaging.states import Channel
from rembuk.people.models import Consent, Identity
from rembuk.plans.models import PlanItem
from rembuk.voices.models import Support, Voice

READER = "notices"
ANSWERS = "answers"


@dataclass(frozen=True)
class Notice:
    """What is said about a kind of act; the body is filled from the act's public facts and the voice's number."""

    title: Promise
    body: Promise


# One act gives each reader at most one message.
NOTICES: dict[str, Notice] = {
    "voice.received": Notice(_("Your voice has a number"), _("Thank you. Your voice is recorded as %(number)s.")),
    "voice.merged": Notice(
        _("Your voice was joined to a need"),
        _("Your voice %(number)s and others ask for the same thing. Together they are need %(need)s."),
    ),
    "voice.parted": Notice(
        _("Your voice stands alone again"), _("Your voice %(number)s was taken out of need %(need)s: %(why)s")
    ),
    "voice.answered": Notice(_("Your voice was answered"), _("Answer to %(number)s: %(sentence)s")),
    "voice.declined": Notice(
        _("Your voice was declined"), _("%(number)s was declined: %(sentence)s Next step: %(next_step)s")
    ),
    "voice.reopened": Notice(_("Your voice is considered again"), _("%(number)s is considered again: %(why)s")),
    "voice.objection_settled": Notice(
        _("Reply to your objection"), _("Reply to your objection about %(number)s: %(sentence)s")
    ),
    "voice.withheld": Notice(
        _("Your voice is not shown"), _("%(number)s is not shown to the public: %(sentence)s Next step: %(next_step)s")
    ),
    "voice.shown": Notice(_("Your voice is shown again"), _("%(number)s is shown to the public again: %(why)s")),
    "need.forwarded": Notice(
        _("Your wish was sent on"),
        _("%(number)s was sent on to %(agency)s: %(sentence)s Next step: %(next_step)s"),
    ),
    "need.postponed": Notice(
        _("Your wish was postponed"), _("%(number)s was postponed: %(sentence)s Next step: %(next_step)s")
    ),
    "need.declined": Notice(
        _("Your wish was declined"), _("%(number)s was declined: %(sentence)s Next step: %(next_step)s")
    ),
    "need.answered": Notice(_("Your wish was answered"), _("Answer to %(number)s: %(sentence)s")),
    "need.reopened": Notice(_("Your wish is considered again"), _("%(number)s is considered again: %(why)s")),
    "round.funded": Notice(_("Your wish gets money"), _("%(number)s gets money: %(title)s.")),
    "round.reserved": Notice(_("Your wish waits"), _("%(number)s is on the reserve list: %(title)s.")),
    "item.planned": Notice(_("Your wish is in the plan"), _("%(number)s is in the plan: %(sentence)s %(next_step)s")),
}


@dataclass(frozen=True)
class Reader:
    """Somebody who hears about an act, the number they know it by, and the language they read."""

    identity: Identity
    number: str
    language: str = "id"


@transaction.atomic
def write_notices(*, at: datetime) -> int:
    """Read the sealed journal on and write what it gives rise to; return how many messages.

    Every supporter of a need hears its fate, and everybody who spoke under their own number. Whoever said stop, took
    back their yes or is forgotten hears nothing.
    """
    acts = [seal.act for seal in read_on(READER) if seal.act.kind in NOTICES]
    return sum(_tell(act, reader, at) for act in acts for reader in _readers(act))


def _readers(act: Act) -> list[Reader]:
    model, _colon, key = act.subject.partition(":")
    voices = Voice.objects.select_related("contact__person").filter(contact__isnull=False)
    if model == "voices.voice":
        spoke = voices.filter(pk=UUID(key))
        supporters = Support.objects.none()
    else:
        need = UUID(key) if model == "voices.need" else PlanItem.objects.get(pk=UUID(key)).need_id
        # What the office proposed itself has no need, and nobody who waits to hear.
        asked = Q(need=need) if need else Q(pk__in=[])
        spoke = voices.filter(asked)
        supporters = Support.objects.select_related("identity__person", "need").filter(asked)
    known = readers_by_voice(spoke)
    for support in supporters:
        known.setdefault(support.identity_id, Reader(support.identity, support.need.code))
    return willing(known)


def readers_by_voice(voices: QuerySet[Voice]) -> dict[UUID, Reader]:
    """Return whoever left a way to be reached with one of these voices, by its number."""
    return {voice.contact.pk: Reader(voice.contact, voice.code) for voice in voices if voice.contact}


def willing(known: Mapping[UUID, Reader]) -> list[Reader]:
    """Return those who asked to hear of their voices and can be reached, each with the language they read."""
    given = Consent.objects.filter(identity__in=known, purpose=ANSWERS, withdrawn_at__isnull=True)
    languages = dict(given.order_by("given_at").values_list("identity_id", "language"))
    return [
        replace(reader, language=reader.identity.person.language if reader.identity.person else languages[key])
        for key, reader in known.items()
        if key in languages and _is_reachable(reader.identity)
    ]


def _is_reachable(identity: Identity) -> bool:
    return identity.silent_since is None and identity.forgotten_at is None


def _tell(act: Act, reader: Reader, at: datetime) -> int:
    identity = reader.identity
    with translation.override(reader.language):
        notice = NOTICES[act.kind]
        facts = facts_of(act)
        sentence = as_sentence(str(facts.get("sentence", "")))
        said = str(notice.body) % {**facts, "sentence": sentence, "number": reader.number}
        body = "\n".join((said, _where_to_look(reader), str(_("Reply STOP to hear no more."))))
        title = f"{notice.title} ({reader.number})"
    write_message(
        f"notice:{act.pk}:{identity.pk}", Channel(identity.scheme), identity.value, title, body, by=None, at=at
    )
    return 1


def _where_to_look(reader: Reader) -> str:
    language = "/en" if reader.language == "en" else ""
    kind = "k" if reader.number.startswith("KB-") else "s"
    return f"{settings.ADDRESS}{language}/{kind}/{reader.number}"
