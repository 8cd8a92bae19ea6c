"""Commands on an installation where nothing has begun, and the one that begins."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.cli.safekeeping import upgrades
from rembuk.people.models import Person
from rembuk.regions.models import Word
from rembuk.regions.presets import load_presets
from tests import cast
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db

NEW = ("start-programme", "18.04.04", "--name", "Kemitraan Balik Bukit", "--prefix", "BB", "--host", "bb.example")


def run(*arguments: str):
    return CliRunner().invoke(app, arguments)


@pytest.mark.parametrize(
    "command",
    [
        ("import", "regions", __file__),
        ("import", "words", __file__),
        ("import", "boundaries", __file__),
        ("import", "voices", __file__),
        ("export-model", "BR", "never-written.json"),
        ("import-model", __file__, "BR", "--why", "contoh"),
        ("check-books",),
        ("soundness",),
        NEW,
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_before_there_are_tables_a_command_says_what_makes_them(command, monkeypatch):
    monkeypatch.setattr(upgrades, "has_tables", lambda: False)

    done = run(*command)

    said = "Nothing has begun here yet. Run ./rembuk upgrade first; it makes the tables.\n"
    assert (done.exit_code, done.output) == (1, said)


def test_whoever_begins_is_told_how_to_sign_in():
    cast.play()
    load_presets(at=MONDAY)

    done = run(*NEW, "--login", "pengurus")

    assert done.exit_code == 0, done.output
    assert done.output.startswith(
        "Kemitraan Balik Bukit began in Balik Bukit. Its voices get numbers such as BB-7KQ2M."
    )
    password = re.search(r"^    (rembuk-[a-z]{12})$", done.output, re.MULTILINE)
    assert password
    assert Person.objects.get(login="pengurus").check_password(password[1])


@pytest.mark.parametrize("knows_words", [True, False])
def test_whoever_begins_without_words_is_told_what_the_pages_will_say(knows_words):
    cast.play()
    load_presets(at=MONDAY)
    if not knows_words:
        Word.objects.filter(region__code="18.04").delete()

    done = run(*NEW)

    assert done.exit_code == 0, done.output
    assert ("./rembuk import words" in done.output) is not knows_words


def test_an_unknown_region_names_the_command_that_takes_it_in():
    done = run("start-programme", "99.01.01", "--name", "Contoh", "--prefix", "CC")

    said = "99.01.01 is not known here. Take in its kabupaten first: ./rembuk import regions FILE.\n"
    assert (done.exit_code, done.output) == (1, said)
