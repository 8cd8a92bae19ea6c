"""Starting programmes, and sealing new versions of their rules."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.periods import local_day
from rembuk.kernel.texts import mask_personal, tidy_text
from rembuk.programmes.models import Programme, RuleSet
from rembuk.programmes.packs import Pack, pack_of
from rembuk.programmes.permissions import may_adopt_rules, may_publish_rules, may_start_programme
from rembuk.programmes.queries import newest_rule_set, rule_set_at
from rembuk.programmes.rules import Rules, digest_of, write_rules
from rembuk.regions.models import Region


class NoReason(ValueError):
    """A new version of the rules must say why."""


class NothingChanged(ValueError):
    """These are the rules already; a version would say nothing new."""


class RulesMovedOn(RuntimeError):
    """Somebody published another version meanwhile; look at it first."""


@transaction.atomic
def start_programme(
    region: Region,
    name: str,
    prefix: str,
    rules: Rules,
    *,
    pack: Pack | None = None,
    by: models.Model | None,
    at: datetime,
) -> Programme:
    """Start a programme in a region, with its first rules sealed; `pack` is what they were taken over from."""
    if not may_start_programme(by, region, at=at):
        raise PermissionDenied
    programme = Programme.objects.create(region=region, name=name, prefix=prefix, started_on=local_day(at))
    rule_set = _seal(programme, rules, why="Aturan pertama", pack=pack, at=at)
    record_act(
        "programme.started", programme, by=by, at=at, public=True, region_number=region.number,
        name=name, prefix=prefix, rules=str(rule_set), digest=rule_set.digest,
    )  # fmt: skip
    return programme


@transaction.atomic
def publish_rules(
    programme: Programme, rules: Rules, *, based_on: str, why: str, by: models.Model | None, at: datetime
) -> RuleSet:
    """Seal changed rules as the next version of their year.

    `based_on` is the digest of the version they were changed from. If another one has been published since, nothing is
    sealed and RulesMovedOn is raised. Rules for a coming year start from those in force and wait for their year.
    """
    if not may_publish_rules(by, programme, at=at):
        raise PermissionDenied
    before = newest_rule_set(programme, rules.year) or rule_set_at(programme, at)
    if before.digest != based_on:
        raise RulesMovedOn(f"The newest rules are {before}.")
    if before.digest == digest_of(rules):
        raise NothingChanged(str(before))
    rule_set = _seal(programme, rules, why=_tidy_why(why), at=at)
    record_act(
        "rules.published", rule_set, by=by, at=at, public=True, region_number=programme.region_id,
        rules=str(rule_set), digest=rule_set.digest, before=before.digest, why=rule_set.why,
    )  # fmt: skip
    return rule_set


@transaction.atomic
def adopt_rules(programme: Programme, pack: Pack, *, why: str, by: models.Model | None, at: datetime) -> RuleSet:
    """Seal the rules of a model pack, from here or from another region, as the next version of their year.

    The same pack again seals nothing and returns the version that holds it.
    """
    if not may_adopt_rules(by, programme, at=at):
        raise PermissionDenied
    newest = newest_rule_set(programme, pack.rules.year)
    if newest is not None and pack_of(newest) == pack:
        return newest
    rule_set = _seal(programme, pack.rules, why=_tidy_why(why), pack=pack, at=at)
    record_act(
        "rules.adopted", rule_set, by=by, at=at, public=True, region_number=programme.region_id,
        rules=str(rule_set), digest=rule_set.digest, origin=pack.origin, publisher=pack.publisher, why=rule_set.why,
    )  # fmt: skip
    return rule_set


def _tidy_why(why: str) -> str:
    # Every version is public for ever, its reason too.
    tidied = mask_personal(tidy_text(why))[:300]
    if not tidied:
        raise NoReason("Say why the rules change.")
    return tidied


def _seal(programme: Programme, rules: Rules, *, why: str, pack: Pack | None = None, at: datetime) -> RuleSet:
    newest = newest_rule_set(programme, rules.year)
    rule_set = RuleSet(
        programme=programme,
        year=rules.year,
        version=newest.version + 1 if newest else 1,
        body=write_rules(rules).decode(),
        digest=digest_of(rules),
        why=why,
        published_at=at,
    )
    if pack is not None:
        rule_set.origin, rule_set.origin_version = pack.origin, pack.version
        rule_set.publisher, rule_set.signature = pack.publisher, pack.signature
    rule_set.save(force_insert=True)
    return rule_set
