"""Forms about the places of a kampung."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.texts import has_personal, name_key
from rembuk.regions.cells import MOST_PEOPLE
from rembuk.regions.hamlet_files import LABEL, LONGEST_NAME
from rembuk.regions.models import Locality

LONGEST_SOURCE: Final = 200


class PlacesForm(forms.Form):
    """Everybody reads what is written here."""

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Refuse anybody's numbers and addresses."""
        for name, said in list(self.cleaned_data.items()):
            if isinstance(said, str) and has_personal(said):
                self.add_error(name, _("Please leave out NIK, phone numbers and e-mail addresses."))
        return self.cleaned_data


class HamletForm(PlacesForm):
    """A new place."""

    kind = forms.ChoiceField(label=_("What kind of place is it?"))
    number = forms.CharField(
        label=_("Its number"),
        help_text=_("As people write it: 3, III or 007. It stays, even when the name changes."),
        max_length=20,
        required=False,
        validators=[RegexValidator(f"^{LABEL.pattern}$", _("Write figures or letters, without signs between them."))],
    )
    name = forms.CharField(label=_("Its name"), max_length=LONGEST_NAME, required=False)
    around = forms.ChoiceField(label=_("What does it lie in?"), required=False)

    def __init__(
        self, *arguments: Any, kinds: Sequence[tuple[str, str]], around: Sequence[Locality], **options: Any
    ) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        places = [(one.path, one.with_around) for one in around if one.kind != Locality.Kind.NEIGHBOURHOOD]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["around"].choices = [("", _("nothing smaller than this place")), *places]  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Refuse a place with neither number nor name."""
        said = super().clean()
        if not self.errors and not (said["number"] or name_key(said["name"])):
            self.add_error("number", _("Write its number, its name, or both."))
        return said


class NameForm(PlacesForm):
    """A new name."""

    name = forms.CharField(
        label=_("New name"), help_text=_("The old name stays known, and so does the number."), max_length=LONGEST_NAME
    )

    def clean_name(self) -> str:
        """Refuse a name without letters and figures, which nobody could look for."""
        name: str = self.cleaned_data["name"]
        if not name_key(name):
            raise forms.ValidationError(_("Write a name with letters or figures."))
        return name


class DayForm(PlacesForm):
    """Something that was so on a day that has come."""

    day: str

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self._today = today

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Refuse a day that has not come."""
        said = super().clean()
        if (on := said.get(self.day)) and on > self._today:
            self.add_error(self.day, _("This day has not come yet."))
        return said


class CountForm(DayForm):
    """How many people live in a place."""

    people = forms.IntegerField(label=_("How many people live there?"), min_value=0, max_value=MOST_PEOPLE)
    source = forms.CharField(
        label=_("Who counted?"),
        help_text=_("For example: the list of family cards"),
        max_length=LONGEST_SOURCE,
    )
    counted_on = forms.DateField(label=_("Counted on"), widget=forms.DateInput(attrs={"type": "date"}))
    day = "counted_on"


class EndForm(DayForm):
    """The end of a place."""

    ended_on = forms.DateField(
        label=_("Since when?"),
        help_text=_("All that lies in it ends too. What was said there stays as it is."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    day = "ended_on"
