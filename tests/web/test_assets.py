import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from rembuk.web import assets

STYLES = assets.SOURCES / "css"


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.ASSETS_ROOT = tmp_path / "assets"
    assets.forget()
    yield
    assets.forget()


def test_a_second_build_writes_no_new_asset(tmp_path: Path) -> None:
    first = assets.build()
    written = {file.name: file.stat().st_mtime_ns for file in (tmp_path / "assets").glob("*.css*")}

    second = assets.build()

    assert second == first
    assert {file.name: file.stat().st_mtime_ns for file in (tmp_path / "assets").glob("*.css*")} == written


def test_an_asset_is_built_when_somebody_asks_for_it_first(tmp_path: Path) -> None:
    address = assets.asset("app.css")

    assert re.fullmatch(r"/static/app\.[0-9a-f]{12}\.css", address)
    assert (tmp_path / "assets" / address.removeprefix("/static/")).exists()


def test_the_stylesheet_and_the_scripts_keep_their_budget(tmp_path: Path) -> None:
    assets.build()
    built = tmp_path / "assets"

    (styles,) = built.glob("app.*.css.br")
    scripts = sum(file.stat().st_size for file in built.glob("*.js.br"))

    assert styles.stat().st_size <= 10 * 1024
    assert scripts <= 12 * 1024


def test_a_script_brings_what_it_imports_in_one_file(tmp_path: Path) -> None:
    manifest = assets.build()

    speak = (tmp_path / "assets" / manifest["speak.js"]).read_text()

    assert "import " not in speak
    assert "export " not in speak
    assert speak.count("indexedDB.open(") == 1


def test_the_service_worker_keeps_exactly_the_assets_that_pages_name() -> None:
    manifest = assets.build()

    named = set(re.findall(r'"/static/([^"]+)"', assets.service_worker()))

    assert named == {manifest[name] for name in ("app.css", "rembuk.svg", "copy.js", "speak.js", "hall.js")}


def test_a_phone_may_keep_an_asset_for_ever_and_gets_it_compressed() -> None:
    answered: list[tuple[str, dict[str, str]]] = []
    door = assets.serve_assets(lambda _environ, _start: [b"a page"])
    asked = {
        "PATH_INFO": assets.asset("app.css"),
        "REQUEST_METHOD": "GET",
        "HTTP_ACCEPT_ENCODING": "gzip, br",
    }

    body = door(asked, lambda status, headers, *_: answered.append((status, dict(headers))))
    for part in body:
        assert part
    body.close()

    ((status, headers),) = answered
    assert status == "200 OK"
    assert headers["Content-Encoding"] == "br"
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_components_use_colours_by_purpose_only() -> None:
    parts = [*sorted((STYLES / "components").glob("*.css")), STYLES / "layout.css", STYLES / "base.css"]

    named = {
        (part.name, colour)
        for part in parts
        for colour in re.findall(r"#[0-9a-f]{3,8}\b|var\(--raw-[a-z-]+\)|rgb\(", part.read_text())
    }

    # Transparent is no colour, and a square code is black on white on every screen, else no phone reads it.
    assert named - {(part.name, "#0000") for part in parts} == {("card.css", "#fff"), ("card.css", "#000")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(scheme: str) -> None:
    colours = _colours(dark=scheme == "dark")
    pairs = [(text, ground) for ground in ("paper", "sheet", "board") for text in ("ink", "pencil", "tapis")] + [
        ("leaf", "leaf-wash"),
        ("clay", "clay-wash"),
        ("brick", "brick-wash"),
        ("indigo", "indigo-wash"),
    ]

    contrasts = {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    contrasts["on-field", "field"] = _contrast(colours["chalk"], colours["wine"])
    contrasts["on-action", "action"] = _contrast(colours["on-action"], colours["tapis"])
    contrasts["error", "paper"] = _contrast(colours["brick"], colours["paper"])

    assert {pair: round(value, 2) for pair, value in contrasts.items() if value < 4.5} == {}


def _colours(*, dark: bool) -> dict[str, str]:
    text = (STYLES / "tokens.css").read_text()
    light, _, rest = text.partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--(?:raw-)?([a-z-]+): (#[0-9a-f]{6});", light))
    found["on-action"] = found["chalk"]
    if dark:
        found |= dict(re.findall(r"--(?:raw-)?([a-z-]+): (#[0-9a-f]{6});", rest))
    names = dict(re.findall(r"--([a-z]+): var\(--raw-([a-z-]+)\);", light))
    return found | {name: found[raw] for name, raw in names.items()}


def _contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2.2, section "contrast ratio"."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
