"""Changing one thing in the rules: rules in, whole new rules out, checked as if they were read from a file."""

from __future__ import annotations

from datetime import date

import msgspec

from rembuk.programmes.parts import Saying
from rembuk.programmes.rules import Clock, Holiday, Phase, Reason, Rules, read_rules, write_rules


def with_clock(rules: Rules, key: str, clock: Clock) -> Rules:
    """Return the rules with another time limit; raise NotRules for one that cannot be, KeyError for an unknown key."""
    _ = rules.clocks[key]
    return _checked(msgspec.structs.replace(rules, clocks={**rules.clocks, key: clock}))


def with_reason(rules: Rules, reason: Reason) -> Rules:
    """Return the rules with this reason in the place of the one with its code, else behind the others."""
    codes = [known.code for known in rules.reasons]
    changed = [reason if known.code == reason.code else known for known in rules.reasons]
    return _checked(msgspec.structs.replace(rules, reasons=changed if reason.code in codes else [*changed, reason]))


def with_phase(rules: Rules, phase: Phase) -> Rules:
    """Return the rules with this phase in the place of the one with its key; raise KeyError for an unknown one."""
    if phase.key not in {known.key for known in rules.phases}:
        raise KeyError(phase.key)
    changed = [phase if known.key == phase.key else known for known in rules.phases]
    return _checked(msgspec.structs.replace(rules, phases=changed))


def with_holiday(rules: Rules, holiday: Holiday) -> Rules:
    """Return the rules with a day off, in the place of one that is known on that day."""
    others = [known for known in rules.holidays if known.on != holiday.on]
    return _checked(msgspec.structs.replace(rules, holidays=sorted([*others, holiday], key=lambda known: known.on)))


def without_holiday(rules: Rules, on: date) -> Rules:
    """Return the rules without the day off on a day; raise KeyError where there is none."""
    others = [known for known in rules.holidays if known.on != on]
    if len(others) == len(rules.holidays):
        raise KeyError(on)
    return _checked(msgspec.structs.replace(rules, holidays=others))


def with_word(rules: Rules, key: str, saying: Saying) -> Rules:
    """Return the rules with another word for something; raise KeyError for an unknown key."""
    _ = rules.words[key]
    return _checked(msgspec.structs.replace(rules, words={**rules.words, key: saying}))


def _checked(rules: Rules) -> Rules:
    # Structs do not check their values when they are made; reading does.
    return read_rules(write_rules(rules))
