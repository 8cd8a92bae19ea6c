"""Reading a page as a browser without scripts does: its fields, its links, and what the number on it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from PIL import Image


@dataclass(frozen=True)
class Shown:
    """The number and the receipt word on a page."""

    code: str
    secret: str


@dataclass
class Page:
    """What a browser knows of a page."""

    status: int
    text: str = ""
    fields: dict[str, object] = field(default_factory=dict)
    invalid: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    @property
    def receipt(self) -> Shown:
        return Shown(*self.codes[:2])


def read(response: HttpResponseBase) -> Page:
    """Read a page; templates that a script would open stay closed."""
    page = Page(response.status_code)
    _Reader(page).feed(response.getvalue().decode())
    page.text = " ".join(page.text.split())
    return page


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.closed = 0
        self.area = self.select = ""
        self.is_code = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = dict(attributes)
        if tag in {"template", "script", "style"}:
            self.closed += 1
        if self.closed:
            return
        if tag == "a" and has.get("href"):
            self.page.links.append(has["href"] or "")
        if tag == "input":
            self._input(has)
        self.area = has.get("name") or "" if tag == "textarea" else self.area
        self.select = has.get("name") or "" if tag == "select" else self.select
        if tag == "textarea":
            self.page.fields[self.area] = ""
        if tag == "option" and (self.select not in self.page.fields or "selected" in has):
            self.page.fields[self.select] = has.get("value") or ""
        if "data-invalid" in has or has.get("aria-invalid") == "true":
            self.page.invalid.add(has.get("name") or has.get("id") or "")
        self.is_code = has.get("translate") == "no"

    def _input(self, has: dict[str, str | None]) -> None:
        name, kind = has.get("name"), has.get("type", "text")
        if not name or kind in {"submit", "file"} or (kind in {"radio", "checkbox"} and "checked" not in has):
            return
        self.page.fields[name] = has.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self.closed -= tag in {"template", "script", "style"}
        self.area = "" if tag == "textarea" else self.area
        self.select = "" if tag == "select" else self.select
        self.is_code = False

    def handle_data(self, data: str) -> None:
        if self.closed:
            return
        if self.area:
            # The first line break after the tag is not part of the text (HTML, section 13.1.2.5).
            self.page.fields[self.area] = f"{self.page.fields[self.area]}{data}".removeprefix("\n")
        if self.is_code:
            self.page.codes.append(data.strip())
        self.page.text += f" {data}"


def picture(*, content: bytes | None = None) -> SimpleUploadedFile:
    """A small photo as a phone sends it."""
    if content is None:
        out = BytesIO()
        Image.new("RGB", (64, 48), "darkgreen").save(out, "JPEG")
        content = out.getvalue()
    return SimpleUploadedFile("foto.jpg", content, content_type="image/jpeg")
