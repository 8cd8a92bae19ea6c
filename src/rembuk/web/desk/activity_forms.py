"""The activity of a line or a post: an official one, or one of the village's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.plans.activities import FIRST_OWN, LAST_OWN, activities, own_part


class ActivityForm(forms.Form):
    """A form that asks for an activity; one of the village's own has a number from 90 on, and its title is its name."""

    activity_code = forms.ChoiceField(
        label=_("Activity"),
        help_text=_("Is it in no line? Choose “lain-lain” of its part and give it a number."),
        error_messages={"required": _("Choose the activity.")},
    )
    own_number = forms.IntegerField(
        label=_("Number of your own activity"),
        help_text=_("Only for “lain-lain”: from 90 to 99. The title is its name."),
        min_value=FIRST_OWN,
        max_value=LAST_OWN,
        required=False,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["activity_code"].choices = [  # type: ignore[attr-defined]  # a choice field, whose kind is lost
            ("", "—"),
            *((one.code, f"{one.code} {one.name}") for one in activities()),
        ]

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the number of an activity of one's own into its code."""
        said: dict[str, Any] = super().clean() or {}
        number, part = said.get("own_number"), own_part(said.get("activity_code", ""))
        if part and number:
            said["activity_code"] = f"{part}.{number}"
        elif part and "own_number" not in self.errors:
            self.add_error("own_number", _("Write its number, from 90 to 99."))
        elif number and "activity_code" in said:
            self.add_error("own_number", _("Only “lain-lain” has such a number. Choose that, or leave this empty."))
        return said
