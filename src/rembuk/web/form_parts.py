"""What the form templates need to know of a Django form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BaseForm, BoundField


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer among several, with the words and the drawing beside it."""

    value: str
    label: str
    hint: str = ""
    icon: str = ""


def choices_of(bound: BoundField) -> list[Choice]:
    """The answers of a field that is drawn as cards.

    A form that wants a hint or a drawing beside an answer sets `card_hints` or `card_icons`, by value, on the field.
    """
    hints: Mapping[str, str] = getattr(bound.field, "card_hints", {})
    icons: Mapping[str, str] = getattr(bound.field, "card_icons", {})
    # django-stubs does not know that a bound field of radio buttons or checkboxes is iterable over its answers.
    return [
        Choice(
            value=str(part.data["value"]),
            label=str(part.choice_label),
            hint=str(hints.get(str(part.data["value"]), "")),
            icon=icons.get(str(part.data["value"]), ""),
        )
        for part in bound.subwidgets
    ]


def errors_of(form: BaseForm) -> list[tuple[str | None, str]]:
    """Every mistake of a form, in the order of its fields; None stands for the form as a whole."""
    whole: list[tuple[str | None, str]] = [(None, str(error)) for error in form.non_field_errors()]
    return whole + [(bound.html_name, str(error)) for bound in form for error in bound.errors]
