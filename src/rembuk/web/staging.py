"""Sample people and objects, so that every page has something to show to everybody who may see it.

For tests and measurements, on databases made for them: rows are written plainly, past the permissions of the actions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any
from uuid import UUID, uuid5

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from PIL import Image

from rembuk.finance.models import Budget
from rembuk.kernel.periods import local_day
from rembuk.media.actions import receive_part
from rembuk.meetings.actions import (
    MeetingDraft,
    call_meeting,
    close_meeting,
    plan_meeting,
    record_entry,
    start_meeting,
)
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.states import Crowd, EntryKind, Measure, Side
from rembuk.people.code_apps import connect_code_app
from rembuk.people.models import Consent, DataRequest, Identity, Person, RoleGrant, Vouching
from rembuk.people.roles import Role
from rembuk.people.states import RequestKind, Scheme
from rembuk.plans.models import PlanItem
from rembuk.programmes.queries import programme_of
from rembuk.projects.models import Project
from rembuk.regions.models import Region
from rembuk.tenancy.privacy import blind_index
from rembuk.voices.models import Need, Voice, VoicePhoto
from rembuk.web.matrix import Visitor
from rembuk.web.people.residents import BACKEND
from rembuk.web.staged_gifts import give_gifts
from rembuk.web.staged_money import give_budget, give_papers
from rembuk.web.staged_plans import give_plan
from rembuk.web.staged_projects import give_project
from rembuk.web.staged_rooms import give_room
from rembuk.web.staged_rounds import give_decided_round
from rembuk.web.staged_swadaya import give_gotong_royong
from rembuk.web.staged_votings import give_counted_voting, give_ended_voting, give_voting

ABOVE = frozenset({
    Role.SUBDISTRICT_OFFICER,
    Role.SUBDISTRICT_HEAD,
    Role.MODERATOR,
    Role.MONITOR,
    Role.ADMINISTRATOR,
})
_KEYS = UUID("c6a3b7a4-94e7-4d0c-9d6c-6b2f2f9f5a10")

CODE_APP = "JBSWY3DPEHPK3PXP"  # The example of every manual (base32).
# What a browser sent when a passkey was made; its private half was thrown away.
PASSKEY = {
    "type": "public-key",
    "id": "O8tOBrHNcKnV0IjghUj8Gg",
    "rawId": "O8tOBrHNcKnV0IjghUj8Gg",
    "authenticatorAttachment": "platform",
    "clientExtensionResults": {"credProps": {"rk": True}},
    "response": {
        "clientDataJSON": (
            "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFBQUFBQUFBQUFBQUFBQUFBQUFBQSIsIm9yaWdpbiI6Imh0dHA6"
            "Ly9sb2NhbGhvc3QiLCJjcm9zc09yaWdpbiI6ZmFsc2V9"
        ),
        "attestationObject": (
            "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YViUSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAAAAAAAAAAAAAAAA"
            "AAAAAAAAEDvLTgaxzXCp1dCI4IVI_BqlAQIDJiABIVggOij1fZHlDTq0hhBM48Lj6qGwFyUtTbfs5laYz-I0z7QiWCBAzJoHRjmZR4aD"
            "m2DzfME3e_z7BwvaMeJrExG6wiKsyA"
        ),
        "transports": ["internal"],
    },
}


@dataclass
class Stage:
    """One kampung where the samples are, and perhaps another one, far away, whose people have nothing to do with it."""

    here: Region
    elsewhere: Region | None
    at: datetime
    name: str = "contoh"  # Logins and addresses begin with it.
    _people: dict[tuple[Role | None, bool], Person] = field(default_factory=dict)

    def person(self, visitor: Visitor) -> Person | None:
        """Return the account of a visitor, made when it is first asked for; None for anybody."""
        if not visitor.is_signed_in:
            return None
        return self._person(visitor.role, visitor.here)

    def owner(self, visitor: Visitor) -> Person:
        """Return whose objects a visitor is shown: their own, or those of their counterpart here."""
        return self.insider(visitor.role)

    def insider(self, role: Role | None) -> Person:
        """Return who holds a role here, or the resident."""
        return self._person(role, here=True)

    def _person(self, role: Role | None, here: bool) -> Person:  # noqa: FBT001 - a fact, not a switch.
        key = (role, here)
        if key not in self._people:
            self._people[key] = self._make(role, here)
        return self._people[key]

    def _make(self, role: Role | None, here: bool) -> Person:  # noqa: FBT001 - as above.
        name = f"{role.value if role else 'warga'}-{'sini' if here else 'sana'}"
        if role is None:
            person = Person.objects.create(made_at=self.at)
            _give_contact(person, f"{self.name}-{name}@contoh.example", at=self.at)
            return person
        person = Person.objects.create(
            login=f"{self.name}-{name}", name=f"Contoh {name}", password=_password(), made_at=self.at
        )
        RoleGrant.objects.create(
            person=person,
            role=role,
            region=self._region_of(role, here),
            from_on=local_day(self.at - timedelta(days=30)),
            granted_at=self.at,
        )
        _give_second_factors(person)
        return person

    def _region_of(self, role: Role, here: bool) -> Region:  # noqa: FBT001 - as above.
        village = self.here if here else self.elsewhere
        if village is None or village.parent is None:
            raise LookupError("The stage has no such place.")
        return village.parent if role in ABOVE else village


def set_stage(here: Region, elsewhere: Region | None, *, at: datetime, name: str = "contoh") -> Stage:
    """Make what pages show and no year of voices brings: a consent, a request, a vouching, a photo, a passkey."""
    stage = Stage(here, elsewhere, at, name)
    resident, officer = stage.insider(None), stage.insider(Role.OFFICER)
    for identity in Identity.objects.filter(person=resident):
        Consent.objects.create(
            identity=identity, purpose="answers", version=1, language="id", channel="web", given_at=at
        )
    DataRequest.objects.create(
        person=resident, kind=RequestKind.CORRECT, wish="Nama saya keliru.", asked_at=at,
        due_at=at + timedelta(hours=72),
    )  # fmt: skip
    Vouching.objects.create(person=resident, region=here, method=Vouching.Method.WORD, first_by=officer, first_at=at)
    if not PlanItem.objects.exists():
        give_plan(here, Need.objects.filter(region=here).order_by("opened_at", "id"), at=at, by=officer)
    give_voting(here, at=at, by=officer)
    give_ended_voting(here, at=at, by=officer)
    give_counted_voting(here, at=at, by=officer)
    give_decided_round(here, at=at, by=officer, sealer=stage.insider(Role.COUNCIL))
    give_room(here, at=at, by=officer, residents=stage.insider(Role.COUNCIL), government=stage.insider(Role.HEAD))
    if not Project.objects.exists():
        give_project(here, at=at, by=officer, looked_by=stage.insider(Role.FACILITATOR))
    for work in Project.objects.filter(region=here).order_by("id")[:1]:
        give_gotong_royong(work, at=at, by=officer, head=resident, witness=stage.insider(Role.COUNCIL))
    if not Budget.objects.exists():
        camat = stage.insider(Role.SUBDISTRICT_HEAD)
        give_budget(here, treasurer=stage.insider(Role.TREASURER), head=stage.insider(Role.HEAD), camat=camat, at=at)
    give_papers(here, treasurer=stage.insider(Role.TREASURER), at=at)
    give_gifts(here, treasurer=stage.insider(Role.TREASURER), head=stage.insider(Role.HEAD), at=at)
    _hold_meetings(stage)
    _give_photo(Voice.objects.filter(need__region=here).order_by("received_at", "id"), stage)
    return stage


def _hold_meetings(stage: Stage) -> None:
    """Close one meeting, and leave another one going on."""
    guide, caller = stage.insider(Role.FACILITATOR), stage.insider(Role.OFFICER)
    for name in ("ditutup", "berlangsung"):
        draft = MeetingDraft(
            key=uuid5(_KEYS, f"{stage.name}:{name}"), programme=programme_of(stage.here.number), region=stage.here,
            kind="hamlet_meeting", title=f"Musyawarah contoh {name}", place="Balai kampung", starts_at=stage.at,
        )  # fmt: skip
        meeting = plan_meeting(draft, by=guide, at=stage.at)
        call_meeting(meeting, by=caller, at=stage.at)
        start_meeting(meeting, by=guide, at=stage.at)
        for number, (kind, facts) in enumerate(_ENTRIES):
            entry = EntryDraft(key=uuid5(draft.key, str(number)), kind=kind, **facts)
            record_entry(meeting, entry, by=guide, at=stage.at)
        if name == "ditutup":
            close_meeting(meeting, by=guide, at=stage.at)


_ENTRIES: tuple[tuple[EntryKind, dict[str, Any]], ...] = (  # Any: columns of an entry.
    (EntryKind.COUNTED, {"group": Crowd.EVERYBODY, "measure": Measure.CAME, "count": 30}),
    (EntryKind.COUNTED, {"group": Crowd.WOMEN, "measure": Measure.CAME, "count": 14}),
    (EntryKind.DECIDED, {"words": "Jalan didahulukan.", "in_favour": 25, "against": 3, "abstained": 2}),
    (EntryKind.SIGNED, {"side": Side.RESIDENTS, "name": "Bu Contoh", "owner": "wakil warga"}),
    (EntryKind.SIGNED, {"side": Side.GOVERNMENT, "name": "Pak Contoh", "owner": "petugas"}),
)


RESIDENT = Visitor("resident")


@cache
def _password() -> str:
    return make_password("kata-sandi-contoh")  # Slow by design, so once.


def _give_second_factors(person: Person) -> None:
    connect_code_app(person, CODE_APP)
    RecoveryCodes.activate(person)
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Kunci contoh", "credential": PASSKEY}
    )


def _give_contact(person: Person, address: str, *, at: datetime) -> Identity:
    index = blind_index(Scheme.EMAIL, address)
    return Identity.objects.create(scheme=Scheme.EMAIL, value=address, index=index, person=person, verified_at=at)


def _give_photo(voices: Iterable[Voice], stage: Stage) -> None:
    out = BytesIO()
    # No two stages have the same picture, because pictures are found by what they show.
    Image.new("RGB", (640, 480), tuple(stage.name.encode()[:3])).save(out, "JPEG")
    data = out.getvalue()
    for voice in voices:
        photo = receive_part(uuid5(_KEYS, stage.name), 0, len(data), data, by=None, at=stage.at).photo
        VoicePhoto.objects.create(voice=voice, photo=photo, added_at=stage.at)
        return


def open_session(person: Person | None, *, is_proven: bool) -> str:
    """Open a session as if somebody had signed in a moment ago, and return its key; "" for nobody."""
    if person is None:
        return ""
    request = HttpRequest()
    request.session = SessionStore()
    login(request, person, backend=BACKEND)
    record_authentication(request, person, "password", reauthenticated=True)
    if is_proven:
        record_authentication(request, person, "mfa", type=Authenticator.Type.TOTP.value, reauthenticated=True)
    request.session.save()
    return str(request.session.session_key)
