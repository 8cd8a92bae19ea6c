"""The small cast: one kecamatan with two kampung, the people who speak and decide there, and a kabupaten next door.

`play()` puts everybody on the stage inside the tenant at work; `next_door()` does so in another kabupaten. Names are
those of nobody. Rows are written plainly, so that a test of one capability does not lean on the actions of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid5

import rembuk.programmes
from rembuk.people.models import Identity, Person, RoleGrant
from rembuk.people.roles import Role
from rembuk.people.states import Scheme
from rembuk.programmes.models import Programme, RuleSet
from rembuk.programmes.rules import Rules, read_rules, write_rules
from rembuk.regions.models import Locality, Region, Tier
from rembuk.tenancy import current_tenant, in_tenant
from rembuk.tenancy.models import Tenant
from rembuk.tenancy.privacy import blind_index

LAMPUNG_TENGAH = 1802
TULANG_BAWANG_BARAT = 1812

# Monday, 23 November 2026, 10.00 in western Indonesia: a working day.
MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
THURSDAY = MONDAY + timedelta(days=3)

PRESET = Path(rembuk.programmes.__file__).parent / "presets" / "lampung_tengah_2026.json"
PASSWORD = "rahasia-sekali-9"
_KEYS = UUID("5f0c6f52-9a53-4f0e-8c0e-1e6a4c1f2b9d")


@dataclass(frozen=True)
class Cast:
    """Everybody on the stage of one kabupaten."""

    kecamatan: Region
    kampung: Region
    other_kampung: Region
    hamlet: Locality
    programme: Programme
    resident: Person
    resident_phone: Identity
    neighbour: Person
    neighbour_phone: Identity
    officer: Person
    facilitator: Person
    secretary: Person
    head: Person
    council: Person
    moderator: Person
    camat_officer: Person
    camat: Person
    monitor: Person
    administrator: Person
    other_officer: Person
    other_head: Person

    @property
    def staff(self) -> dict[str, Person]:
        """All who hold a role, by what they are called here."""
        return {name: person for name, person in vars(self).items() if isinstance(person, Person) and person.login}


def play(*, at: datetime = MONDAY) -> Cast:
    """Put the cast of Kecamatan Bangun Rejo on the stage of the tenant at work."""
    make_tenant(LAMPUNG_TENGAH, "Lampung Tengah")
    make_region("18", Tier.PROVINCE, "Lampung")
    make_region("18.02", Tier.REGENCY, "Kabupaten Lampung Tengah")
    return _cast(
        at,
        kecamatan=make_region("18.02.02", Tier.SUBDISTRICT, "Bangun Rejo"),
        kampung=make_region("18.02.02.2005", Tier.VILLAGE, "Bangun Rejo"),
        other_kampung=make_region("18.02.02.2006", Tier.VILLAGE, "Sido Luhur"),
        prefix="BR",
    )


def next_door(*, at: datetime = MONDAY) -> Cast:
    """Put a cast on the stage of another kabupaten; enter it with `in_tenant(TULANG_BAWANG_BARAT)` to see them."""
    make_tenant(TULANG_BAWANG_BARAT, "Tulang Bawang Barat", host="tubaba.localhost")
    make_region("18", Tier.PROVINCE, "Lampung")
    make_region("18.12", Tier.REGENCY, "Kabupaten Tulang Bawang Barat")
    with in_tenant(TULANG_BAWANG_BARAT):
        return _cast(
            at,
            kecamatan=make_region("18.12.01", Tier.SUBDISTRICT, "Tulang Bawang Tengah"),
            kampung=make_region("18.12.01.2001", Tier.VILLAGE, "Contoh Makmur"),
            other_kampung=make_region("18.12.01.2002", Tier.VILLAGE, "Contoh Jaya"),
            prefix="TB",
        )


def _cast(at: datetime, *, kecamatan: Region, kampung: Region, other_kampung: Region, prefix: str) -> Cast:
    own, other, above = f"{prefix.lower()}-", f"{prefix.lower()}-sebelah-", f"{prefix.lower()}-camat-"
    resident, neighbour = make_resident(at=at), make_resident(at=at)
    numbers = {"BR": ("+6281200000001", "+6281200000002"), "TB": ("+6281300000001", "+6281300000002")}[prefix]
    return Cast(
        kecamatan=kecamatan,
        kampung=kampung,
        other_kampung=other_kampung,
        hamlet=make_hamlet(kampung, "3"),
        programme=make_programme(kecamatan, prefix, at=at),
        resident=resident,
        resident_phone=make_phone(numbers[0], resident, at=at),
        neighbour=neighbour,
        neighbour_phone=make_phone(numbers[1], neighbour, at=at),
        **_hired(
            {
                "officer": (f"{own}petugas", Role.OFFICER, kampung),
                "facilitator": (f"{own}pendamping", Role.FACILITATOR, kampung),
                "secretary": (f"{own}sekretaris", Role.SECRETARY, kampung),
                "head": (f"{own}kepala", Role.HEAD, kampung),
                "council": (f"{own}bpk", Role.COUNCIL, kampung),
                "moderator": (f"{above}moderator", Role.MODERATOR, kecamatan),
                "camat_officer": (f"{above}petugas", Role.SUBDISTRICT_OFFICER, kecamatan),
                "camat": (f"{above}camat", Role.SUBDISTRICT_HEAD, kecamatan),
                "monitor": (f"{above}pemantau", Role.MONITOR, kecamatan),
                "administrator": (f"{above}admin", Role.ADMINISTRATOR, kecamatan),
                "other_officer": (f"{other}petugas", Role.OFFICER, other_kampung),
                "other_head": (f"{other}kepala", Role.HEAD, other_kampung),
            },
            at=at,
        ),
    )


def make_tenant(number: int, name: str, host: str = "") -> Tenant:
    return Tenant.objects.get_or_create(number=number, defaults={"name": name, "host": host})[0]


def make_region(code: str, tier: Tier, name: str) -> Region:
    parent = Region.objects.get(code=code.rpartition(".")[0]) if "." in code else None
    number = int(code.replace(".", "").ljust(10, "0"))
    values = {"code": code, "tier": tier, "name": name, "parent": parent}
    return Region.objects.get_or_create(number=number, defaults=values)[0]


def make_hamlet(region: Region, label: str) -> Locality:
    return Locality.objects.create(region=region, kind=Locality.Kind.HAMLET, label=label, name=f"Dusun {label}")


@cache
def preset_rules() -> Rules:
    """The rules that ship with Rembuk."""
    return read_rules(PRESET.read_bytes())


@cache
def _preset_body() -> bytes:
    return write_rules(preset_rules())


def make_programme(region: Region, prefix: str, *, rules: Rules | None = None, at: datetime = MONDAY) -> Programme:
    programme = Programme.objects.create(
        region=region, name=f"Kemitraan {region.name}", prefix=prefix, started_on=date(2026, 1, 1)
    )
    publish(programme, rules or preset_rules(), version=1, at=at - timedelta(days=60))
    return programme


def publish(programme: Programme, rules: Rules, *, version: int, at: datetime) -> RuleSet:
    """Seal rules as they stand, past all permissions."""
    body = _preset_body() if rules is preset_rules() else write_rules(rules)
    return RuleSet.objects.create(
        programme=programme,
        year=rules.year,
        version=version,
        body=body.decode(),
        digest=sha256(body).hexdigest(),
        why="Aturan contoh",
        published_at=at,
    )


def make_resident(*, at: datetime = MONDAY) -> Person:
    return Person.objects.create(made_at=at)


def make_staff(login: str, role: Role, region: Region, *, at: datetime = MONDAY) -> Person:
    """An account with a role and no password; `give_password` makes it fit for signing in."""
    return _hired({login: (login, role, region)}, at=at)[login]


def _hired(posts: Mapping[str, tuple[str, Role, Region]], *, at: datetime) -> dict[str, Person]:
    """Return accounts by the names of their posts; a whole cast costs two statements."""
    people = {
        name: Person(login=login, name=login.replace("-", " ").title(), password="!", made_at=at)
        for name, (login, _role, _region) in posts.items()
    }
    Person.objects.bulk_create(people.values())
    RoleGrant.objects.bulk_create(
        _grant(people[name], role, region, at) for name, (_login, role, region) in posts.items()
    )
    return people


def give_password(person: Person, password: str = PASSWORD) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])


def grant(person: Person, role: Role, region: Region, *, at: datetime = MONDAY) -> RoleGrant:
    granted = _grant(person, role, region, at)
    granted.save()
    return granted


def _grant(person: Person, role: Role, region: Region, at: datetime) -> RoleGrant:
    return RoleGrant(person=person, role=role, region=region, from_on=(at - timedelta(days=30)).date(), granted_at=at)


def make_phone(number: str, person: Person | None = None, *, at: datetime = MONDAY) -> Identity:
    """A phone number that belongs to a person; without one, a number that nobody has confirmed yet."""
    return Identity.objects.create(
        scheme=Scheme.PHONE,
        value=number,
        index=blind_index(Scheme.PHONE, number),
        person=person,
        verified_at=at if person else None,
    )


def key_of(name: str) -> UUID:
    """Return the key that a phone might have made, the same for the same name."""
    return uuid5(_KEYS, f"{current_tenant()}:{name}")
