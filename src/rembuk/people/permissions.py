"""Who may do what about people."""

from __future__ import annotations

from datetime import datetime

from rembuk.people.models import DataRequest, Identity, Person, RoleGrant, Vouching
from rembuk.people.queries import DATA_HANDLERS, holds_any, holds_role, in_force, roles_of, works_elsewhere
from rembuk.people.roles import Role
from rembuk.regions.numbering import path_of
from rembuk.tenancy import current_tenant

# They know who lives here; the camat's office and the monitor do not.
VOUCHERS = frozenset({Role.OFFICER, Role.FACILITATOR, Role.SECRETARY, Role.HEAD, Role.COUNCIL})


def may_make_staff(person: Person | None, *, at: datetime) -> bool:
    """An administrator makes accounts for staff, or the installation's own command line, which may only begin."""
    return person is None or Role.ADMINISTRATOR in roles_of(person, at=at)


def may_appoint(person: Person | None, region_number: int, *, at: datetime) -> bool:
    """An administrator gives and ends roles in their region; the very first one is appointed at the command line."""
    if person is None:
        return not _has_administrator(region_number, at=at)
    return holds_role(person, Role.ADMINISTRATOR, region_number, at=at)


def _has_administrator(region_number: int, *, at: datetime) -> bool:
    current_tenant()  # A national reading has no first administrator.
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    return in_force(grants.filter(region_id__in=path_of(region_number)), at=at).exists()


def may_renew_access(person: Person | None, account: Person, *, at: datetime) -> bool:
    """An administrator renews the access of staff, or closes it, where they give roles; never their own."""
    if person is None or account.is_resident or person.pk == account.pk or not may_make_staff(person, at=at):
        return False
    numbers = RoleGrant.objects.filter(person=account, ended_at__isnull=True).values_list("region_id", flat=True)
    return all(may_appoint(person, number, at=at) for number in numbers) and not works_elsewhere(account)


def may_leave_contact(person: Person | None) -> bool:
    """Everybody may leave a phone number or e-mail address; it belongs to nobody until its code came back."""
    return person is None or person.is_active


def may_be_written_to(person: Person | None, identity: Identity) -> bool:  # noqa: ARG001 - whoever asks.
    """Whoever said stop is not written to, whoever asks for it."""
    return identity.silent_since is None and identity.forgotten_at is None


def may_silence(person: Person | None, identity: Identity) -> bool:
    """Whoever a contact belongs to says stop; so does a message that comes from the contact itself."""
    return person is None or identity.person_id == person.pk


def may_hear_again(person: Person | None, identity: Identity) -> bool:
    """Only whoever a contact belongs to takes a stop back."""
    return person is not None and identity.person_id == person.pk


def may_record_consent(person: Person | None, identity: Identity, *, at: datetime) -> bool:
    """Whoever leaves a contact says yes for it, or staff who help do; a yes is taken back the same way."""
    return person is None or identity.person_id == person.pk or bool(roles_of(person, at=at))


def may_correct_account(person: Person | None, account: Person) -> bool:
    """Everybody corrects their own name and language."""
    return person is not None and person.is_active and person.pk == account.pk


def may_vouch(person: Person | None, region_number: int, *, at: datetime) -> bool:
    """Officers, secretary, head, council and facilitators of a kampung confirm who lives there, always two."""
    return holds_any(person, VOUCHERS, region_number, at=at)


def may_contest(person: Person | None, vouching: Vouching, *, at: datetime) -> bool:
    """Whoever holds a role in the kampung contests a confirmation, and so does the person it is about."""
    if person is None:
        return False
    return person.pk == vouching.person_id or holds_any(person, Role, vouching.region_id, at=at)


def may_settle(person: Person | None, vouching: Vouching, *, at: datetime) -> bool:
    """An administrator of the region settles a contested confirmation, never one they took part in."""
    took_part = {vouching.person_id, vouching.first_by_id, vouching.second_by_id, vouching.contested_by_id}
    if person is None or person.pk in took_part:
        return False
    return holds_role(person, Role.ADMINISTRATOR, vouching.region_id, at=at)


def may_ask_about_data(person: Person | None) -> bool:
    """Everybody signed in asks to see, correct or delete their own data."""
    return person is not None and person.is_active


def may_handle_data(person: Person | None, request: DataRequest, *, at: datetime) -> bool:
    """An administrator handles requests about data, never their own."""
    return person is not None and person.pk != request.person_id and bool(roles_of(person, at=at) & DATA_HANDLERS)
