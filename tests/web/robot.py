"""A program that fills in every form of a page: what it types into each field, it is told by its caller."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpResponseBase
from django.test import Client

from rembuk.web.fuzz.forms import Form, Value


def send(
    client: Client, form: Form, button: tuple[str, str] | None, typed: Callable[[str], str], **headers: str
) -> HttpResponseBase:
    """Send a form with something typed into every field that is typed into, by one of its buttons."""
    values: dict[str, Value] = {**form.values, **{name: typed(name) for name in form.typed}}
    if button:
        values[button[0]] = button[1]
    return client.post(form.action, values, headers=headers)


def ways_to_send(form: Form) -> Iterator[tuple[str, str] | None]:
    """Yield the buttons of a form, or nothing once where none has a name."""
    if not form.buttons:
        yield None
    yield from form.buttons
