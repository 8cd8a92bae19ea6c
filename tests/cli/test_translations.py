import pytest
from babel.messages.catalog import Catalog

from rembuk.cli import translations
from rembuk.cli.translations import missing_words, texts_of_the_code

SAID = "%(count)s voices"


@pytest.fixture
def catalog(monkeypatch) -> Catalog:
    """A catalogue that lacks nothing, for code that says one thing."""
    code = Catalog()
    code.add(SAID, locations=[("web/home.py", 7)], flags=["python-format"])
    monkeypatch.setattr(translations, "texts_of_the_code", lambda: code)
    complete = Catalog(locale="id")
    complete.add(SAID, "%(count)s suara", flags=["python-format"])
    return complete


def test_a_complete_catalogue_lacks_nothing(catalog):
    assert list(missing_words(catalog)) == []


def test_a_text_without_words_is_missing(catalog):
    catalog.get(SAID).string = ""

    assert list(missing_words(catalog)) == [f"web/home.py: {SAID!r} has no Indonesian words"]


def test_words_that_were_guessed_are_missing(catalog):
    catalog.get(SAID).flags.add("fuzzy")

    assert list(missing_words(catalog)) == [f"web/home.py: {SAID!r} has no Indonesian words"]


def test_words_that_lost_a_placeholder_are_found(catalog):
    catalog.get(SAID).string = "%(jumlah)s suara"

    faults = list(missing_words(catalog))

    assert len(faults) == 1
    assert faults[0].startswith(f"web/home.py: {SAID!r}: ")


def test_texts_are_found_in_code_and_in_templates():
    files = {file for text in texts_of_the_code() for file, _line in text.locations}

    assert any(file.endswith("states.py") for file in files)
    assert any(file.endswith(".html") for file in files)
