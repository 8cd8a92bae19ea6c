"""What happened to a need, from the journal: what, when, and in which role somebody did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.people.roles import Role
from rembuk.web.plans.numbers import address_of
from rembuk.web.priorities.labels import ROUND_SAID, round_step
from rembuk.web.thread import Paper, Step

SAID: Final[Mapping[str, Promise]] = {
    "need.opened": _("The need was opened"),
    "need.described": _("The need was described anew"),
    "need.routed": _("It was found out who is responsible"),
    "need.forwarded": _("Sent on to who is responsible"),
    "need.decided": _("Decided in a meeting"),
    "need.postponed": _("Postponed"),
    "need.declined": _("Declined"),
    "need.answered": _("Answered"),
    "need.reopened": _("Taken up again"),
    "need.split": _("A part became a need of its own"),
    "item.proposed": _("Taken up for the yearly plan"),
    "item.verified": _("Verified by two people"),
    "item.passed_up": _("Handed on to the kabupaten"),
    "item.silence": _("No answer came in time"),
    "item.planned": _("In the yearly plan"),
    "item.released": _("Left out of a new version of the plan"),
}
# The first and the last of an item's own steps lead to it.
LEADS_TO_THE_ITEM: Final = frozenset({"item.proposed", "item.planned"})


def history_of(acts: Iterable[Act]) -> list[Step]:
    """Return the steps of a need, oldest first; support is counted elsewhere and names nobody."""
    return [_step(act) for act in acts if act.kind in SAID or act.kind in ROUND_SAID]


def _step(act: Act) -> Step:
    facts = {name: str(fact) for name, fact in facts_of(act).items()}
    if act.kind in ROUND_SAID:
        return round_step(act, role_label(facts.get("role", "")))
    said = facts.get("sentence") or facts.get("why") or facts.get("title", "")
    agency = facts.get("agency", "")
    new = facts["code"] if act.kind in LEADS_TO_THE_ITEM else facts.get("new") or facts.get("minutes", "")
    return Step(
        what=f"{SAID[act.kind]}: {agency}" if agency else str(SAID[act.kind]),
        at=act.at,
        who=role_label(facts.get("role", "")),
        words=" ".join(filter(None, (said, facts.get("next_step", "")))),
        papers=(Paper(new, address_of(new)),) if new else (),
    )


def role_label(role: str) -> str:
    """Return a role in words that begin a line, "" for nobody."""
    label = str(Role(role).label) if role else ""
    return label[:1].upper() + label[1:]
