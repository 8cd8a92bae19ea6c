"""The forms of a vote at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rembuk.kernel.codes import NotACode
from rembuk.kernel.periods import WIB
from rembuk.priorities.cards import read_card_code
from rembuk.priorities.counting import Declaration
from rembuk.priorities.models import RollEntry
from rembuk.priorities.serials import read_serial
from rembuk.priorities.states import VoterGroup
from rembuk.regions.models import Locality
from rembuk.web.desk.rounds.forms import day_field
from rembuk.web.desk.works.fields import Picture
from rembuk.web.formats import number
from rembuk.web.papers.ballots import order_on
from rembuk.web.voting.forms import MarksForm

LONGEST_NAME: Final = 120
MOST_CARDS: Final = 500


class RollForm(forms.Form):
    """The voters of one hamlet."""

    hamlet: forms.ModelChoiceField[Locality] = forms.ModelChoiceField(
        None, label=_("Hamlet or RT"), error_messages={"required": _("Choose the hamlet.")}
    )
    group = forms.ChoiceField(
        label=_("Are they women or men?"),
        help_text=_("Only for how many of them came. Leave it out if they are mixed."),
        choices=[("", "—"), *VoterGroup.choices],
        required=False,
    )
    names = forms.CharField(
        label=_("Names of the voters"),
        help_text=_("One name on each line."),
        max_length=50_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write at least one name.")},
    )

    def __init__(self, *arguments: Any, hamlets: Any, **options: Any) -> None:  # Any: Django's own; a query set.
        super().__init__(*arguments, **options)
        hamlet: Any = self.fields["hamlet"]  # Any: a ModelChoiceField, whose choices come late.
        hamlet.queryset = hamlets
        hamlet.label_from_instance = attrgetter("with_around")

    def clean_group(self) -> VoterGroup | None:
        """Return the group, None where none was said."""
        said = self.cleaned_data["group"]
        return VoterGroup(said) if said else None

    def clean_names(self) -> list[str]:
        """Return the names without empty lines."""
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("One line is too long for a name."))
        return names


class CardsForm(forms.Form):
    """How many cards to make, of those that voters on the roll have not yet."""

    number = forms.IntegerField(
        label=_("How many cards?"),
        min_value=1,
        max_value=MOST_CARDS,
        error_messages={"required": _("Write how many.")},
    )

    def __init__(self, *arguments: Any, left: int, **options: Any) -> None:  # Any: Django's own.
        super().__init__(*arguments, **options)
        self.fields["number"].initial = min(left, MOST_CARDS)
        said = ngettext("For %(num)s voter no card is made yet.", "For %(num)s voters no card is made yet.", left)
        self.fields["number"].help_text = said % {"num": number(left)}


class VoterForm(forms.Form):
    """Who drew a card, of those who have none yet."""

    voter = forms.ChoiceField(label=_("Who drew a card?"), error_messages={"required": _("Choose the voter.")})

    def __init__(self, *arguments: Any, waiting: Iterable[RollEntry], **options: Any) -> None:  # Any: Django's own.
        super().__init__(*arguments, **options)
        named = sorted((entry.name, str(entry.locality), str(entry.pk)) for entry in waiting)
        choices = [("", "—"), *((pk, f"{name} ({hamlet})") for name, hamlet, pk in named)]
        self.fields["voter"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField


class CardForm(forms.Form):
    """The code on a card."""

    code = forms.CharField(
        label=_("Code on the card"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the code on the card.")},
    )

    def clean_code(self) -> str:
        """Return the code as it is printed."""
        try:
            return read_card_code(self.cleaned_data["code"])
        except NotACode:
            raise forms.ValidationError(_("This is no code of a card. Compare it with the card.")) from None


class VoidForm(CardForm):
    """Which card is void, by what its voter still has of it, and why."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own.
        super().__init__(*arguments, **options)
        self.fields["code"].help_text = _(
            "Of a lost card it stands on the strip that the voter tore off. Nobody knows who has which card, "
            "so without the code none can be made void."
        )

    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads it."),
        max_length=300,
        error_messages={"required": _("Write why.")},
    )


class ExtensionForm(forms.Form):
    """Until when people shall be able to vote, and why."""

    day = day_field(_("Voting shall end on this day"))
    hour = forms.TimeField(label=_("At what time?"), help_text=_("WIB, for example 13:30"))
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads it. It holds once somebody else has granted it."),
        max_length=300,
        error_messages={"required": _("Write why.")},
    )

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the moment together from which on nobody votes."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            said["closes_at"] = datetime.combine(said["day"], said["hour"], tzinfo=WIB)
        return said


class SheetForm(MarksForm):
    """What somebody reads on one sheet; of one whose square was scanned the options stand as they are printed."""

    serial = forms.CharField(
        label=_("Number of the sheet"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the number that is printed on the sheet.")},
    )
    photo = Picture(
        label=_("Photo of the sheet"),
        help_text=_("If you can take one. Only those who read this sheet and observers see it; place and device go."),
        required=False,
    )

    def __init__(
        self, declaration: Declaration, *arguments: Any, serial: str = "", **options: Any
    ) -> None:  # Any: Django's own.
        order = order_on(serial, declaration) if serial else [option.id for option in declaration.options]
        super().__init__(declaration, order, *arguments, initial={"serial": serial}, **options)

    def clean_serial(self) -> str:
        """Return the number as it is printed."""
        return _serial(self.cleaned_data["serial"])


class PrintForm(forms.Form):
    """How many paper ballots to register."""

    number = forms.IntegerField(
        label=_("How many paper ballots?"),
        min_value=1,
        max_value=MOST_CARDS,
        error_messages={"required": _("Write how many.")},
    )


class SheetsForm(forms.Form):
    """Which of the printed sheets were spoiled, and how many are left over."""

    spoiled = forms.CharField(
        label=_("Numbers of the spoiled sheets"),
        help_text=_("One number on each line. Leave it empty if none was spoiled."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unused = forms.IntegerField(
        label=_("How many sheets are left over?"),
        min_value=0,
        max_value=100_000,
        error_messages={"required": _("Write how many.")},
    )

    def __init__(self, *arguments: Any, printed: int, read: int, **options: Any) -> None:  # Any: Django's own.
        super().__init__(*arguments, **options)
        said = _("Printed: %(printed)s. Read: %(read)s. What is neither read nor spoiled is left over.")
        self.fields["unused"].help_text = said % {"printed": number(printed), "read": number(read)}

    def clean_spoiled(self) -> frozenset[str]:
        """Return the numbers as they are printed."""
        return frozenset(_serial(text) for text in self.cleaned_data["spoiled"].split("\n") if text.strip())


def _serial(text: str) -> str:
    try:
        return read_serial(text)
    except NotACode:
        raise forms.ValidationError(_("This is no number of a sheet. Compare it with the paper.")) from None
