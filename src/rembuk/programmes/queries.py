"""Questions about programmes, and about the rules and the time of year they are in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import chain

from django.db.models import Q, QuerySet

from rembuk.kernel.periods import WIB, local_day
from rembuk.programmes.clock import (
    Cycle,
    Entry,
    Expectation,
    Stretch,
    calendar_of,
    cycle_on,
    path_from,
    phase_on,
)
from rembuk.programmes.models import Programme, RuleSet
from rembuk.programmes.rules import Level, Rules, digest_of, read_rules
from rembuk.regions.models import Region
from rembuk.regions.numbering import NotARegionCode, number_of, path_of
from rembuk.tenancy.standing import remembered


class NoProgramme(LookupError):
    """No programme runs here."""


class NoRules(LookupError):
    """A programme has no rules; `start_programme` never leaves one so."""


class RulesTampered(RuntimeError):
    """The stored text of a rule set does not fit the digest it was sealed with."""


# Sealed rule sets never change, so their digest may stand for them as long as the process lives.
_read: dict[str, Rules] = {}


def programme_of(region_number: int) -> Programme:
    """Return the programme that runs in a region, or in the nearest one around it; raise NoProgramme."""
    around = Programme.objects.filter(region_id__in=path_of(region_number))
    programme = around.select_related("region").order_by("-region_id").first()
    if programme is None:
        raise NoProgramme(f"No programme runs in {region_number}.")
    return programme


def with_programme(regions: Iterable[Region]) -> list[Region]:
    """Return those of the regions in which a programme runs, in their order."""
    started = set(Programme.objects.values_list("region_id", flat=True))
    return [region for region in regions if started.intersection(path_of(region.number))]


def programme_called(text: str) -> Programme:
    """Return the programme with this prefix, or that runs in the region of this code; raise NoProgramme."""
    programmes = Programme.objects.select_related("region").filter(_named(text.strip())).order_by("region_id")
    programme = programmes.first()
    if programme is None:
        raise NoProgramme(f"No programme is called {text!r}; give its prefix or the code of its region.")
    return programme


def _named(text: str) -> Q:
    try:
        return Q(prefix=text.upper()) | Q(region_id=number_of(text))
    except NotARegionCode:
        return Q(prefix=text.upper())


def rule_set_at(programme: Programme, at: datetime) -> RuleSet:
    """Return the rule set in force at a moment, without its body.

    It is the newest version published by then, of the latest year that has begun; rules for a coming year wait for it.
    Before the first rules, the first rules hold.
    """
    sealed = remembered(("rule sets", programme.pk), lambda: tuple(rule_sets_of(programme)))
    year = local_day(at).year
    begun = (one for one in sealed if one.published_at <= at and one.year <= year)
    oldest_first = sorted(sealed, key=lambda one: (one.published_at, one.year, one.version))
    rule_set = next(chain(begun, oldest_first), None)
    if rule_set is None:
        raise NoRules(f"{programme} has no rules.")
    return rule_set


def rule_sets_of(programme: Programme) -> QuerySet[RuleSet]:
    """Return all versions of a programme's rules, newest year and version first, without their bodies."""
    return RuleSet.objects.filter(programme=programme).defer("body").order_by("-year", "-version")


def newest_rule_set(programme: Programme, year: int) -> RuleSet | None:
    """Return the newest version for a year, whether in force or not."""
    return rule_sets_of(programme).filter(year=year).first()


def rules_at(programme: Programme, at: datetime) -> Rules:
    """Return the rules in force at a moment; see `rule_set_at`."""
    return rules_of(rule_set_at(programme, at))


def rules_around(region_number: int, at: datetime) -> Rules:
    """Return the rules in force at a moment in the programme around a region, in one query; raise NoProgramme."""
    around = RuleSet.objects.filter(programme__region_id__in=path_of(region_number)).defer("body")
    begun = around.filter(published_at__lte=at, year__lte=local_day(at).year)
    rule_set = begun.order_by("-programme__region_id", "-year", "-version").first()
    return rules_of(rule_set) if rule_set else rules_at(programme_of(region_number), at)


def rules_of(rule_set: RuleSet) -> Rules:
    """Return what a rule set says; raise RulesTampered if its text is not the one that was sealed."""
    rules = _read.get(rule_set.digest)
    if rules is None:
        rules = read_rules(rule_set.body)
        if digest_of(rules) != rule_set.digest:
            raise RulesTampered(f"Rules {rule_set} were changed after they were sealed.")
        _read[rule_set.digest] = rules
    return rules


def phase_at(programme: Programme, at: datetime) -> Stretch | None:
    """Return the phase in which the plan is being made, or None between two phases."""
    return phase_on(rules_at(programme, at), local_day(at))


def cycle_at(programme: Programme, at: datetime) -> Cycle:
    """Return the yearly cycle whose plan is being made, and everything under way."""
    return cycle_on(rules_at(programme, at), local_day(at))


def calendar(programme: Programme, year: int, *, at: datetime) -> tuple[Entry, ...]:
    """Return the planning calendar of a year by the rules in force, earliest step first."""
    return calendar_of(rules_at(programme, at), year)


def expected_path(programme: Programme, level: Level, asked_on: date) -> Expectation:
    """Return when a wish asked on a day is answered and built at the earliest, by the rules of that day's end."""
    rules = rules_at(programme, datetime.combine(asked_on, time.max, tzinfo=WIB))
    return path_from(rules, level, asked_on)
