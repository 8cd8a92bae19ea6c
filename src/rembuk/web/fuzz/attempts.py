"""One request that nobody should send, made of a seed and a number."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from urllib.parse import unquote_to_bytes
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from rembuk.web.fuzz.files import NAMES, contents, file_of
from rembuk.web.fuzz.forms import Form, Value
from rembuk.web.fuzz.site import Site, names_read
from rembuk.web.fuzz.values import (
    BODIES,
    CONTENT_TYPES,
    HEADERS,
    PLAIN,
    Typed,
    as_text,
    encoded,
    nasty,
    quoted,
)
from rembuk.web.matrix import METHODS, Visitor
from rembuk.web.pages import Page

FORM_TYPE = "application/x-www-form-urlencoded"
ODD_METHODS = (*METHODS, "PATCH", "OPTIONS", "TRACE", "PROPFIND")
NO_TEXTS: tuple[object, ...] = (None, 1e308, [], {"a": {}}, True)
Fields = dict[str, Value | bytes]


@dataclass(frozen=True)
class Attempt:
    """One request, and who sends it."""

    number: int
    kind: str
    visitor: Visitor
    method: str
    address: str
    query: str = ""
    body: bytes = b""
    content_type: str = FORM_TYPE
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Return the path as a server hands it on: its bytes, one letter each."""
        return unquote_to_bytes(self.address).decode("latin-1")

    def __str__(self) -> str:
        return f"case {self.number}: {self.method} {self.address[:80]} by {self.visitor.name} ({self.kind})"


def attempt(site: Site, seed: int, number: int) -> Attempt:
    """Return the attempt with a number; the same seed and number always make the same one on the same site."""
    maker = _Maker(site, number, Random(f"{seed}:{number}"))  # noqa: S311 - the same case each time is the point.
    return maker.random.choice(MAKERS)(maker)


@dataclass
class _Maker:
    site: Site
    number: int
    random: Random

    @property
    def nasty(self) -> Typed:
        return nasty(self.random)

    def door(self, *methods: str) -> tuple[Visitor, str, Page]:
        """Return somebody, and a page that is open to them."""
        while True:
            visitor = self.random.choice(self.site.visitors)
            doors = [(method, page) for method, page in self.site.doors(visitor) if method in methods]
            if doors:
                return visitor, *self.random.choice(doors)


# --- kinds of attempts ---------------------------------------------------------------------------------------------


def _ask(maker: _Maker) -> Attempt:
    """Ask a page with odd values under names that it reads, or under none it knows."""
    visitor, method, page = maker.door("GET", "HEAD")
    address = maker.site.address(visitor, page)
    asked = [name for form in maker.site.forms(visitor, address) if form.method == "get" for name in form.values]
    names: list[Typed] = [*names_read("GET"), *asked, *asked, maker.nasty]
    pairs = [(maker.random.choice(names), maker.nasty) for _ in range(maker.random.randint(1, 4))]
    return Attempt(maker.number, "query", visitor, method, address, encoded(pairs))


def _look(maker: _Maker) -> Attempt:
    """Look for something that has no such name."""
    visitor, method, page = maker.door("GET", "HEAD", "POST")
    parts = maker.site.address(visitor, page).split("/")
    for _ in range(maker.random.randint(1, 2)):
        parts[maker.random.randrange(1, len(parts))] = quoted(maker.nasty)
    prefix = maker.random.choice(("", "", "/en"))
    return Attempt(maker.number, "address", visitor, method, f"{prefix}{'/'.join(parts)}")


def _fill(maker: _Maker) -> Attempt:
    """Fill in a form as it should be, but for a few fields."""
    visitor, _method, page = maker.door("POST")
    address = maker.random.choice(maker.site.addresses(visitor, page))
    forms = [form for form in maker.site.forms(visitor, address) if form.method == "post"]
    if not forms:
        return _put(maker)
    form = maker.random.choice(forms)
    fields = _spoilt(maker, {**_filled(maker, form), **page.fill})
    body, content_type = _written(maker, fields, with_files=bool(form.files))
    target, _, query = form.action.partition("?")
    return Attempt(maker.number, "form", visitor, "POST", target, query, body, content_type)


def _filled(maker: _Maker, form: Form) -> Fields:
    fields: Fields = {**form.values}
    for name in form.typed:
        fields[name] = fields[name] or PLAIN
    for name, choices in form.choices.items():
        fields[name] = maker.random.choice(choices)
    for name in form.files:
        fields[name] = _file(maker)
    if form.buttons:
        name, value = maker.random.choice(form.buttons)
        fields[name] = value
    return fields


def _file(maker: _Maker) -> SimpleUploadedFile:
    return file_of(maker.random.choice(NAMES), maker.random.choice(contents()))


def _spoilt(maker: _Maker, fields: Fields) -> Fields:
    for name in maker.random.sample(sorted(fields), k=min(len(fields), maker.random.choice((0, 1, 1, 1, 2, 3)))):
        if maker.random.random() < 0.1:
            del fields[name]
        elif maker.random.random() < 0.05:
            fields[name] = [as_text(maker.nasty), as_text(maker.nasty)]
        else:
            fields[name] = maker.nasty
    if maker.random.random() < 0.1:
        fields[maker.random.choice(names_read("POST"))] = maker.nasty
    return fields


def _written(maker: _Maker, fields: Fields, *, with_files: bool) -> tuple[bytes, str]:
    if with_files or maker.random.random() < 0.2:
        texts = {name: as_text(value) if isinstance(value, bytes) else value for name, value in fields.items()}
        return encode_multipart(BOUNDARY, texts), MULTIPART_CONTENT
    pairs = [(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
    return encoded([(name, one) for name, one in pairs if isinstance(one, (str, bytes))]).encode(), FORM_TYPE


def _put(maker: _Maker) -> Attempt:
    """Send a body to an address that machines send to, with the headers it reads."""
    visitor, method, page = maker.door("POST", "PUT")
    body = maker.random.choice((_json(maker, visitor), maker.random.choice(BODIES), maker.random.choice(contents())))
    content_type = maker.random.choice(("application/json", maker.random.choice(CONTENT_TYPES)))
    query = encoded([(name, _number(maker, len(body))) for name in names_read("GET") if maker.random.random() < 0.5])
    # How long a body is, is for the server in front to judge.
    names = [name for name in names_read("headers") if name not in {"Content-Length", "content-type"}]
    headers = {name: _sendable(_number(maker, len(body))) for name in names if maker.random.random() < 0.4}
    address = maker.site.address(visitor, page)
    return Attempt(maker.number, "body", visitor, method, address, query, body, content_type, headers)


def _number(maker: _Maker, size: int) -> Typed:
    return maker.random.choice(("0", str(size), maker.nasty))


def _json(maker: _Maker, visitor: Visitor) -> bytes:
    """Return what a phone's queue would send, with a few fields that are not as they should be."""
    forms = maker.site.forms(visitor, "/sampaikan")
    fields: dict[str, object] = {name: as_text(one) for name, one in _answers(maker, forms).items()}
    fields["key"] = str(UUID(int=maker.random.getrandbits(128), version=4))
    for name in maker.random.sample(sorted(fields), k=maker.random.choice((0, 1, 1, 2))):
        fields[name] = maker.random.choice((as_text(maker.nasty), as_text(maker.nasty), *NO_TEXTS))
    return json.dumps(fields, ensure_ascii=maker.random.random() < 0.5).encode("utf-8", "surrogatepass")


def _answers(maker: _Maker, forms: list[Form]) -> dict[str, Typed]:
    fields: Fields = {"age_ms": "1000"}
    for form in forms:
        fields |= _filled(maker, form)
    return {name: value for name, value in fields.items() if isinstance(value, str | bytes)}


def _head(maker: _Maker) -> Attempt:
    """Ask for a page with headers that no browser sends, by methods that no page has."""
    visitor, method, page = maker.door("GET", "POST", "PUT")
    method = maker.random.choice((method, method, maker.random.choice(ODD_METHODS)))
    names = maker.random.sample(sorted(HEADERS), k=maker.random.randint(1, 4))
    headers = {name: maker.random.choice((*HEADERS[name], _sendable(maker.nasty))) for name in names}
    return Attempt(maker.number, "headers", visitor, method, maker.site.address(visitor, page), headers=headers)


def _sendable(value: Typed) -> str:
    """Return what a server hands on of a header: single bytes, without line breaks."""
    raw = value if isinstance(value, bytes) else value.encode()
    return raw.decode("latin-1").replace("\r", "").replace("\n", "")[:8_000]


# Forms are most of what there is to break.
MAKERS: tuple[Callable[[_Maker], Attempt], ...] = (_fill, _fill, _fill, _fill, _ask, _ask, _look, _put, _put, _head)
