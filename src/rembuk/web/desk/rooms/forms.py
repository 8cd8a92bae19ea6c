"""The forms of a negotiation room. Each carries its own key, so that what is sent twice is done once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.engines.negotiation import Wish
from rembuk.priorities.actions.rooms import LONGEST_ASIDE, LONGEST_WORDS, MOST_POINTS
from rembuk.priorities.drafts import ActDraft
from rembuk.priorities.states import RoomDeed, Shape
from rembuk.web.amounts import Amount
from rembuk.web.desk.hall_forms import KeyedForm
from rembuk.web.desk.rounds.forms import day_field

Labels = Sequence[tuple[str, str]]
ASKS: Final = ((Wish.MUST, _("It must be built")), (Wish.NEVER, _("It must not be built")))


def words_field(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:  # Any: lazy texts.
    """Return a field for a side's own words."""
    return forms.CharField(
        label=label,
        help_text=hint or _("Everybody reads it."),
        max_length=LONGEST_WORDS,
        required=required,
        widget=forms.Textarea,
        error_messages={"required": _("Write it in your own words.")},
    )


def aside_field(label: Any) -> forms.CharField:  # Any: a lazy text.
    """Return a field for a line that may stay empty."""
    return forms.CharField(label=label, max_length=LONGEST_ASIDE, required=False)


class TermsForm(forms.Form):
    """What is announced before the first word."""

    offers_each = forms.IntegerField(
        label=_("How many offers may each side make?"), min_value=1, max_value=9, initial=3
    )
    residents_share = forms.IntegerField(
        label=_("Part of the money that is the residents' without an agreement, in percent"),
        min_value=0,
        max_value=100,
        initial=50,
    )
    review_on = day_field(_("When do both sides look at it again?"))


class StepForm(KeyedForm):
    """One thing that is done in the room and asks for nothing more."""


class WordsForm(StepForm):
    """A step that says why."""

    words = words_field(_("Why? In your own words"))


class SignForm(StepForm):
    """A signature, with what stays unsaid otherwise."""

    words = words_field(
        _("Is there something you do not agree with?"),
        _("You sign all the same; it stands beside your signature for good."),
        required=False,
    )


class AboutForm(StepForm):
    """A step about one wish."""

    about = forms.ChoiceField(label=_("Which wish?"), error_messages={"required": _("Choose the wish.")})

    def __init__(self, *arguments: Any, choices: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("about", [("", "—"), *choices])


class PositionForm(AboutForm):
    """What a wish is worth to a side, and why."""

    points = forms.IntegerField(
        label=_("What is it worth to you, from 0 to 10?"),
        help_text=_("10 is the most important of all, 0 is nothing. The other side has a scale of its own."),
        min_value=0,
        max_value=MOST_POINTS,
        error_messages={"required": _("Write a number from 0 to 10.")},
    )
    words = words_field(_("What do you say about it?"))
    interest = aside_field(_("What is behind it? What do you need in truth?"))
    evidence = aside_field(_("What shows it? A photo, a count, a regulation"))


class WayForm(AboutForm):
    """Another way to do a wish, that costs less now."""

    shape = forms.ChoiceField(
        label=_("How else?"),
        choices=Shape.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how.")},
    )
    words = words_field(_("What is built then?"), _("For example: 40 of 100 metres, from the school to the bridge."))
    cost_rupiah = Amount(label=_("What does this money still pay, in rupiah?"), least=0)


class RedLineForm(AboutForm):
    """What a side will not give up, and why."""

    asks = forms.ChoiceField(
        label=_("What do you insist on?"),
        choices=ASKS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what.")},
    )
    words = words_field(_("Why can it not be otherwise?"), _("A law, a danger, a promise. Everybody reads it."))


class OfferForm(StepForm):
    """What a side offers to build."""

    chosen = forms.MultipleChoiceField(
        label=_("What is built?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one wish.")},
    )
    words = words_field(_("Why? In your own words"))

    def __init__(self, *arguments: Any, choices: Labels, money: str, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("chosen", choices)
        self.fields["chosen"].help_text = _(
            "Together it costs at most %(money)s. Of one wish choose the whole or another way, not both."
        ) % {"money": money}


def draft_of(deed: RoomDeed, said: Mapping[str, Any]) -> ActDraft:  # Any: each field cleans to its own type.
    """Return what was typed as an act."""
    given = {name: value for name, value in said.items() if value not in (None, "")}
    for name, kind in (("chosen", frozenset), ("shape", Shape), ("asks", Wish)):
        if name in given:
            given[name] = kind(given[name])
    return ActDraft(deed=deed, **given)
