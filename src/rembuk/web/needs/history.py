"""What happened to a need, from the journal: what, when, and in which role somebody did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.people.roles import Role
from rembuk.web.thread import Paper, Step

SAID: Final[Mapping[str, Promise]] = {
    "need.opened": _("The need was opened"),
    "need.described": _("The need was described anew"),
    "need.routed": _("It was found out who is responsible"),
    "need.forwarded": _("Sent on to who is responsible"),
    "need.postponed": _("Postponed"),
    "need.declined": _("Declined"),
    "need.answered": _("Answered"),
    "need.reopened": _("Taken up again"),
    "need.split": _("A part became a need of its own"),
}


def history_of(acts: Iterable[Act]) -> list[Step]:
    """Return the steps of a need, oldest first; support is counted elsewhere and names nobody."""
    return [_step(act) for act in acts if act.kind in SAID]


def _step(act: Act) -> Step:
    facts = {name: str(fact) for name, fact in facts_of(act).items()}
    said = facts.get("sentence") or facts.get("why") or facts.get("title", "")
    agency, new = facts.get("agency", ""), facts.get("new", "")
    return Step(
        what=f"{SAID[act.kind]}: {agency}" if agency else str(SAID[act.kind]),
        at=act.at,
        who=role_label(facts.get("role", "")),
        words=" ".join(filter(None, (said, facts.get("next_step", "")))),
        papers=(Paper(new, reverse("need", args=[new])),) if new else (),
    )


def role_label(role: str) -> str:
    """Return a role in words that begin a line, "" for nobody."""
    label = str(Role(role).label) if role else ""
    return label[:1].upper() + label[1:]
