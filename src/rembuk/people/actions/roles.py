"""Roles: given for a region and a time, and ended for a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from rembuk.journal.actions import record_act
from rembuk.kernel.texts import mask_personal, tidy_text
from rembuk.people.certificates import lacking_certificate
from rembuk.people.models import Person, RoleGrant
from rembuk.people.permissions import may_appoint
from rembuk.people.queries import in_force
from rembuk.people.roles import Role
from rembuk.people.rulebook import clashes
from rembuk.programmes.parts import Saying
from rembuk.regions.models import Region


class RolesClash(ValueError):
    """The rules in force do not let one person hold both roles here; `other` is the role held, `why` the reason."""

    def __init__(self, role: Role, other: Role, why: Saying) -> None:
        super().__init__(f"{role} and {other}: {why.en}")
        self.role, self.other, self.why = role, other, why


class NoCertificate(ValueError):
    """The role needs a certificate that the person has not; the message names it."""


class NotStaff(ValueError):
    """Roles are held by accounts with a login, because a one-time code is not proof enough."""


class LastAdministrator(ValueError):
    """Nobody would be left to give roles; appoint another administrator first."""


@transaction.atomic
def grant_role(
    person: Person,
    role: Role,
    region: Region,
    *,
    from_on: date,
    until_on: date | None = None,
    decree: str = "",
    by: Person | None,
    at: datetime,
) -> RoleGrant:
    """Give a role; refuse roles that exclude each other, a lacking certificate, and giving roles to oneself.

    The act is public: who decides in a kampung is no secret, but it names the account, not the person.
    """
    if not may_appoint(by, region.number, at=at) or by == person:
        raise PermissionDenied
    if person.is_resident or not person.is_active:
        raise NotStaff
    _refuse_clashes(person, role, region, from_on, until_on, at=at)
    if lack := lacking_certificate(person, role, region.number, at=at):
        raise NoCertificate(lack)
    _end_what_ran_out(person, role, region, from_on, by=by, at=at)
    grant = RoleGrant.objects.create(
        person=person,
        role=role,
        region=region,
        from_on=from_on,
        until_on=until_on,
        decree=mask_personal(tidy_text(decree))[:100],
        granted_by=by,
        granted_at=at,
    )
    record_act("role.granted", grant, by=by, at=at, public=True, region_number=region.number, role=role.value)
    return grant


def _refuse_clashes(
    person: Person, role: Role, region: Region, from_on: date, until_on: date | None, *, at: datetime
) -> None:
    for grant in _held_meanwhile(person, from_on, until_on):
        if not (grant.region.holds(region.number) or region.holds(grant.region_id)):
            continue
        shared = region if grant.region.holds(region.number) else grant.region
        for rule in clashes(role, Role(grant.role), shared, at=at):
            raise RolesClash(role, Role(grant.role), rule.why)


def _held_meanwhile(person: Person, from_on: date, until_on: date | None) -> list[RoleGrant]:
    held = RoleGrant.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on), person=person, ended_at=None)
    if until_on is not None:
        held = held.filter(from_on__lte=until_on)
    return list(held.select_related("region").order_by("granted_at", "id"))


def _end_what_ran_out(
    person: Person, role: Role, region: Region, from_on: date, *, by: Person | None, at: datetime
) -> None:
    """Close the old grant of the same role here, if its time is over, so that a new term can follow it."""
    same = RoleGrant.objects.filter(person=person, role=role, region=region, ended_at__isnull=True)
    same.filter(until_on__lt=from_on).update(ended_at=at, ended_by=by, ended_why="A new term follows.")


@transaction.atomic
def end_role(grant: RoleGrant, why: str, *, by: Person | None, at: datetime) -> None:
    """End a role before its time, for a reason; refuse to leave a kabupaten without any administrator."""
    if not may_appoint(by, grant.region_id, at=at):
        raise PermissionDenied
    reason = mask_personal(tidy_text(why))[:300]
    if not reason:
        raise ValueError("a role is ended for a reason")
    if grant.role == Role.ADMINISTRATOR and not _another_administrator(grant, at=at):
        raise LastAdministrator
    if not RoleGrant.objects.filter(pk=grant.pk, ended_at__isnull=True).update(
        ended_at=at, ended_by=by, ended_why=reason
    ):
        raise ValueError("this role has ended already")
    grant.refresh_from_db()
    record_act("role.ended", grant, by=by, at=at, public=True, region_number=grant.region_id, role=grant.role)


def _another_administrator(grant: RoleGrant, *, at: datetime) -> bool:
    others = RoleGrant.objects.filter(~Q(pk=grant.pk), role=Role.ADMINISTRATOR, person__is_active=True)
    return in_force(others, at=at).exists()
