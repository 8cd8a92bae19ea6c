"""Reading the forms of a page as a browser without scripts does."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile

TYPED = {"text", "search", "tel", "email", "url", "password", "textarea", ""}
Value = str | list[str] | SimpleUploadedFile


@dataclass
class Form:
    """One form: where it goes, what stands in it, and which of its fields are typed into."""

    action: str
    method: str
    values: dict[str, Value] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


def forms_of(html: str, address: str) -> list[Form]:
    """Return the forms of a page that send something, in order."""
    return [form for form in all_forms_of(html, address) if form.method == "post"]


def all_forms_of(html: str, address: str) -> list[Form]:
    """Return all forms of a page, in order; those that only ask are among them."""
    reader = _FormReader(address)
    reader.feed(html)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(has.get("action") or self.address, has.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form and tag == "option":
            self._choose(self.form, has)
        elif self.form and has.get("name"):
            self._field(self.form, tag, has["name"], has)

    def _field(self, form: Form, tag: str, name: str, has: dict[str, str]) -> None:
        kind = has.get("type", "").lower() if tag == "input" else tag
        if kind in {"submit", "button"}:
            form.buttons.append((name, has.get("value", "")))
        elif kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            self._tick(form, name, has)
        elif kind == "select":
            self.select = name
        else:
            form.values[name] = has.get("value", "")
            form.typed += [name] if kind in TYPED else []
            self.area = name if kind == "textarea" else ""

    def _tick(self, form: Form, name: str, has: dict[str, str]) -> None:
        form.choices.setdefault(name, []).append(has.get("value", "on"))
        if "checked" in has or name not in form.values:
            form.values[name] = has.get("value", "on")

    def _choose(self, form: Form, has: dict[str, str]) -> None:
        if not has.get("value"):
            return
        form.choices.setdefault(self.select, []).append(has["value"])
        if self.select not in form.values or "selected" in has:
            form.values[self.select] = has["value"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "textarea":
            self.area = ""
        if tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.form and self.area:
            self.form.values[self.area] = f"{self.form.values[self.area]}{data}".removeprefix("\n")
