"""Sixteen traps that other platforms of participation fell into, each with the test that keeps Rembuk out of it.

Three are tested as far as there is something to test, and their tests grow with what they wait for: money in budgets
(T1), phases that bind whoever decides (T11), and votes on paper (T13).
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.core.cache import cache
from django.db import connection
from django.db.models import BigIntegerField, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

import rembuk
from rembuk.journal.actions import seal_acts
from rembuk.journeys.figures import figures_of_places
from rembuk.journeys.intake import Sender, submit_voice
from rembuk.journeys.notices import write_notices
from rembuk.kernel.money import parse_rupiah, rupiah
from rembuk.kernel.states import MoveNotAllowed
from rembuk.messaging.models import Message
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.people.states import Scheme
from rembuk.programmes.queries import phase_at
from rembuk.voices.actions import answer_need, decline_need, receive_voice
from rembuk.voices.models import Voice
from rembuk.voices.queries import NeedFilter, newest_needs
from rembuk.voices.queries.figures import voice_mix
from rembuk.voices.states import Channel
from rembuk.web.matrix import Visitor, faults
from rembuk.web.pages import PUBLIC
from rembuk.web.staging import open_session
from tests.architecture.code import found, own_models, own_relations
from tests.cast import MONDAY, TUESDAY, WEDNESDAY, Cast, grant, key_of, play
from tests.voices.scenes import draft_of, opened, received
from tests.web.staged import body_of, client_of, staged

pytestmark = pytest.mark.django_db

ONE_QUADRILLION = 10**15


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    return play()


def queries(asking: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        asking()
    return len(asked)


def test_t01_money_of_a_quadrillion_rupiah_is_read_written_and_kept() -> None:
    columns = [field for model in own_models() for field in model._meta.fields if field.name.endswith("_rupiah")]

    assert parse_rupiah("Rp 1.000.000.000.000.000") == ONE_QUADRILLION
    assert parse_rupiah(rupiah(ONE_QUADRILLION)) == ONE_QUADRILLION
    assert [column for column in columns if not isinstance(column, BigIntegerField)] == []


def test_t02_needs_that_tie_come_in_one_order_and_each_once(cast: Cast) -> None:
    tied = {opened(cast, f"need {number}")[0].code for number in range(5)}

    first = newest_needs(NeedFilter(), limit=2)
    second = newest_needs(NeedFilter(), after=first.older, limit=2)
    third = newest_needs(NeedFilter(), after=second.older, limit=2)

    codes = [row.code for page in (first, second, third) for row in page.rows]
    assert (len(codes), set(codes)) == (5, tied)
    assert [row.code for row in newest_needs(NeedFilter(), limit=5).rows] == codes


def test_t03_a_whole_kampung_may_speak_from_one_address(cast: Cast) -> None:
    answers = [sent(cast, f"a neighbour {number}", address="10.20.30.40") for number in range(30)]

    assert [answer[0] for answer in answers] == [201] * 30
    assert set(Voice.objects.values_list("held_for", flat=True)) == {"spam"}  # For its haste, not for its address.


def sent(cast: Cast, name: str, address: str = "127.0.0.1") -> tuple[int, dict[str, str]]:
    voice = {
        "key": str(key_of(name)),
        "kind": "wish",
        "words": f"Mohon jembatan kecil diperbaiki, papannya sudah lapuk: {name}.",
        "region": cast.kampung.code,
        "confidentiality": "open",
    }
    with time_machine.travel(MONDAY, tick=False):
        client = Client(REMOTE_ADDR=address)
        answer = client.post("/sampaikan/kirim", json.dumps(voice), content_type="application/json")
    return answer.status_code, answer.json()


def test_t04_what_nobody_decided_is_closed(cast: Cast) -> None:
    stranger = Person.objects.create(login="tanpa-peran", name="Tanpa Peran", password="!", made_at=MONDAY)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = open_session(stranger, is_proven=True)

    assert client.get("/meja").status_code == 403
    assert faults() == []
    assert (settings.DEBUG, settings.SIMULATOR) == (False, False)


def test_t05_a_voice_whose_answer_was_lost_is_sent_again_and_stays_one(cast: Cast) -> None:
    (first, said), (second, said_again) = sent(cast, "on a hill"), sent(cast, "on a hill")

    assert (first, second, said["code"], said["secret"]) == (201, 200, said_again["code"], said_again["secret"])
    assert Voice.objects.count() == 1


def test_t06_the_phase_is_told_by_the_moment_that_is_asked_about_and_by_no_timer(cast: Cast) -> None:
    moments = [MONDAY + timedelta(days=30 * month) for month in range(12)]

    forwards = [phase_at(cast.programme, at) for at in moments]
    backwards = [phase_at(cast.programme, at) for at in reversed(moments)]

    assert forwards == backwards[::-1]
    assert len({stretch.phase.key for stretch in forwards if stretch}) > 1


def test_t07_every_relation_is_a_foreign_key_that_the_database_keeps() -> None:
    loose = [str(field) for field in found(own_relations()) if field.column not in kept_columns(field.model)]
    generic = [
        str(field)
        for model in own_models()
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ]

    assert (loose, generic) == ([], [])


def kept_columns(model: type[Model]) -> set[str]:
    """Return the columns that stand in a foreign key, alone or with another."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        alone = connection.introspection.get_relations(cursor, table)
        keys = [one for one in connection.introspection.get_constraints(cursor, table).values() if one["foreign_key"]]
    return {*alone, *(column for key in keys for column in key["columns"])}


def test_t08_no_migration_imports_what_will_change() -> None:
    folder = Path(rembuk.__file__).parent
    imported = [
        (path.name, name)
        for path in found(folder.rglob("migrations/0*.py"))
        for name in modules_of(ast.parse(path.read_text("utf-8")))
        if name.rpartition(".")[2] in {"models", "actions", "queries", "rows"} and name.startswith("rembuk.")
    ]

    assert imported == []


def modules_of(tree: ast.AST) -> list[str]:
    froms = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return froms + [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]


@pytest.mark.parametrize("address", ["/", "/kebutuhan", "/angka"])
def test_t09_the_first_visitor_pays_no_more_for_thirty_needs_than_for_one(cast: Cast, address: str) -> None:
    opened(cast, "the first")
    Client().get(address)  # What a process learns once.
    cache.clear()
    with_one = queries(lambda: Client().get(address))
    for number in range(29):
        opened(cast, f"need {number}")
    cache.clear()

    with_thirty = queries(lambda: Client().get(address))

    assert with_thirty == with_one


def test_t10_a_desk_asks_as_much_with_one_moderator_as_with_thirty(cast: Cast) -> None:
    stage = staged(cast)
    desk = client_of(stage, Visitor("moderator", role=Role.MODERATOR, is_proven=True))
    with time_machine.travel(MONDAY, tick=False):
        desk.get("/meja")
        with_one = queries(lambda: desk.get("/meja"))
        for number in range(29):
            another = Person.objects.create(login=f"moderator-{number}", name="M", password="!", made_at=MONDAY)
            grant(another, Role.MODERATOR, cast.kecamatan)

        assert queries(lambda: desk.get("/meja")) == with_one


def test_t11_who_decides_is_bound_by_the_states_like_everybody(cast: Cast) -> None:
    """Waits for meetings and ballots, whose phases bind officials as well."""
    need, _voice = opened(cast)
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)

    with pytest.raises(MoveNotAllowed):
        decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY)


def test_t12_who_left_only_a_phone_number_hears_the_answer(cast: Cast) -> None:
    sender = Sender(Scheme.PHONE, "+6281234567890", "id")

    voice = submit_voice(draft_of(cast), sender=sender, by=None, at=MONDAY).voice
    seal_acts(at=TUESDAY)
    write_notices(at=TUESDAY)

    [message] = Message.objects.all()
    assert (message.recipient, voice.code in message.body) == ("+6281234567890", True)


def test_t13_what_was_said_on_paper_counts_like_what_was_typed(cast: Cast) -> None:
    """Waits for ballots, where a vote on paper counts like another."""
    received(cast, "typed")
    receive_voice(draft_of(cast, "on paper", channel=Channel.MEETING), by=cast.officer, at=MONDAY)

    assert voice_mix().channels == {"web": 1, "meeting": 1}


def test_t14_one_quick_answer_makes_no_kampung_the_best(cast: Cast) -> None:
    need, _voice = opened(cast)
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)

    names = [place.name for place in figures_of_places(cast.kecamatan) if place.is_village]

    assert names == sorted(names)


def test_t15_no_public_page_shows_a_setting(cast: Cast) -> None:
    staged(cast)
    secrets = [settings.SECRET_KEY, *settings.FIELD_KEYS, str(settings.VAR), str(settings.DATABASES["default"]["NAME"])]

    shown = []
    with time_machine.travel(MONDAY, tick=False):
        for page in (page for page in PUBLIC if not page.is_step and page.name != "simulator"):
            text = body_of(Client().get(page.address())).decode("utf-8", "replace")
            shown += [(page.name, secret[:4]) for secret in secrets if secret in text]

    assert shown == []


def test_t16_search_knows_the_words_of_here_and_cuts_off_no_english_endings(cast: Cast) -> None:
    need, _voice = opened(cast, title="Kursus menjahit di jalan Mawar")
    codes = [
        [row.code for row in newest_needs(NeedFilter(search=search)).rows]
        for search in ("kursus", "dalan", "penjahitan", "kursi")
    ]

    assert codes == [[need.code], [need.code], [need.code], []]
