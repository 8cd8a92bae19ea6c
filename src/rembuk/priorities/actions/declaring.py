"""Declaring a vote: its options, its rule and its moments, sealed before anybody votes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.priorities.counting import Declaration
from rembuk.priorities.models import Voting, VotingOption
from rembuk.priorities.permissions import may_declare_voting
from rembuk.priorities.secrecy import KEY_BYTES
from rembuk.regions.models import Region
from rembuk.tenancy.privacy import encrypt
from rembuk.voices.wording import line


@dataclass(frozen=True)
class VotingDraft:
    """What is declared of a vote apart from who does it and where; `items` are ids of plan items by option."""

    title: str
    declaration: Declaration
    objections_end_at: datetime
    opens_at: datetime
    closes_at: datetime
    items: Mapping[str, UUID] = field(default_factory=dict)


@transaction.atomic
def declare_voting(region: Region, draft: VotingDraft, *, by: Person | None, at: datetime) -> Voting:
    """Declare a vote and seal its rule; the seal is public before the roll is made."""
    if by is None or not may_declare_voting(by, region, at=at):
        raise PermissionDenied
    declared = draft.declaration
    voting = Voting.objects.create(
        region=region,
        region_number=region.number,
        title=line(draft.title, "title", longest=160),
        kind=declared.kind,
        most=declared.most,
        rule=declared.rule,
        budget_rupiah=declared.budget_rupiah,
        seal=declared.seal,
        objections_end_at=draft.objections_end_at,
        opens_at=draft.opens_at,
        closes_at=draft.closes_at,
        declared_by=by,
        declared_at=at,
        kept_key=encrypt(secrets.token_hex(KEY_BYTES)),
    )
    VotingOption.objects.bulk_create(
        VotingOption(
            voting=voting,
            key=option.id,
            title=option.name,
            cost_rupiah=option.cost,
            item_id=draft.items.get(option.id),
        )
        for option in declared.options
    )
    record_act("voting.declared", voting, by=by, at=at, public=True, region_number=region.number, seal=declared.seal)
    return voting
