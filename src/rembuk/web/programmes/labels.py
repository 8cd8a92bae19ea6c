"""What the keys of a rule set are called on pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import Unit
from rembuk.people.roles import Role
from rembuk.programmes.rules import Clock, Level, Outcome

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CLOCKS: dict[str, _StrPromise] = {
    "moderate": _("Read a voice that was held back"),
    "tidy": _("Tidy a new voice"),
    "forward": _("Pass a need on to who is responsible"),
    "answer": _("Answer a need"),
    "complaint_light": _("Settle a light complaint"),
    "complaint_rules": _("Settle a complaint about rules or service"),
    "complaint_not_for_audit": _("Settle a complaint that needs no audit"),
    "complaint_for_audit": _("Settle a complaint that needs an audit"),
    "close_after_silence": _("Close when nobody replies"),
    "correct_data": _("Correct personal data"),
    "withdraw_consent": _("Stop after a consent is withdrawn"),
    "delete_data": _("Delete personal data"),
    "export_data": _("Hand over personal data to its owner"),
    "keep_attendance": _("Erase the names of who came to a meeting"),
    "breach_notice": _("Tell people about a data leak"),
    "send_budget": _("Send the draft budget for evaluation"),
    "evaluate_budget": _("Evaluate the draft budget"),
    "pay": _("Decide on a payment, and pay it"),
    "correct_budget": _("Correct the budget after evaluation"),
}
FORUMS: dict[str, _StrPromise] = {
    "hamlet_meeting": _("Hamlet meeting"),
    "village_meeting": _("Village meeting"),
    "planning_forum": _("Village planning meeting"),
}
GROUPS: dict[str, _StrPromise] = {
    "women": _("women among those present"),
    "invited": _("of those invited"),
    "council": _("of the village council"),
    "hamlet_delegates": _("of the hamlet delegates"),
}
LEVELS: dict[Level, _StrPromise] = {
    Level.VILLAGE: _("kampung"),
    Level.SUBDISTRICT: _("kecamatan"),
    Level.REGENCY: _("kabupaten"),
    Level.PROVINCE: _("province"),
    Level.NATION: _("national government"),
    Level.MIXED: _("several, an officer finds out"),
}
OUTCOMES: dict[Outcome, _StrPromise] = {
    Outcome.DECLINED: _("declining"),
    Outcome.POSTPONED: _("postponing"),
    Outcome.FORWARDED: _("passing on"),
    Outcome.MERGED: _("joining"),
    Outcome.WITHHELD: _("withholding"),
    Outcome.WITHDRAWN: _("withdrawing"),
}
UNITS: dict[Unit, _StrPromise] = {
    Unit.WORKING_DAYS: _("working days"),
    Unit.DAYS: _("days"),
    Unit.HOURS: _("hours"),
}
PARTS: dict[str, _StrPromise] = {
    "clocks": _("Time limits"),
    "phases": _("Phases of the year"),
    "calendar": _("Planning calendar"),
    "reasons": _("Reasons"),
    "authority": _("Who is responsible"),
    "quorum": _("Quorum"),
    "meetings": _("Kinds of meetings"),
    "criteria": _("Criteria to choose from"),
    "incompatible_roles": _("Roles that do not go together"),
    "words": _("Words"),
    "holidays": _("Days off"),
    "legal_basis": _("Legal basis"),
    "upward_path": _("Path upward"),
    "village_path": _("Path in the kampung"),
    "year": _("Year"),
    "region": _("Region"),
    "format": _("Format"),
}
FIELDS: dict[str, _StrPromise] = {
    "amount": _("how many"),
    "unit": _("counted in"),
    "source": _("source"),
    "verified": _("figure checked"),
    "label": _("name"),
    "name": _("name"),
    "evidence": _("what it must show"),
    "next_step": _("next step"),
    "allows": _("used for"),
    "starts": _("begins"),
    "ends": _("ends"),
    "year_offset": _("years later"),
    "level": _("who decides"),
    "agency": _("office"),
    "question": _("question"),
    "called_by": _("called by"),
    "decided_by": _("decided by"),
    "recorded_by": _("written down by"),
    "invited": _("who is asked"),
    "agenda": _("agenda"),
    "minutes": _("minutes of time"),
    "papers": _("papers"),
    "cadence_days": _("days between two"),
    "speak_first": _("who speaks first"),
    "at_least_percent": _("at least, in percent"),
    "why": _("why"),
    "on": _("day"),
    "id": _("Indonesian"),
    "en": _("English"),
}


def place_called(place: str) -> str:
    """Return a place in the rules in words: "clocks.answer.amount" is "Time limits: Answer a need, number"."""
    part, *steps = re.findall(r"\[[^\]]*\]|[^.\[]+", place)
    names = {**FIELDS, **CLOCKS} if part == "clocks" else FIELDS
    said = [step[1:-1] if step.startswith("[") else called(step, names) for step in steps]
    return f"{called(part, PARTS)}: {', '.join(said)}" if said else called(part, PARTS)


def called(key: str, names: dict[str, _StrPromise]) -> str:
    """Return what a key is called; one that other regions added is shown as it is."""
    return str(names.get(key, key.replace("_", " ")))


def role_called(key: str) -> str:
    """Return what a role is called."""
    return str(Role(key).label) if key in Role.values else key.replace("_", " ")


def limit(clock: Clock) -> str:
    """Return a time limit in words: "5 working days"."""
    amount = clock.amount
    match clock.unit:
        case Unit.WORKING_DAYS:
            return ngettext("%(count)s working day", "%(count)s working days", amount) % {"count": amount}
        case Unit.DAYS:
            return ngettext("%(count)s day", "%(count)s days", amount) % {"count": amount}
        case Unit.HOURS:
            return ngettext("%(count)s hour", "%(count)s hours", amount) % {"count": amount}


def checked(*, verified: bool) -> str:
    """Say whether somebody compared a figure with its source."""
    return gettext("figure checked") if verified else gettext("figure not yet checked")
