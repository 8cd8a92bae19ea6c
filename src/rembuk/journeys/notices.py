"""Telling people what became of their voices and gifts: the journal is read on, and each fate becomes a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.journal.reading import read_on
from rembuk.journeys.hearers import Reader, readers_of
from rembuk.kernel.money import rupiah
from rembuk.kernel.periods import day, local_day
from rembuk.kernel.texts import as_sentence
from rembuk.messaging.actions import write_message
from rembuk.messaging.states import Channel

READER = "notices"


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
    "contribution.received": Notice(
        _("Your gift arrived"), _("Thank you. %(amount)s of your gift %(number)s arrived and stands in the books.")
    ),
    "contribution.spent": Notice(
        _("Your gift is at work"), _("%(amount)s of your gift %(number)s was paid for what you gave it for.")
    ),
    "contribution.reported": Notice(
        _("What became of your gift"), _("Your gift %(number)s is spent: %(amount)s. The report is on its page.")
    ),
    "contribution.lapsed": Notice(
        _("Your promise has lapsed"), _("Nobody counts on your gift %(number)s any more: %(why)s You may promise anew.")
    ),
    "contribution.returned": Notice(
        _("Your gift goes back to you"), _("%(amount)s of your gift %(number)s was not needed and goes back to you.")
    ),
    "money.turned_back": Notice(
        _("An entry about your gift was put right"),
        _("An entry of %(amount)s for your gift %(number)s was turned back. Its page says what stands in the books."),
    ),
    "project.drawn": Notice(
        _("You were drawn by lot"),
        _("On %(day)s you were drawn to look at the work %(number)s. Say what you see. Nobody reads your name."),
    ),
}


@transaction.atomic
def write_notices(*, at: datetime) -> int:
    """Read the sealed journal on and write what it gives rise to; return how many messages.

    Every supporter of a need hears its fate, and everybody who spoke under their own number; a donor hears of their
    gift, and whoever was drawn by lot that they were.
    """
    acts = [seal.act for seal in read_on(READER) if seal.act.kind in NOTICES]
    return sum(_tell(act, reader, at) for act in acts for reader in readers_of(act, at=at))


def _tell(act: Act, reader: Reader, at: datetime) -> int:
    identity = reader.identity
    with translation.override(reader.language):
        notice = NOTICES[act.kind]
        said = str(notice.body) % {**_said(act, reader.language), "number": reader.number}
        body = "\n".join((said, reader.address, str(_("Reply STOP to hear no more."))))
        title = f"{notice.title} ({reader.number})"
    write_message(
        f"notice:{act.pk}:{identity.pk}", Channel(identity.scheme), identity.value, title, body, by=None, at=at
    )
    return 1


def _said(act: Act, language: str) -> dict[str, object]:
    """Return the facts of an act in words: sentences that end, amounts and days in the language of the reader."""
    facts = facts_of(act)
    amount = int(str(facts.get("spent_rupiah", facts.get("amount_rupiah", 0))))
    sentences = {name: as_sentence(str(facts.get(name, ""))) for name in ("sentence", "why")}
    return {**facts, **sentences, "amount": rupiah(amount, language), "day": day(local_day(act.at), language)}
