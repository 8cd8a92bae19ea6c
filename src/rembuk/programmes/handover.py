"""Handing a programme's rules to another region, and taking them over, by files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import models, transaction

from rembuk.programmes.actions import adopt_rules
from rembuk.programmes.differences import Difference, differences
from rembuk.programmes.models import Programme, RuleSet
from rembuk.programmes.packs import Pack, load_pack, pack_of, save_pack
from rembuk.programmes.queries import programme_called, rule_set_at
from rembuk.tenancy import in_tenant, national


def export_model(called: str, path: Path, *, at: datetime) -> Pack:
    """Write the rules in force of a programme, called by its prefix or the code of its region, as a signed pack."""
    programme = _anywhere(called)
    with in_tenant(programme.tenant):
        pack = pack_of(rule_set_at(programme, at))
    save_pack(pack, path)
    return pack


@transaction.atomic
def import_model(path: Path, called: str, *, why: str, by: models.Model | None, at: datetime) -> RuleSet:
    """Take over a signed pack as the next version of a programme's rules; raise NotAPack for one that is not whole."""
    pack = load_pack(path)
    programme = _anywhere(called)
    with in_tenant(programme.tenant):
        return adopt_rules(programme, pack, why=why, by=by, at=at)


def compare_models(older: Path, newer: Path) -> tuple[Difference, ...]:
    """Return what differs between two packs, in the order of the older one."""
    return differences(load_pack(older).rules, load_pack(newer).rules)


def _anywhere(called: str) -> Programme:
    with national():
        return programme_called(called)
