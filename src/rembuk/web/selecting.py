"""A list that is narrowed by a few selects: what is chosen, read from its address and written back into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rembuk.web.needs.choice import Select

Offered = tuple[str, str, Mapping[str, object]]


@dataclass(frozen=True)
class Selection:
    """The values chosen of a list, and where its page begins; `page` is the name of its address."""

    page: ClassVar[str]
    selects: tuple[Select, ...]
    place: str

    @property
    def applied(self) -> list[tuple[str, str]]:
        """What is chosen, each with the address of the list without it."""
        return [
            (dict(select.options)[select.value], self.address(**{select.name: ""}))
            for select in self.selects
            if select.value
        ]

    def address(self, **changed: str) -> str:
        """Return the address of this list with something changed; what is empty is left out."""
        values = {**{select.name: select.value for select in self.selects}, **changed}
        kept = {name: value for name, value in values.items() if value}
        return reverse(self.page) + (f"?{urlencode(kept)}" if kept else "")

    def chosen(self, name: str) -> str:
        """Return what is chosen under a name, "" for nothing."""
        return next((select.value for select in self.selects if select.name == name), "")


def read_selects(asked: Mapping[str, str], offered: Iterable[Offered]) -> tuple[Select, ...]:
    """Return the selects of a list: name, label and options of each; what nobody offers counts as nothing chosen."""
    return tuple(
        Select(name, label, asked.get(name, "") if asked.get(name, "") in options else "", _options(options))
        for name, label, options in offered
    )


def _options(options: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return (("", _("all")), *((value, str(text)) for value, text in options.items()))
