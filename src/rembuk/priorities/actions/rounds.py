"""A round is opened, filled with what may be chosen, and sealed by somebody else after a meeting has decided it."""

from __future__ import annotations

from datetime import datetime
from string import ascii_uppercase

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.journal.queries import Fact
from rembuk.meetings.models import Entry
from rembuk.people.models import Person
from rembuk.plans.models import PlanItem
from rembuk.priorities.drafts import NotARound, RoundDraft
from rembuk.priorities.guards import insist_minuted, insist_unsealed
from rembuk.priorities.models import Round, RoundFund, RoundOption
from rembuk.priorities.permissions import OPENERS, may_add_option, may_open_round, may_seal_round
from rembuk.priorities.rounds import options_of, pagu_of, room_of, weights_of
from rembuk.priorities.sealing import seal_of, spoken
from rembuk.priorities.states import Way
from rembuk.programmes.queries import programme_of, rule_set_at
from rembuk.regions.models import Region
from rembuk.voices.models import Need
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line

FEWEST_OPTIONS = 2


class NotAnOption(ValueError):
    """Something cannot be chosen in a round; the message says why."""


class NotReadyToSeal(RuntimeError):
    """A round cannot be sealed yet, or no longer; the message says why."""


@transaction.atomic
def open_round(region: Region, draft: RoundDraft, *, by: Person | None, at: datetime) -> Round:
    """Open a round with its money, its moments and its way to decide; all of it waits for its seal."""
    if by is None or not may_open_round(by, region, at=at):
        raise PermissionDenied
    if draft.scores_end_at <= at:
        raise NotARound("The scores would have ended already.")
    programme = programme_of(region.number)
    round_ = Round.objects.create(
        programme=programme,
        rule_set=rule_set_at(programme, at),
        region=region,
        region_number=region.number,
        year=draft.year,
        title=line(draft.title, "title", longest=160),
        way=draft.way,
        scores_end_at=draft.scores_end_at,
        result_at=draft.result_at,
        opened_by=by,
        opened_as=role_of(by, OPENERS, region.number, at=at),
        opened_at=at,
    )
    funds = RoundFund.objects.bulk_create(
        RoundFund(round=round_, fund=fund, amount_rupiah=amount) for fund, amount in draft.funds.items()
    )
    facts: dict[str, Fact] = {
        "role": round_.opened_as, "title": round_.title, "year": round_.year, "amounts": amounts_of(*funds),
    }  # fmt: skip
    record_act("round.opened", round_, by=by, at=at, public=True, region_number=region.number, **facts)
    return round_


@transaction.atomic
def add_option(
    round_: Round, source: Need | PlanItem, cost_rupiah: int, cost_source: str, *, by: Person | None, at: datetime
) -> RoundOption:
    """Put a need or an item of the plans into a round, with what it costs and who says so."""
    if by is None or not may_add_option(by, round_, at=at):
        raise PermissionDenied
    insist_unsealed(round_)
    known = list(options_of(round_))
    _insist_fits(round_, source, cost_rupiah, known)
    option = RoundOption.objects.create(
        round=round_,
        key=ascii_uppercase[len(known)],
        need=source if isinstance(source, Need) else None,
        item=source if isinstance(source, PlanItem) else None,
        title=source.title,
        cost_rupiah=cost_rupiah,
        cost_source=line(cost_source, "source of the cost", longest=200),
    )
    facts: dict[str, Fact] = {
        "code": source.code, "title": round_.title, "round": str(round_.pk), "key": option.key, "cost": cost_rupiah,
        "role": role_of(by, OPENERS, round_.region_number, at=at), "amounts": amounts_of(option),
    }  # fmt: skip
    # About the wish, not the round: its own history leads here.
    record_act("round.joined", source, by=by, at=at, public=True, region_number=source.region_number, **facts)
    return option


@transaction.atomic
def seal_round(round_: Round, decision: Entry, *, by: Person | None, at: datetime) -> None:
    """Seal what was declared, by a decision in the minutes that names its checksum; from then on it stands."""
    if by is None or not may_seal_round(by, round_, at=at):
        raise PermissionDenied
    insist_unsealed(round_)
    _insist_ready(round_, at)
    checksum = seal_of(round_)
    insist_minuted(round_, decision, spoken(checksum))
    round_.sealed_in, round_.digest, round_.sealed_by, round_.sealed_at = decision, checksum, by, at
    round_.save(update_fields=["sealed_in", "digest", "sealed_by", "sealed_at"])
    facts = {"title": round_.title, "digest": checksum, "meeting": decision.meeting.code}
    record_act("round.sealed", round_, by=by, at=at, public=True, region_number=round_.region_number, **facts)


def _insist_fits(round_: Round, source: Need | PlanItem, cost_rupiah: int, known: list[RoundOption]) -> None:
    if not round_.region.holds(source.region_number):
        raise NotAnOption(f"{source.code} lies elsewhere.")
    if not 0 < cost_rupiah <= pagu_of(round_):
        raise NotAnOption(f"{source.code} costs nothing, or more than there is.")
    if any(source in (option.need, option.item) for option in known):
        raise NotAnOption(f"{source.code} is in the round already.")
    if len(known) == len(ascii_uppercase):
        raise NotAnOption("A ballot has no room for more.")


def _insist_ready(round_: Round, at: datetime) -> None:
    if at >= round_.scores_end_at:
        raise NotReadyToSeal("The scores should have ended already.")
    if options_of(round_).count() < FEWEST_OPTIONS:
        raise NotReadyToSeal("There is nothing to choose between.")
    if round_.way == Way.CRITERIA and not weights_of(round_):
        raise NotReadyToSeal("Nothing was weighed.")
    if round_.way == Way.TALKS and room_of(round_) is None:
        raise NotReadyToSeal("The terms of the talks were not announced.")
