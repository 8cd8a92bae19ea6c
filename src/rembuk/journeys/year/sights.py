"""What people see of the works of the invented year: teams, drawn photos, lots, and handovers. All of it says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Final
from uuid import UUID, uuid5

from PIL import Image, ImageDraw

from rembuk.journeys.year.staff import Staff
from rembuk.media.actions import receive_part
from rembuk.media.models import Photo
from rembuk.people.actions import vouch_first, vouch_second
from rembuk.people.models import Person, Vouching
from rembuk.projects.actions import (
    HandoverDraft,
    add_work_photo,
    announce_audit,
    announce_witnesses,
    hold_draw,
    name_team_member,
    offer_handover,
    take_over,
)
from rembuk.projects.models import Project
from rembuk.projects.states import Duty, PhotoMoment
from rembuk.regions.models import Region

RESIDENTS: Final = 7
WORD: Final = "dadu 3 5 1 6 (contoh)"
# The seal is public for a while before anybody says the word.
SEALED_BEFORE: Final = timedelta(hours=3)
INTEREST: Final = "Kakaknya menjual pasir di kampung ini (contoh)."
WORDS: Final = {
    PhotoMoment.DRAWN: "Gambar rencana: penampang melintang, lebar 3 m, tebal 12 cm (gambar contoh).",
    PhotoMoment.BEFORE: "Tanah sebelum dikerjakan (gambar contoh).",
    PhotoMoment.DURING: "Separuh sudah dikerjakan (gambar contoh).",
    PhotoMoment.AFTER: "Seluruhnya sudah selesai (gambar contoh).",
}
TEAM: Final = {Duty.CHAIR: "Ketua Contoh", Duty.WRITER: "Juru Tulis Contoh", Duty.MEMBER: "Anggota Contoh"}
_PART_DONE: Final = {PhotoMoment.BEFORE: 0, PhotoMoment.DURING: 50, PhotoMoment.AFTER: 100}
_KEYS: Final = UUID("0d6d3f0e-5b57-4f0b-8f3a-6a4d1f7c2b11")


def name_team(project: Project, interest: str, *, by: Person, at: datetime) -> None:
    """Name the team of a work; its chair declares an interest, or none."""
    for duty in TEAM:
        declared = interest if duty is Duty.CHAIR else ""
        key = uuid5(_KEYS, f"{project.code}:{duty}")
        name_team_member(project, TEAM[duty], duty, declared, key=key, by=by, at=at)


def show(project: Project, taken: PhotoMoment, *, by: Person, at: datetime) -> None:
    """Add a drawn photo to a work."""
    add_work_photo(project, _kept(taken, by, at), taken, WORDS[taken], by=by, at=at)


def draw_audit(subdistrict: Region, staff: Staff, *, at: datetime) -> None:
    """Draw which of the prepared works are checked thoroughly."""
    monitor, officer = staff.officer("pemantau").person, staff.officer("kecamatan").person
    draw = announce_audit(subdistrict, f"rahasia contoh {subdistrict.code}", by=monitor, at=at)
    hold_draw(draw, WORD, by=officer, at=at + SEALED_BEFORE)


def draw_witnesses(project: Project, village: Region, staff: Staff, *, at: datetime) -> list[Person]:
    """Draw residents who look at a work, and return them."""
    guide, member = staff.officer("pendamping").person, staff.officer("bpk", village).person
    _settle(village, staff, at=at)
    draw = announce_witnesses(project, f"rahasia contoh {project.code}", by=guide, at=at)
    return [ticket.person for ticket in hold_draw(draw, WORD, by=member, at=at + SEALED_BEFORE) if ticket.person]


def hand_over(project: Project, village: Region, staff: Staff, *, at: datetime) -> None:
    """Hand a finished work over to an invented care group."""
    draft = HandoverDraft(
        "Kelompok perawat (contoh)", f"Balai {village.name}", "Dibersihkan tiap bulan (contoh).", 31, 5, 2
    )
    key = uuid5(_KEYS, f"{project.code}:handover")
    handover = offer_handover(project, draft, key=key, by=staff.officer("kepala", village).person, at=at)
    take_over(handover, by=staff.officer("bpk", village).person, at=at)


def _settle(village: Region, staff: Staff, *, at: datetime) -> None:
    """Let two people confirm some residents of a kampung, once."""
    known = Vouching.objects.filter(region=village).count()
    officer, guide = staff.officer("petugas", village).person, staff.officer("pendamping").person
    for _number in range(known, RESIDENTS):
        resident = Person.objects.create(made_at=at)
        vouching = vouch_first(resident, village, Vouching.Method.WORD, by=officer, at=at)
        vouch_second(vouching, by=guide, at=at)


def _kept(taken: PhotoMoment, by: Person, at: datetime) -> Photo:
    data = _drawing(_PART_DONE[taken]) if taken in _PART_DONE else _plan()
    key = uuid5(_KEYS, taken.value)
    photo = receive_part(key, 0, len(data), data, by=by, at=at).photo
    if photo is None:
        raise LookupError(f"The drawing of {taken} is larger than one part.")
    return photo


@cache
def _drawing(percent: int) -> bytes:
    """Draw a lane between fields, paved as far as it is built."""
    picture = Image.new("RGB", (480, 320), (196, 221, 235))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 120, 480, 320), fill=(118, 150, 84))
    pen.polygon(((215, 120), (265, 120), (400, 320), (80, 320)), fill=(150, 118, 84))
    top = 320 - 2 * percent
    edge = 200 * percent // 100
    left, right = 80 + edge * 135 // 200, 400 - edge * 135 // 200
    pen.polygon(((left, top), (right, top), (400, 320), (80, 320)), fill=(168, 168, 164))
    return _saved(picture)


@cache
def _plan() -> bytes:
    """Draw a section across a lane, with its measures: width above, thickness at the side."""
    picture = Image.new("RGB", (480, 320), (250, 250, 246))
    pen, ink = ImageDraw.Draw(picture), (40, 52, 60)
    pen.polygon(((20, 240), (460, 240), (420, 300), (60, 300)), outline=ink, width=2)
    pen.rectangle((80, 190, 400, 240), outline=ink, fill=(214, 214, 208), width=3)
    for left in range(90, 400, 20):
        pen.line((left, 238, left + 14, 192), fill=(150, 150, 146))
    pen.line((80, 150, 400, 150), fill=ink, width=2)
    pen.line((430, 190, 430, 240), fill=ink, width=2)
    for one in ((80, 140, 80, 160), (400, 140, 400, 160), (422, 190, 438, 190), (422, 240, 438, 240)):
        pen.line(one, fill=ink, width=2)
    pen.text((222, 128), "3 m", fill=ink)
    pen.text((440, 208), "12 cm", fill=ink)
    return _saved(picture)


def _saved(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()
