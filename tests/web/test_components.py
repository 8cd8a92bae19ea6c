import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

import rembuk.web
from rembuk.web.gallery import gallery_context
from rembuk.web.jinja import other_language_url, path
from rembuk.web.thread import StageFigures, UnknownStage, thread_of

TEMPLATES = Path(rembuk.web.__file__).parent / "templates"
PARTS = sorted([*(TEMPLATES / "components").glob("*.html"), *(TEMPLATES / "forms").glob("*.html")])


def rendered(template: str, **context: object) -> str:
    """Draw a few lines of template as a page would, with extra spaces folded."""
    return " ".join(engines["jinja2"].from_string(template).render(context).split())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_component_begins_with_its_parameters(part: Path) -> None:
    assert part.read_text().startswith("{#- ")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_component_has_its_place_in_the_gallery(part: Path) -> None:
    assert f'from "{part.parent.name}/{part.name}" import' in (TEMPLATES / "gallery.html").read_text()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_gallery_is_drawn_whole(language: str) -> None:
    with translation.override(language):
        page = render_to_string("gallery.html", gallery_context(), request=RequestFactory().get("/galeri"))

    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    for named in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page):
        assert set(named.split()) <= set(ids)


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: str(file.relative_to(TEMPLATES))
)
def test_a_template_writes_no_style_and_no_program_inline(template: Path) -> None:
    text = template.read_text()

    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", text)
    assert [
        tag for tag in re.findall(r"<script[^>]*>", text) if " src=" not in tag and "application/json" not in tag
    ] == []


@pytest.mark.parametrize("code", ["400", "403", "404", "405", "429", "500", "503", "offline"])
def test_an_error_page_needs_nothing_but_itself(code: str) -> None:
    page = render_to_string(f"errors/{code}.html")

    assert "<h1>" in page


def test_a_stage_that_does_not_exist_yet_is_said_and_not_linked() -> None:
    stages = thread_of({"voices": StageFigures(3, "/kebutuhan")})

    page = rendered('{% from "components/thread.html" import thread %}{{ thread(stages) }}', stages=stages)

    assert page.count("<a ") == 1
    assert page.count("data-empty") == len(stages) - 1


def test_a_stage_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownStage):
        thread_of({"voice": StageFigures(3, "/kebutuhan")})


@pytest.mark.parametrize(("days_left", "clock"), [(5, "due"), (1, "soon"), (0, "soon"), (-1, "late")])
def test_a_clock_says_how_pressing_it_is(days_left: int, clock: str) -> None:
    page = rendered('{% from "components/clock.html" import clock %}{{ clock(days) }}', days=days_left)

    assert f'data-clock="{clock}"' in page


def test_words_of_people_are_never_markup() -> None:
    page = rendered(
        '{% from "components/quote.html" import quote %}{{ quote(words) }}', words="<script>alert('rusak')</script>"
    )

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


class Question(forms.Form):
    kind = forms.ChoiceField(
        label="Jenis", choices=[("wish", "Usulan"), ("thanks", "Terima kasih")], widget=forms.RadioSelect
    )
    words = forms.CharField(label="Kata", help_text="Pendek saja.", max_length=200, widget=forms.Textarea)
    region = forms.ChoiceField(label="Kampung", choices=[("", "Pilih"), ("2005", "Bangun Rejo")], required=False)
    groups = forms.MultipleChoiceField(
        label="Siapa", choices=[("women", "Perempuan")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.BooleanField(label="Setuju", required=False)
    photo = forms.FileField(label="Foto", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


FIELDS = '{% from "forms/field.html" import field %}{% for bound in form %}{{ field(bound) }}{% endfor %}'


def test_every_kind_of_field_is_drawn_with_its_label() -> None:
    page = rendered(FIELDS, form=Question(initial={"kind": "wish"}))

    for name, kind in [
        ("words", "<textarea"),
        ("region", "<select"),
        ("photo", 'type="file"'),
        ("key", 'type="hidden"'),
    ]:
        assert kind in page
        assert f'name="{name}"' in page
    assert re.search(r'type="radio" id="kind-1" name="kind" value="wish" checked', page)
    assert re.findall(r'<label[^>]* for="([^"]+)"', page) == [
        "kind-1", "kind-2", "words", "region", "groups-1", "agree", "photo",
    ]  # fmt: skip


def test_a_mistake_stands_beside_its_field_and_in_the_summary() -> None:
    form = Question({"kind": "wish", "words": ""})

    page = rendered('{% from "forms/errors.html" import summary_of %}{{ summary_of(form) }}' + FIELDS, form=form)

    assert '<a href="#words">' in page
    assert 'aria-describedby="words-hint words-error" aria-invalid="true"' in page


def test_a_whole_page_knows_its_address_in_the_other_language() -> None:
    ask = RequestFactory()

    assert other_language_url(ask.get("/kebutuhan", {"q": "jalan"})) == "/en/kebutuhan?q=jalan"
    assert other_language_url(ask.get("/en/kebutuhan")) == "/kebutuhan"
    assert other_language_url(ask.get("/en")) == "/"
    assert other_language_url(ask.get("/energi")) == "/en/energi"


def test_a_fixed_place_is_prefixed_only_in_english() -> None:
    with translation.override("id"):
        assert path("/kebutuhan") == "/kebutuhan"
    with translation.override("en"):
        assert path("/kebutuhan") == "/en/kebutuhan"


def test_a_day_is_said_where_the_reader_lives() -> None:
    late_in_london = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)

    with translation.override("id"):
        page = rendered("{{ at|day }}", at=late_in_london)

    assert page == '<time datetime="2026-11-23">Senin, 23 Nov 2026</time>'
