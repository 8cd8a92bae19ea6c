from rembuk.cli.reference import FOLDER, PAGES, outdated_pages


def test_the_generated_pages_are_what_the_code_says():
    assert list(outdated_pages()) == [], "run ./rembuk docs"


def test_nothing_else_lies_among_the_generated_pages():
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)
