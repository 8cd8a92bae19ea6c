"""A part of a page is drawn once for the same values in the same language, and anew for others."""

from __future__ import annotations

from django.utils import translation
from markupsafe import Markup

from rembuk.web.drawing import drawn

PAGER = ("components/pager.html", "pager")


def test_a_part_of_the_same_values_is_drawn_once():
    assert drawn(*PAGER, "/lebih-baru") is drawn(*PAGER, "/lebih-baru")


def test_a_part_of_other_values_is_drawn_anew():
    assert '<a class="pager-link" rel="prev" href="/lain">' in drawn(*PAGER, "/lain")


def test_each_language_has_a_drawing_of_its_own():
    with translation.override("en"):
        english = drawn(*PAGER, "/lebih-baru")
    with translation.override("id"):
        indonesian = drawn(*PAGER, "/lebih-baru")

    assert ("Newer" in english, "Newer" in indonesian) == (True, False)


def test_what_a_part_is_given_is_escaped():
    assert isinstance(drawn(*PAGER, '"><script>'), Markup)
    assert "<script>" not in drawn(*PAGER, '"><script>')
