"""Questions about who somebody is, what they hold, and what waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q, QuerySet

from rembuk.kernel.periods import local_day
from rembuk.people.contacts import normal_value
from rembuk.people.models import Consent, DataRequest, Identity, Person, RoleGrant, Vouching
from rembuk.people.roles import Role
from rembuk.people.states import RequestState, Scheme, VouchingState
from rembuk.regions.models import Region
from rembuk.regions.numbering import path_of
from rembuk.tenancy import current_tenant, national
from rembuk.tenancy.privacy import blind_index

# --- Roles ---------------------------------------------------------------------------------------------------------


def holds_role(person: Person | None, role: Role, region_number: int, *, at: datetime) -> bool:
    """Does this person hold the role in the region, or in one around it?"""
    return holds_any(person, {role}, region_number, at=at)


def holds_any(person: Person | None, roles: Iterable[Role], region_number: int, *, at: datetime) -> bool:
    """Does this person hold one of the roles in the region, or in one around it?"""
    return not roles_in(person, region_number, at=at).isdisjoint(roles)


def roles_in(person: Person | None, region_number: int, *, at: datetime) -> frozenset[Role]:
    """Return the roles somebody holds in a region, or in one around it."""
    around = path_of(region_number)
    return frozenset(role for role, number in held_by(person, at=at) if number in around)


def looks_after(person: models.Model, region_number: int, *, at: datetime) -> bool:
    """Is this a person who administers the region, or one around it? Asked by stages that come before people."""
    return isinstance(person, Person) and holds_role(person, Role.ADMINISTRATOR, region_number, at=at)


def roles_of(person: Person | None, *, at: datetime) -> frozenset[Role]:
    """Return the roles somebody holds anywhere in this kabupaten."""
    return frozenset(role for role, _ in held_by(person, at=at))


def regions_of(person: Person | None, role: Role, *, at: datetime) -> tuple[Region, ...]:
    """Return the regions somebody holds a role in, by number; the regions inside them are meant as well."""
    numbers = [number for held, number in held_by(person, at=at) if held == role]
    return tuple(Region.objects.filter(number__in=numbers).order_by("number")) if numbers else ()


def held_by(person: Person | None, *, at: datetime) -> list[tuple[Role, int]]:
    """Return the roles somebody holds, each with the number of its region; nothing for nobody and a closed account."""
    if person is None or not person.is_active:
        return []
    # Asked before every step, so the database is asked briefly and the few grants of a person are weighed here.
    grants = RoleGrant.objects.filter(person=person)
    return [(Role(grant.role), grant.region_id) for grant in grants if grant.counts_at(at)]


def grants_in_force(person: Person, *, at: datetime) -> QuerySet[RoleGrant]:
    """Return the grants of a person that count at a moment."""
    return in_force(RoleGrant.objects.filter(person=person), at=at)


def in_force(grants: QuerySet[RoleGrant], *, at: datetime) -> QuerySet[RoleGrant]:
    """Narrow grants to those that count at a moment: begun, not run out, not taken back."""
    today = local_day(at)
    return grants.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today),
        Q(ended_at__isnull=True) | Q(ended_at__gt=at),
        from_on__lte=today,
    )


def holders_of(roles: Iterable[Role], region_number: int, *, at: datetime) -> list[Person]:
    """Return the active people who hold one of the roles in the region or around it, by id."""
    grants = in_force(RoleGrant.objects.filter(role__in=list(roles), region_id__in=path_of(region_number)), at=at)
    people = Person.objects.filter(pk__in=grants.values_list("person", flat=True).distinct(), is_active=True)
    return list(people.order_by("pk"))


def staff_in(regions: Iterable[Region], *, at: datetime) -> QuerySet[RoleGrant]:
    """Return the grants in force in regions and inside them, by region, role and person, with both at hand."""
    inside = Q(pk__in=[])
    for region in regions:
        inside |= Q(region__number__range=(region.number, region.last_number))
    grants = in_force(RoleGrant.objects.filter(inside), at=at)
    return grants.select_related("person", "region").order_by("region_id", "role", "person_id", "id")


def grants_of(person: Person) -> QuerySet[RoleGrant]:
    """Return everything a person was ever granted here, newest first."""
    return RoleGrant.objects.filter(person=person).select_related("region").order_by("-from_on", "-granted_at", "-id")


def works_elsewhere(person: Person) -> bool:
    """Does this account hold a role in another kabupaten, or did it? Accounts are shared; grants are not."""
    here = current_tenant()
    with national():
        return RoleGrant.objects.filter(person=person).exclude(tenant=here).exists()


# --- Identities and consent ----------------------------------------------------------------------------------------


def identity_of(scheme: Scheme, value: str) -> Identity | None:
    """Return the identity of a phone number or e-mail address however it is spelled, or None."""
    index = blind_index(scheme, normal_value(scheme, value))
    return Identity.objects.select_related("person").filter(scheme=scheme, index=index).first()


def identities_of(person: Person) -> list[Identity]:
    """Return the ways to reach a person, in the order they were confirmed."""
    return list(Identity.objects.filter(person=person).order_by("verified_at", "id"))


def has_consent(identity: Identity, purpose: str) -> bool:
    """Has whoever this identity belongs to said yes to a purpose, and not taken it back or said stop?"""
    if identity.silent_since is not None:
        return False
    return Consent.objects.filter(identity=identity, purpose=purpose, withdrawn_at__isnull=True).exists()


def consents_of(person: Person) -> QuerySet[Consent]:
    """Return every yes a person gave here, newest first."""
    owned = Identity.objects.filter(person=person).values("pk")
    return Consent.objects.filter(identity__in=owned).select_related("identity").order_by("-given_at", "-id")


# --- Vouching ------------------------------------------------------------------------------------------------------


def is_verified_resident(person: Person, region_number: int) -> bool:
    """Have two people confirmed that somebody lives in this kampung, uncontested?"""
    return Vouching.objects.filter(person=person, region=region_number, state=VouchingState.CONFIRMED).exists()


def verified_residents(region_number: int, *, at: datetime) -> QuerySet[Person]:
    """Return the confirmed residents of a kampung who hold no role anywhere at a moment, by id."""
    confirmed = Vouching.objects.filter(region=region_number, state=VouchingState.CONFIRMED).values("person")
    staff = in_force(RoleGrant.objects.all(), at=at).values("person")
    return Person.objects.filter(pk__in=confirmed, is_active=True).exclude(pk__in=staff).order_by("pk")


def vouchings_of(person: Person) -> QuerySet[Vouching]:
    """Return what was said about where a person lives, newest first."""
    return Vouching.objects.filter(person=person).select_related("region").order_by("-first_at", "-id")


def waiting_vouchings(regions: Iterable[Region]) -> QuerySet[Vouching]:
    """Return the vouchings that wait for a second word or a decision in regions and inside them, oldest first."""
    inside = Q(pk__in=[])
    for region in regions:
        inside |= Q(region__number__range=(region.number, region.last_number))
    waiting = Vouching.objects.filter(inside, state__in=[VouchingState.WAITING, VouchingState.CONTESTED])
    return waiting.select_related("region", "person", "first_by").order_by("first_at", "id")


def count_vouchings(voucher: Person, region_number: int, *, since: datetime) -> int:
    """Count the first words somebody gave for a region since a moment; those taken back count too."""
    return Vouching.objects.filter(first_by=voucher, region=region_number, first_at__gt=since).count()


# --- Requests about one's own data -----------------------------------------------------------------------------------


def data_requests_of(person: Person) -> QuerySet[DataRequest]:
    """Return what a person asked about their data, newest first."""
    return DataRequest.objects.filter(person=person).order_by("-asked_at", "-id")


def data_requests_waiting(person: Person | None, *, at: datetime) -> QuerySet[DataRequest]:
    """Return the requests that wait for this person to handle them, the most pressing first; none for anybody else."""
    if not roles_of(person, at=at) & DATA_HANDLERS:
        return DataRequest.objects.none()
    return DataRequest.objects.filter(~Q(person=person), state=RequestState.ASKED).order_by("due_at", "id")


DATA_HANDLERS = frozenset({Role.ADMINISTRATOR})


def late_data_requests(*, at: datetime) -> QuerySet[DataRequest]:
    """Return the requests whose time has run out, oldest first."""
    return DataRequest.objects.filter(state=RequestState.ASKED, due_at__lt=at).order_by("due_at", "id")


def late_withdrawals(*, at: datetime) -> QuerySet[Consent]:
    """Return withdrawn consents whose processing has not stopped within 72 hours, oldest first."""
    withdrawn = Consent.objects.filter(withdrawn_at__lt=at - timedelta(hours=72), stopped_at__isnull=True)
    return withdrawn.order_by("withdrawn_at", "id")
