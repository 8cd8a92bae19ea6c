"""Declaring the vote of a round: its rule and its moments, sealed before anybody votes."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.engines.allocation import Project
from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.journal.queries import Fact
from rembuk.people.models import Person
from rembuk.priorities.counting import Declaration
from rembuk.priorities.drafts import VotingDraft
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import Round, Voting
from rembuk.priorities.permissions import may_declare_voting
from rembuk.priorities.rounds import options_of, pagu_of, voting_of
from rembuk.priorities.sealing import insist_as_sealed
from rembuk.priorities.secrecy import KEY_BYTES
from rembuk.priorities.states import Way
from rembuk.tenancy.privacy import encrypt
from rembuk.voices.wording import line


class NotReadyToVote(RuntimeError):
    """A round is not sealed, is decided otherwise, has its vote, or the moments do not fit; the message says which."""


@transaction.atomic
def declare_voting(round_: Round, draft: VotingDraft, *, by: Person | None, at: datetime) -> Voting:
    """Declare the vote of a sealed round and seal its rule; the seal is public before the roll is made."""
    if by is None or not may_declare_voting(by, round_.region, at=at):
        raise PermissionDenied
    _insist_ready(round_, draft, at)
    declared = Declaration(
        options=tuple(Project(option.key, option.cost_rupiah, option.title) for option in options_of(round_)),
        budget_rupiah=pagu_of(round_),
        kind=draft.kind,
        # A knapsack is as large as the money there is, whatever else was written.
        most=pagu_of(round_) if draft.kind is BallotKind.KNAPSACK else draft.most,
        rule=draft.rule,
    )
    voting = Voting.objects.create(
        round=round_,
        region=round_.region,
        region_number=round_.region_number,
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
    facts: dict[str, Fact] = {"seal": declared.seal, "amounts": amounts_of(voting)}
    record_act("voting.declared", voting, by=by, at=at, public=True, region_number=round_.region_number, **facts)
    return voting


def _insist_ready(round_: Round, draft: VotingDraft, at: datetime) -> None:
    # The row is held, so that no second vote is declared meanwhile.
    round_ = Round.objects.select_for_update(of=("self",)).select_related("region").get(pk=round_.pk)
    if not round_.is_sealed or round_.way != Way.BALLOTS:
        raise NotReadyToVote("The round is not sealed, or is decided by criteria.")
    if voting_of(round_) is not None:
        raise NotReadyToVote("The round has its vote.")
    if not at < draft.objections_end_at <= draft.opens_at:
        raise NotReadyToVote("There are days for objections before the vote.")
    if not round_.scores_end_at <= draft.opens_at < draft.closes_at <= round_.result_at:
        raise NotReadyToVote("The vote lies between the scores and the result of its round.")
    insist_as_sealed(round_)
