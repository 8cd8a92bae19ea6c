"""The forms about gotong royong at the desk; each that writes something down carries a key, so that it counts once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.journeys.intake_cells import BadCell, read_amount
from rembuk.projects.swadaya.states import Basis, GiftKind, Harm
from rembuk.web.amounts import Amount
from rembuk.web.desk.hall_forms import KeyedForm, Labels
from rembuk.web.desk.swadaya.lists import BadList, table_lines, typed_lines

LIST_HINT: Final = _("One person on each line. Who did not stay all day: a comma and the part, as in “Wagiyo, 0,5”.")
CHOOSE: Final = {"required": _("Choose one.")}
SAY: Final = {"required": _("Write it here.")}


class Quantity(forms.CharField):
    """A quantity as it is written in Indonesia: "1.500" or "2,5"; below zero with a minus where that makes sense."""

    def __init__(self, *, may_be_less: bool = False, may_be_nothing: bool = False, **options: Any) -> None:
        # Any: Django's own field options.
        super().__init__(max_length=20, error_messages={"required": _("Write how much.")}, **options)
        self.may_be_less, self.may_be_nothing = may_be_less, may_be_nothing

    def clean(self, value: Any) -> Decimal:  # Any: Django's.
        """Return the quantity."""
        text = str(super().clean(value))
        sign = -1 if self.may_be_less and text.startswith(("-", "\u2212")) else 1
        try:
            amount = read_amount(text[1:] if sign < 0 else text, "quantity")
        except BadCell as error:
            raise forms.ValidationError(str(error)) from None
        if amount >= 10**10 or amount != round(amount, 2):
            raise forms.ValidationError(_("This is too much, or finer than hundredths."))
        if amount == 0 and not self.may_be_nothing:
            raise forms.ValidationError(_("Write how much."))
        return sign * amount


class Day(forms.DateField):
    """A day, chosen in the phone's own calendar."""

    def __init__(self, **options: Any) -> None:  # Any: Django's own field options.
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        widget.input_type = "date"
        super().__init__(widget=widget, error_messages={"required": _("Choose the day.")}, **options)


class HeadForm(forms.Form):
    """Who heads the work group."""

    head = forms.ChoiceField(label=_("Who heads the work group?"), error_messages=CHOOSE)

    def __init__(self, *arguments: Any, heads: Labels, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["head"].choices = heads  # type: ignore[attr-defined]  # of a ChoiceField


class SupplyForm(KeyedForm):
    """Something to ask residents for."""

    kind = forms.ChoiceField(label=_("What kind of help?"), choices=GiftKind.choices, error_messages=CHOOSE)
    what = forms.CharField(label=_("What is needed?"), max_length=120, error_messages=SAY)
    unit = forms.CharField(label=_("Unit"), help_text=_("For example HOK, m3 or truck."), max_length=30)
    wanted = Quantity(
        label=_("How much?"), help_text=_("0 for what was given without being asked for."), may_be_nothing=True
    )


class OfSupplyForm(KeyedForm):
    """A form about one of the supplies."""

    supply = forms.ChoiceField(label=_("Of what?"), error_messages=CHOOSE)

    def __init__(self, *arguments: Any, supplies: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("supply", supplies)


class PriceForm(OfSupplyForm):
    """What one unit is worth from a day on."""

    price = Amount(label=_("Rupiah for one unit"), least=0, error_messages=SAY)
    basis = forms.ChoiceField(label=_("What does the price rest on?"), choices=Basis.choices, error_messages=CHOOSE)
    source = forms.CharField(
        label=_("Where is it written?"),
        help_text=_("For example: price standard 2026, receipt 12, statement of 3 May."),
        max_length=200,
        error_messages=SAY,
    )
    from_on = Day(label=_("From which day on?"))


class DayForm(OfSupplyForm):
    """When and where everybody meets."""

    meets_on = Day(label=_("On which day?"))
    meeting_place = forms.CharField(label=_("Where do people meet?"), max_length=160, error_messages=SAY)
    words = forms.CharField(label=_("What will be done?"), max_length=300, error_messages=SAY)


class PledgeForm(OfSupplyForm):
    """What somebody means to give."""

    giver = forms.CharField(
        label=_("Whose pledge?"),
        help_text=_("Only those who write the lists see it. It is forgotten once the pledge is over."),
        max_length=120,
        error_messages=SAY,
    )
    quantity = Quantity(label=_("How much?"))
    is_grown = forms.BooleanField(label=_("They are fifteen or older"), required=False)


class GiftForm(KeyedForm):
    """What was given, of a pledge or without one."""

    of = forms.ChoiceField(label=_("What was given?"), error_messages=CHOOSE)
    quantity = Quantity(label=_("How much?"))
    given_on = Day(label=_("On which day?"))
    paper = forms.FileField(
        label=_("Photo of the receipt or statement"), help_text=_("Land needs the signed statement."), required=False
    )

    def __init__(self, *arguments: Any, givable: Labels, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("of", givable)


class CallForm(forms.Form):
    """Which pledge is needed now, and for which day."""

    pledge = forms.ChoiceField(label=_("Which pledge?"), error_messages=CHOOSE)
    day = forms.ChoiceField(label=_("For which work day?"), help_text=_("Only for labour."), required=False)

    def __init__(self, *arguments: Any, pledges: Labels, days: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["pledge"].choices = pledges  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["day"].choices = [("", "—"), *days]  # type: ignore[attr-defined]  # of a ChoiceField


class EndForm(forms.Form):
    """Which pledge is over."""

    pledge = forms.ChoiceField(label=_("Which pledge?"), error_messages=CHOOSE)

    def __init__(self, *arguments: Any, pledges: Labels, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["pledge"].choices = pledges  # type: ignore[attr-defined]  # of a ChoiceField


class CorrectForm(KeyedForm):
    """By how much a line of the ledger is wrong, and why."""

    gift = forms.ChoiceField(label=_("Which line?"), error_messages=CHOOSE)
    quantity = Quantity(label=_("By how much?"), help_text=_("With a minus where it was less."), may_be_less=True)
    people = forms.IntegerField(
        label=_("By how many people?"), min_value=-1000, max_value=1000, required=False, initial=0
    )
    why = forms.CharField(
        label=_("Why?"), help_text=_("Everybody reads it. Write no names."), max_length=300, error_messages=SAY
    )

    def __init__(self, *arguments: Any, gifts: Labels, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("gift", gifts)


class EverybodyForm(KeyedForm):
    """A list on which nobody is a child."""

    is_grown = forms.BooleanField(
        label=_("Everybody on the list is fifteen or older"),
        error_messages={"required": _("Children do not work. Take them off the list.")},
    )


class ListForm(EverybodyForm):
    """Who came, typed in."""

    names = forms.CharField(
        label=_("Who came?"),
        help_text=LIST_HINT,
        max_length=30_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write at least one name.")},
    )

    def clean_names(self) -> list[Any]:  # Any: lines of a list, as the actions take them.
        """Return the lines of the list."""
        try:
            return typed_lines(self.cleaned_data["names"])
        except BadList as error:
            raise forms.ValidationError(str(error)) from None


class PaperForm(ListForm):
    """What a photographed list says; its photo comes with the first reading."""

    photo = forms.FileField(label=_("Photo of the signed list"), required=False)

    field_order = ("key", "photo", "names", "is_grown")

    def __init__(self, *arguments: Any, has_photo: bool, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        if has_photo:
            del self.fields["photo"]


class TableForm(EverybodyForm):
    """Who came, from a table."""

    file = forms.FileField(
        label=_("Table (CSV or XLSX)"),
        help_text=_("With the columns “nama” and, where somebody did not stay all day, “hari”."),
        error_messages={"required": _("Choose a file.")},
    )

    def clean_file(self) -> list[Any]:  # Any: lines of a list, as the actions take them.
        """Return the lines of the table."""
        try:
            return table_lines(self.cleaned_data["file"])
        except BadList as error:
            raise forms.ValidationError(str(error)) from None


class InjuryForm(KeyedForm):
    """What happened to somebody, for those who help."""

    harm = forms.ChoiceField(label=_("How bad is it?"), choices=Harm.choices, error_messages=CHOOSE)
    words = forms.CharField(
        label=_("What happened, and who helped?"),
        help_text=_("Nobody else reads it. The public sees a number at most."),
        max_length=1000,
        widget=forms.Textarea,
        error_messages=SAY,
    )


class CancelForm(forms.Form):
    """Why a work day does not take place."""

    why = forms.CharField(label=_("Why?"), help_text=_("Everybody reads it."), max_length=300, error_messages=SAY)
