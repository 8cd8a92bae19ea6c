"""The ballot as a form: the code of the card, and the options in an order of the voter's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.engines.allocation import Project
from rembuk.kernel.codes import NotACode
from rembuk.kernel.money import Rupiah
from rembuk.priorities.cards import read_card_code
from rembuk.priorities.counting import Declaration
from rembuk.priorities.marking import (
    BallotKind,
    OverBudget,
    RanksNotInOrder,
    TooManyMarks,
    TooManyPoints,
    WrongMarks,
)
from rembuk.priorities.secrecy import order_of_options
from rembuk.web.formats import rupiah

TICKED = frozenset({BallotKind.APPROVAL, BallotKind.KNAPSACK})
WHY_NOT = {
    OverBudget: _("What you chose costs more than there is. Take something off."),
    TooManyMarks: _("You chose too many. Take something off."),
    TooManyPoints: _("You gave too many points. Take some off."),
    RanksNotInOrder: _("Write 1 for the first, 2 for the second, each number once."),
}


class MarksForm(forms.Form):
    """What a ballot says of each option, as the rule of the vote allows; cleans to `marks`, by option."""

    def __init__(
        self, declaration: Declaration, order: Iterable[str], *arguments: Any, **more: Any
    ) -> None:  # Any: Django's own.
        super().__init__(*arguments, **more)
        self.declaration = declaration
        named = {option.id: option for option in declaration.options}
        options = [named[key] for key in order]
        self.fields.update(_ticks(options) if declaration.kind in TICKED else _numbers(options))

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Check the marks against the rule of the vote."""
        marks = self._marks()
        try:
            self.declaration.ballot_rule.check(marks)
        except WrongMarks as refused:
            self.add_error(None, str(WHY_NOT.get(type(refused), _("This does not fit on the ballot."))))
        return self.cleaned_data | {"marks": marks}

    def _marks(self) -> dict[str, int]:
        if self.declaration.kind in TICKED:
            return dict.fromkeys(self.cleaned_data.get("chosen", ()), 1)
        named = {option.id: self.cleaned_data.get(f"mark-{option.id}") for option in self.declaration.options}
        return {key: value for key, value in named.items() if value}


class VotingForm(MarksForm):
    """Your card and your choice."""

    sending = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code on your card"),
        help_text=_("Eight letters and figures, such as 7KQ2 M4RT."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code on your card.")},
    )

    def __init__(self, declaration: Declaration, sending: UUID, data: Any = None) -> None:  # Any: Django's own.
        # Who sees an option first chooses it more often, so each voter sees another one first.
        order = order_of_options(str(sending), {option.id: option for option in declaration.options})
        super().__init__(declaration, order, data, initial={"sending": sending})

    def clean_code(self) -> str:
        """Return the code as it is printed."""
        try:
            return read_card_code(self.cleaned_data["code"])
        except NotACode:
            raise forms.ValidationError(_("This is no code of a card. Compare it with your card.")) from None


class MarkField(forms.IntegerField):
    """A figure beside an option: points or a place; drawn as narrow as it is."""

    is_mark = True

    def __init__(self, option: Project) -> None:
        super().__init__(
            label=option.name, help_text=rupiah(Rupiah(option.cost)), min_value=0, max_value=1_000_000, required=False
        )


def _ticks(options: list[Project]) -> dict[str, forms.Field]:
    field = forms.MultipleChoiceField(
        label=_("Your choice"),
        choices=[(option.id, option.name) for option in options],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hints = {option.id: rupiah(Rupiah(option.cost)) for option in options}
    field.card_hints = hints  # type: ignore[attr-defined]  # read by form_parts.choices_of
    return {"chosen": field}


def _numbers(options: list[Project]) -> dict[str, forms.Field]:
    return {f"mark-{option.id}": MarkField(option) for option in options}
