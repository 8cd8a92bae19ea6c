"""The invented officers of the demo: who they are, what they may do, and what to type to sign in as one of them."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rembuk.journeys.year.book import Officer
from rembuk.journeys.year.vocabulary import officer_names
from rembuk.kernel.periods import local_day
from rembuk.people.actions import grant_role, make_staff
from rembuk.people.code_apps import connect_code_app
from rembuk.people.models import Person
from rembuk.people.passwords import first_password
from rembuk.people.roles import DECIDING, Role
from rembuk.regions.models import Region

ABOVE = {
    "camat": Role.SUBDISTRICT_HEAD,
    "kecamatan": Role.SUBDISTRICT_OFFICER,
    "moderator": Role.MODERATOR,
    "pemantau": Role.MONITOR,
    "pendamping": Role.FACILITATOR,
}
IN_A_VILLAGE = {
    "petugas": Role.OFFICER,
    "sekretaris": Role.SECRETARY,
    "kepala": Role.HEAD,
    "bpk": Role.COUNCIL,
    "bendahara": Role.TREASURER,
}
ADMINISTRATOR = "admin"


@dataclass(frozen=True)
class Staff:
    """Everybody by login; the password and the secret of the code app are the same for all of a demo."""

    people: dict[str, Person]
    password: str
    code_secret: str

    def officer(self, name: str, village: Region | None = None) -> Officer:
        """Return who holds an office, in a village or above it."""
        return Officer(self.people[_login(name, village)], {**ABOVE, **IN_A_VILLAGE}[name])

    def accounts(self) -> str:
        """Return what a visitor types to look behind the desk."""
        shown = [ADMINISTRATOR, *ABOVE, *(login for login in self.people if login.endswith("-2005"))]
        lines = [f"  {login:<18} {self._role(login)}" for login in shown]
        return "\n".join((
            "",
            "Akun contoh / demo accounts (masuk di / sign in at /masuk):",
            *lines,
            f"  Kampung lain / other kampung: {', '.join(IN_A_VILLAGE)}-2001 … -2017",
            f"  Kata sandi / password: {self.password}",
            "  Kode 6 angka untuk yang bertanda * / 6-digit code for those marked *: lihat / see /simulator",
            "",
        ))

    def _role(self, login: str) -> str:
        name = login.partition("-")[0]
        role = {ADMINISTRATOR: Role.ADMINISTRATOR, **ABOVE, **IN_A_VILLAGE}[name]
        return f"{role.value}{' *' if role in DECIDING else ''}"


def appoint_staff(subdistrict: Region, villages: Iterable[Region], *, at: datetime) -> Staff:
    """Make the accounts of the sub-district and its villages and give them their roles."""
    names = iter(officer_names() * 2)
    staff = Staff({}, first_password(), base64.b32encode(secrets.token_bytes(20)).decode())
    administrator = _appoint(staff, ADMINISTRATOR, next(names), Role.ADMINISTRATOR, subdistrict, by=None, at=at)
    for name, role in ABOVE.items():
        _appoint(staff, name, next(names), role, subdistrict, by=administrator, at=at)
    for village in villages:
        for name, role in IN_A_VILLAGE.items():
            _appoint(staff, _login(name, village), next(names), role, village, by=administrator, at=at)
    return staff


def _appoint(
    staff: Staff, login: str, name: str, role: Role, region: Region, *, by: Person | None, at: datetime
) -> Person:
    person = make_staff(login, name, staff.password, by=by, at=at)
    grant_role(person, role, region, from_on=local_day(at), decree="SK contoh", by=by, at=at)
    if role in DECIDING:
        connect_code_app(person, staff.code_secret)
    staff.people[login] = person
    return person


def _login(name: str, village: Region | None) -> str:
    return f"{name}-{village.number % 10_000}" if village else name
