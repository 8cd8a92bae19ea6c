"""Finding something that a page can show: the first need, the newest rules, somebody's own contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Case, F, When

from rembuk.finance.models import BudgetLine, Post
from rembuk.finance.states import BudgetState
from rembuk.kernel.periods import local_day
from rembuk.meetings.models import Meeting
from rembuk.meetings.states import MeetingState
from rembuk.people.models import Consent, DataRequest, Identity, Person, RoleGrant, Vouching
from rembuk.people.roles import Role
from rembuk.people.states import RequestState
from rembuk.plans.models import PlanLine
from rembuk.plans.states import PlanState
from rembuk.priorities.models import Voting
from rembuk.programmes.models import RuleSet
from rembuk.programmes.queries import rules_of
from rembuk.regions.models import Locality, Region, Tier
from rembuk.voices.models import Need, Voice, VoicePhoto
from rembuk.voices.queries import photo_is_public
from rembuk.web.programme import programme_here

Parts = Mapping[str, object]
# Asked with whose objects are wanted, where a page shows somebody's own.
Sample = Callable[[Person | None], Parts]
Found = TypeVar("Found")

NIL = UUID(int=0)


class NoSample(LookupError):
    """Nothing in this database could be shown on the page."""


def nothing(_owner: Person | None) -> Parts:
    """Name no object: the page is about none."""
    return {}


# --- public --------------------------------------------------------------------------------------------------------


def need(_owner: Person | None) -> Parts:
    """Name the need that was opened first."""
    return {"code": _found(Need.objects.order_by("opened_at", "id").first(), "a need").code}


def voice(_owner: Person | None) -> Parts:
    """Name the first voice in the need that was opened first, or one that waits where there is no need."""
    first = F("need__opened_at").asc(nulls_last=True)
    return {"code": _found(Voice.objects.order_by(first, "received_at", "id").first(), "a voice").code}


def village(_owner: Person | None) -> Parts:
    """Name the kampung that needs were opened in, or the first of the programme."""
    numbers = Need.objects.order_by("opened_at", "id").values_list("region_number", flat=True)
    region = programme_here().region
    inside = Region.objects.filter(tier=Tier.VILLAGE, number__range=(region.number, region.last_number))
    number = next(iter(numbers), None) or _found(inside.order_by("number").first(), "a kampung").number
    return {"code": Region.objects.get(number=number).code}


def hamlet(_owner: Person | None) -> Parts:
    """Name a hamlet of the kampung whose staff look at it."""
    here = Locality.objects.filter(region__code=village(None)["code"]).order_by("kind", "label", "id")
    return {"place": _found(here.first(), "a hamlet").pk}


def photo(_owner: Person | None) -> Parts:
    """Name a photo that everybody may see."""
    photos = VoicePhoto.objects.filter(photo__isnull=False).order_by(_elsewhere("voice__region"), "id")
    digests = photos.values_list("photo__digest", flat=True)
    return {"digest": _found(next((digest for digest in digests if photo_is_public(digest)), None), "a public photo")}


def photo_of_voice(_owner: Person | None) -> Parts:
    """Name a photo together with the voice it came with."""
    digest = photo(None)["digest"]
    came = VoicePhoto.objects.filter(photo__digest=digest).select_related("voice").order_by("id").first()
    return {"code": _found(came, "a photo").voice.code, "digest": digest}


def upload(_owner: Person | None) -> Parts:
    """Name an upload; a phone makes the key, so that any will do."""
    return {"key": NIL}


# --- plans ---------------------------------------------------------------------------------------------------------


def plan_item(_owner: Person | None) -> Parts:
    """Name the first item that an approved plan holds."""
    return {"code": _planned().item.code}


def year_plan(_owner: Person | None) -> Parts:
    """Name the place and year of an approved plan."""
    plan = _planned().plan
    return {"code": plan.region.code, "year": plan.year}


def plan_file(_owner: Person | None) -> Parts:
    """Name the matrix of an approved plan."""
    return {**year_plan(None), "kind": "rkpdes"}


def _planned() -> PlanLine:
    approved = PlanLine.objects.filter(plan__state=PlanState.APPROVED, item__need__isnull=False)
    lines = approved.select_related("item", "plan__region").order_by("item__need__opened_at", "item__id")
    # The kampung whose staff look at the other pages comes first.
    here = lines.filter(plan__region__code=village(None)["code"]).first()
    return _found(here or lines.first(), "an approved plan")


# --- votes ---------------------------------------------------------------------------------------------------------


def voting(_owner: Person | None) -> Parts:
    """Name the first vote that is not counted, of the kampung whose staff look at it if there is one."""
    waiting = Voting.objects.filter(counted_at=None).order_by(_elsewhere("region"), "declared_at", "id")
    return {"voting": _found(waiting.first(), "a vote").pk}


def signed_voting(_owner: Person | None) -> Parts:
    """Name the first vote whose roll is signed, of the kampung whose staff look at it if there is one."""
    signed = Voting.objects.filter(roll_signed_at__isnull=False).order_by(_elsewhere("region"), "declared_at", "id")
    return {"voting": _found(signed.first(), "a vote with a signed roll").pk}


def counted_voting(_owner: Person | None) -> Parts:
    """Name the first vote that was counted."""
    counted = Voting.objects.filter(counted_at__isnull=False).order_by("declared_at", "id")
    return {"voting": _found(counted.first(), "a counted vote").pk}


# --- money -----------------------------------------------------------------------------------------------------------


def budget(_owner: Person | None) -> Parts:
    """Name the place and year of a budget in force."""
    post = _posted()
    return {"code": post.region.code, "year": post.year}


def budget_poster(_owner: Person | None) -> Parts:
    """Name a size of the poster of a budget in force."""
    return {**budget(None), "size": "a3"}


def budget_report(_owner: Person | None) -> Parts:
    """Name the second report of a budget in force."""
    return {**budget(None), "half": 2}


def budget_post(_owner: Person | None) -> Parts:
    """Name a post of a budget in force, one with a plan item if there is one."""
    return {**budget(None), "number": _posted().number}


def _posted() -> Post:
    lines = BudgetLine.objects.filter(budget__state=BudgetState.APPROVED).select_related("post__region")
    # One that carries out a plan item comes first: its page has the most on it.
    office = Case(When(post__item__isnull=True, then=1), default=0)
    first = lines.order_by(_elsewhere("post__region"), office, "post__region_number", "post__number")
    line: BudgetLine = _found(first.first(), "a budget")
    post: Post = line.post
    return post


# --- meetings ------------------------------------------------------------------------------------------------------


def meeting(_owner: Person | None) -> Parts:
    """Name the meeting that is going on, or else the first that was called."""
    called = Meeting.objects.filter(called_at__isnull=False)
    running = called.filter(state=MeetingState.RUNNING).order_by("starts_at", "id").first()
    return {"code": _found(running or called.order_by("starts_at", "id").first(), "a meeting").code}


def closed_meeting(_owner: Person | None) -> Parts:
    """Name the first meeting that was closed."""
    closed = Meeting.objects.filter(state=MeetingState.CLOSED).order_by("starts_at", "id")
    return {"code": _found(closed.first(), "a closed meeting").code}


def year_of_meetings(_owner: Person | None) -> Parts:
    """Name the kampung and the year of the first meeting that was closed."""
    closed = Meeting.objects.filter(state=MeetingState.CLOSED).select_related("region").order_by("starts_at", "id")
    first = _found(closed.first(), "a closed meeting")
    return {"code": first.region.code, "year": local_day(first.starts_at).year}


# --- rules ---------------------------------------------------------------------------------------------------------


def rules_version(_owner: Person | None) -> Parts:
    """Name the newest version of the rules."""
    rule_set = _rules()
    return {"year": rule_set.year, "version": rule_set.version}


def year(_owner: Person | None) -> Parts:
    """Name the year of the newest rules."""
    return {"year": _rules().year}


def clock(_owner: Person | None) -> Parts:
    """Name a time limit."""
    return {"year": _rules().year, "key": next(iter(rules_of(_rules()).clocks))}


def phase(_owner: Person | None) -> Parts:
    """Name a phase of the year."""
    return {"year": _rules().year, "key": rules_of(_rules()).phases[0].key}


def reason(_owner: Person | None) -> Parts:
    """Name a reason for a refusal."""
    return {"year": _rules().year, "code": rules_of(_rules()).reasons[0].code}


def holiday(_owner: Person | None) -> Parts:
    """Name a day off."""
    return {"year": _rules().year, "on": rules_of(_rules()).holidays[0].on.isoformat()}


def word(_owner: Person | None) -> Parts:
    """Name a word that places call differently."""
    return {"year": _rules().year, "key": next(iter(rules_of(_rules()).words))}


def _rules() -> RuleSet:
    rule_sets = RuleSet.objects.filter(programme=programme_here()).order_by("-year", "-version")
    return _found(rule_sets.first(), "rules")


# --- people --------------------------------------------------------------------------------------------------------


def consent(owner: Person | None) -> Parts:
    """Name a consent in force: the owner's, or else anybody's."""
    given = Consent.objects.filter(withdrawn_at__isnull=True).order_by("given_at", "id")
    own = given.filter(identity__person=owner).first() if owner else None
    return {"consent": _found(own or given.first(), "a consent").pk}


def identity(owner: Person | None) -> Parts:
    """Name a confirmed contact: the owner's, or else anybody's."""
    confirmed = Identity.objects.filter(person__isnull=False).order_by("verified_at", "id")
    own = confirmed.filter(person=owner).first() if owner else None
    return {"identity": _found(own or confirmed.first(), "a confirmed contact").pk}


def passkey(owner: Person | None) -> Parts:
    """Name a passkey: the owner's, or else anybody's."""
    keys = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).order_by("pk")
    own = keys.filter(user=owner).first() if owner else None
    return {"pk": _found(own or keys.first(), "a passkey").pk}


def officer(_owner: Person | None) -> Parts:
    """Name somebody who is an officer."""
    return {"person": _officers_grant().person_id}


def grant(_owner: Person | None) -> Parts:
    """Name a role that is held."""
    return {"grant": _officers_grant().pk}


def _officers_grant() -> RoleGrant:
    held = RoleGrant.objects.filter(role=Role.OFFICER, ended_at__isnull=True).order_by("region_id", "granted_at", "id")
    return _found(held.first(), "an officer")


def vouching(_owner: Person | None) -> Parts:
    """Name a resident who was vouched for."""
    known = Vouching.objects.order_by(_elsewhere("region"), "first_at", "id")
    return {"vouching": _found(known.first(), "a vouching").pk}


def data_request(_owner: Person | None) -> Parts:
    """Name a request about data that waits."""
    waiting = DataRequest.objects.filter(state=RequestState.ASKED).order_by("due_at", "id")
    return {"wanted": _found(waiting.first(), "a request about data").pk}


def _elsewhere(region: str) -> Case:
    """Order what lies in the kampung whose staff look at the pages before the rest."""
    return Case(When(**{f"{region}__code": village(None)["code"]}, then=0), default=1)


def _found(found: Found | None, what: str) -> Found:
    if found is None:
        raise NoSample(f"There is no {what.removeprefix('a ').removeprefix('an ')} in this database.")
    return found
