"""Make the database of a browser test: migrated, with the small cast on its stage. Run by `conftest.py`."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rembuk.kernel.periods import local_day

if TYPE_CHECKING:
    from tests.cast import Cast

os.environ["DJANGO_SETTINGS_MODULE"] = "rembuk.settings"

CODE_SECRET = "JBSWY3DPEHPK3PXP"
DESK = (
    ("wish", "Jalan dusun 3 di depan musala rusak parah, tolong diperbaiki"),
    ("wish", "dalan dusun 3 ngarep mushola ajur, mbok ndang didandani"),
    ("wish", "Lampu jalan di gang dekat SD mati sudah sebulan"),
    ("complaint", "Siring depan balai mampet, air masuk ke rumah warga"),
    ("complaint", "Got di depan balai tersumbat sampah, air meluap"),
    ("wish", "Mohon sumur bor untuk warga Dusun 5, tiap kemarau kering"),
    ("wish", "Anak-anak minta lapangan voli diratakan"),
    ("offer", "Kelompok kami siap gotong royong memasang batu belah"),
    ("question", "Kapan posyandu bulan ini dibuka?"),
    ("question", "Siapa yang boleh mendapat bantuan bibit jagung?"),
    ("thanks", "Terima kasih jembatan bambu sudah diperbaiki"),
    ("thanks", "Terima kasih kader yang menengok ibu saya"),
)


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from rembuk.cli.translations import compile_translations
    from rembuk.tenancy import in_tenant
    from rembuk.web import assets
    from tests import cast

    compile_translations()
    assets.build()
    call_command("migrate", verbosity=0)
    with in_tenant(cast.LAMPUNG_TENGAH):
        now = datetime.now(UTC)  # noqa: TID251 - the server beside this one lives by the real clock.
        stage = cast.play(at=now)
        _let_in(stage)
        _fill_a_desk(stage, at=now)
        _open_meetings(stage)
        _begin_a_story(stage, at=now)
        _open_a_vote(stage, at=now)
        _open_a_room(stage, at=now)


def _let_in(stage: Cast) -> None:
    """Give those a password who sign in, and an app with codes to the one who decides."""
    from rembuk.people.code_apps import connect_code_app
    from tests.cast import give_password

    for person in (stage.other_officer, stage.officer, stage.head, stage.facilitator):
        give_password(person)
    connect_code_app(stage.head, CODE_SECRET)


def _open_meetings(stage: Cast) -> None:
    from tests.meetings.scenes import running

    running(stage)
    running(stage, "story", title="Musyawarah cerita")


def _begin_a_story(stage: Cast, *, at: datetime) -> None:
    """Begin the long plan, and leave sessions for those who work together in the story."""
    from django.conf import settings

    from rembuk.plans.actions import make_long_plan
    from rembuk.web.staging import open_session

    make_long_plan(stage.programme, stage.kampung, local_day(at).year, by=stage.head, at=at)
    sessions = {
        name: {"name": settings.SESSION_COOKIE_NAME, "value": open_session(getattr(stage, name), is_proven=True)}
        for name in ("facilitator", "officer", "council", "secretary", "head")
    }
    (Path(os.environ["REMBUK_VAR"]) / "sessions.json").write_text(json.dumps(sessions))


def _open_a_vote(stage: Cast, *, at: datetime) -> None:
    """Open votes, with two cards each."""
    from tests.web.browser.votes import open_votes

    open_votes(stage.kampung, at=at, by=stage.secretary)


def _open_a_room(stage: Cast, *, at: datetime) -> None:
    """Open a negotiation room in which both lists lie."""
    from rembuk.web.staged_rooms import give_listed_room

    people = {"by": stage.secretary, "residents": stage.council, "government": stage.head}
    room = give_listed_room(stage.kampung, "Rundingan cerita", at=at, **people)
    (Path(os.environ["REMBUK_VAR"]) / "room.json").write_text(json.dumps(str(room.round_id)))


def _fill_a_desk(stage: Cast, *, at: datetime) -> None:
    """Let twelve voices wait in the other kampung: some alike, some that are only answered."""
    from rembuk.journeys.intake import submit_voice
    from rembuk.voices.drafts import VoiceDraft
    from rembuk.voices.states import Channel, VoiceKind
    from tests.cast import key_of

    for number, (kind, words) in enumerate(DESK):
        draft = VoiceDraft(
            key=key_of(f"desk {number}"),
            programme=stage.programme,
            region=stage.other_kampung,
            words=words,
            kind=VoiceKind(kind),
            channel=Channel.WEB,
            spoken_on=local_day(at),
        )
        submit_voice(draft, by=None, at=at)


if __name__ == "__main__":
    main()
