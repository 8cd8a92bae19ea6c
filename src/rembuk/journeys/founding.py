"""Beginning in another place: its kabupaten, its programme with the first rules, and whoever appoints all others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rembuk.finance.giving import PREFIX as GIFT_PREFIX
from rembuk.kernel.codes import is_prefix
from rembuk.kernel.periods import local_day
from rembuk.meetings.actions.preparing import PREFIX as MEETING_PREFIX
from rembuk.people.actions import grant_role, make_staff
from rembuk.people.models import Person
from rembuk.people.passwords import first_password
from rembuk.people.roles import Role
from rembuk.plans.rows import PREFIX as ITEM_PREFIX
from rembuk.programmes.actions import start_programme
from rembuk.programmes.models import Programme
from rembuk.programmes.packs import Pack
from rembuk.programmes.presets import preset_rules
from rembuk.programmes.wording import rules_in_words
from rembuk.projects.rows import PREFIX as PROJECT_PREFIX
from rembuk.regions.actions import open_tenant
from rembuk.regions.models import Region, Tier
from rembuk.regions.queries import region_by_code
from rembuk.tenancy import in_tenant
from rembuk.tenancy.models import Tenant
from rembuk.tenancy.queries import words_of_tenant
from rembuk.voices.numbers import NEED_PREFIX

# What numbers of other things begin with; a voice is never taken for one of them.
RESERVED = frozenset({NEED_PREFIX, ITEM_PREFIX, MEETING_PREFIX, PROJECT_PREFIX, GIFT_PREFIX})


class CannotFound(ValueError):
    """A programme cannot begin like this; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Founder:
    """How whoever appoints all others signs in the first time."""

    login: str
    password: str


@transaction.atomic
def found_programme(
    code: str, name: str, prefix: str, login: str, *, host: str = "", pack: Pack | None = None, at: datetime
) -> tuple[Programme, Founder | None]:
    """Start a programme in a region, with rules of another one or those that come with Rembuk, and an administrator.

    Rules that come with Rembuk are written in the words of the place, as far as it has told them.

    Where one runs already nothing changes, and nobody is appointed. Raises UnknownRegion, CannotFound, and what
    `make_staff` says of a login.
    """
    region = region_by_code(code)
    if region.tier not in {Tier.REGENCY, Tier.SUBDISTRICT, Tier.VILLAGE}:
        raise CannotFound(f"{region.name} is a {region.tier}; a programme runs in a kabupaten or inside one.")
    _open_kabupaten(region, host, at=at)
    with in_tenant(region.tenant):
        running = Programme.objects.select_related("region").filter(region=region).first()
        if running is not None:
            return running, None
        _insist_on_prefix(prefix)
        rules = pack.rules if pack else rules_in_words(preset_rules(), words_of_tenant(region.tenant))
        programme = start_programme(region, name, prefix, rules, pack=pack, by=None, at=at)
        return programme, _appoint(login, region, at=at)


def _open_kabupaten(region: Region, host: str, *, at: datetime) -> None:
    other = Tenant.objects.filter(host=host).exclude(number=region.tenant).first()
    if other is not None:
        raise CannotFound(
            f"{other.name} answers {'under that name' if host else 'for all names'} already. "
            "Give this kabupaten a name of its own: --host."
        )
    with in_tenant(region.tenant):
        open_tenant(Region.objects.get(number=region.tenant * 10**6), host=host, by=None, at=at)


def _insist_on_prefix(prefix: str) -> None:
    if not is_prefix(prefix):
        raise CannotFound(f"{prefix!r} cannot begin the numbers of voices; take two to four capital letters.")
    if prefix in RESERVED:
        raise CannotFound(f"{prefix} begins the numbers of other things; take other letters.")
    if taken := Programme.objects.filter(prefix=prefix).first():
        raise CannotFound(f"The numbers of {taken.name} begin with {prefix} already.")


def _appoint(login: str, region: Region, *, at: datetime) -> Founder:
    password = first_password()
    person: Person = make_staff(login, "Administrator", password, by=None, at=at)
    grant_role(person, Role.ADMINISTRATOR, region, from_on=local_day(at), by=None, at=at)
    return Founder(login, password)
