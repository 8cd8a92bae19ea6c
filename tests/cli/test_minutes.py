"""Anybody takes the steps of talks again from their minutes, and hears where they led."""

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.engines.negotiation import minutes
from tests.engines.negotiation.talks import AGREED, TERMS


def checked(file):
    return CliRunner().invoke(app, ["check-minutes", str(file)])


@pytest.fixture
def file(tmp_path):
    """The minutes of talks that came to an agreement."""
    written = tmp_path / "minutes.json"
    written.write_bytes(minutes(TERMS, AGREED))
    return written


def test_minutes_that_fit_their_steps_are_told_step_by_step(file):
    told = checked(file)

    assert told.exit_code == 0
    assert told.stdout.splitlines()[1:] == [
        '2027-01-04 11:00 residents offer drain, well, lamps for Rp 90; residents 19, government 17. "Karena perlu."',
        '2027-01-04 12:00 government accept "Karena perlu."',
        '2027-01-04 13:00 residents sign "Karena perlu."',
        '2027-01-04 14:00 government sign "Karena perlu."',
        "agreed: drain, well, lamps for Rp 90; residents 19, government 17.",
    ]


def test_talks_that_still_go_on_have_built_nothing(file):
    file.write_bytes(minutes(TERMS, AGREED[:2]))

    told = checked(file)

    assert told.stdout.splitlines()[-1] == "talking: nothing is built."


def test_minutes_with_a_changed_ending_are_refused(file):
    file.write_bytes(file.read_bytes().replace(b'"stage":"agreed"', b'"stage":"parted"'))

    told = checked(file)

    assert (told.exit_code, told.stderr) == (1, "minutes.json: The ending does not follow from the steps.\n")


def test_minutes_signed_by_one_person_for_both_sides_are_refused(file):
    file.write_bytes(file.read_bytes().replace(b'"budi"', b'"siti"'))

    told = checked(file)

    assert (told.exit_code, told.stderr) == (1, "minutes.json: Nobody acts for two parties.\n")
