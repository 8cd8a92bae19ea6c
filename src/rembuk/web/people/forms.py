"""What people fill in about themselves and about each other. A NIK is refused in every field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.texts import has_personal, tidy_text
from rembuk.people.contacts import NotAContact, read_contact
from rembuk.people.models import Vouching
from rembuk.people.roles import Role
from rembuk.people.states import RequestKind
from rembuk.regions.models import Region


def place_name(region: Region) -> str:
    """Return a region's name with its tier, because a kecamatan and its kampung may share one."""
    return f"{region.name} ({region.get_tier_display()})"


class PlainField(forms.CharField):
    """Text for people to read, without numbers or addresses of anybody. Letters that nobody sees are no text."""

    def to_python(self, value: Any) -> str:  # Any: Django's signature.
        return tidy_text(super().to_python(value) or "")

    def clean(self, value: Any) -> str:  # Any: Django's signature.
        text: str = super().clean(value)
        if has_personal(text):
            raise forms.ValidationError(_("Please leave out NIK, phone numbers and e-mail addresses."))
        return text


class ContactField(forms.CharField):
    """A phone number or an e-mail address; cleaned to the pair of scheme and value."""

    def clean(self, value: Any) -> Any:  # Any: Django lets a field clean to any type, here (Scheme, str).
        text = super().clean(value)
        try:
            return read_contact(text)
        except NotAContact as error:
            raise forms.ValidationError(_("Write a phone number or an e-mail address. Never your NIK.")) from error


class ContactForm(forms.Form):
    """Where should the code go?"""

    contact = ContactField(
        label=_("Your phone number or e-mail"),
        help_text=_("We send a code of six figures to it. You need no password."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "inputmode": "email"}),
        error_messages={"required": _("Write your phone number or e-mail address.")},
    )


class CodeForm(forms.Form):
    """Which code came?"""

    code = forms.CharField(
        label=_("The code we sent you"),
        help_text=_("Six figures. It works for five minutes."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Write the six figures of the code.")},
    )


class AboutMeForm(forms.Form):
    """How are you called?"""

    name = PlainField(
        label=_("Name"),
        help_text=_("As neighbours call you. It is not shown to the public."),
        required=False,
        max_length=100,
    )
    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
        widget=forms.RadioSelect,
    )


class DataWishForm(forms.Form):
    """What should be corrected, and how?"""

    KINDS = [
        (RequestKind.CORRECT, _("Correct something")),
        (RequestKind.WITHDRAW, _("Stop using something, for example a photo")),
        (RequestKind.EXPORT, _("See something that is missing here")),
    ]

    kind = forms.ChoiceField(
        label=_("What shall we do?"),
        choices=KINDS,
        initial=RequestKind.CORRECT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what we shall do.")},
    )
    wish = PlainField(
        label=_("Tell us what you mean"),
        help_text=_("Name the number of the voice if it is about one, for example AB-7KQ2M."),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": _("Write what you mean.")},
    )


class ReasonForm(forms.Form):
    """Why?"""

    why = PlainField(
        label=_("Why?"),
        help_text=_("One sentence. Whoever is concerned reads it."),
        max_length=250,
        widget=forms.Textarea,
        error_messages={"required": _("Write the reason.")},
    )


class OutcomeForm(forms.Form):
    """What was done?"""

    outcome = PlainField(
        label=_("What was done, or why not?"),
        help_text=_("The person reads this sentence."),
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": _("Write what was done.")},
    )


class FirstPasswordForm(forms.Form):
    """What is the first password?"""

    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least ten letters. Hand it over in person, and ask them to change it at once."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Write a first password.")},
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class StaffForm(FirstPasswordForm):
    """Who gets an account?"""

    login = forms.CharField(
        label=_("Login"),
        help_text=_("3 to 60 small letters, figures, dots and dashes, for example kaur-umum-sidoluhur."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a login.")},
    )
    name = PlainField(label=_("Name"), max_length=100, error_messages={"required": _("Write the name.")})


class GrantForm(forms.Form):
    """Which role, where, and for how long?"""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, error_messages={"required": _("Choose a role.")})
    region = forms.TypedChoiceField(
        label=_("Where"),
        help_text=_("A role in the sub-district counts in each of its kampung."),
        coerce=int,
        error_messages={"required": _("Choose a region."), "invalid_choice": _("Choose a region.")},
    )
    from_on = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose the first day.")},
    )
    until_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    decree = PlainField(
        label=_("Number of the decree"), help_text=_("For example: SK 141/07/2026"), required=False, max_length=100
    )

    def __init__(self, data: object = None, *, regions: Sequence[Region], **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # handed through to Django as they came
        self.fields["region"].choices = [(one.number, place_name(one)) for one in regions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:  # Any: Django's own type.
        values = super().clean() or {}
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day comes after the first."))
        return values


class VouchForm(forms.Form):
    """Who lives here?"""

    contact = ContactField(
        label=_("Phone number or e-mail of the resident"),
        help_text=_("They must have signed in with it once. Ask them; do not copy their card."),
        max_length=200,
        error_messages={"required": _("Write the phone number or e-mail address.")},
    )
    region = forms.TypedChoiceField(
        label=_("Lives in"), coerce=int, error_messages={"required": _("Choose a kampung.")}
    )
    method = forms.ChoiceField(
        label=_("How do you know?"),
        choices=Vouching.Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you know.")},
    )

    def __init__(self, data: object = None, *, regions: Sequence[Region], **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # handed through to Django as they came
        self.fields["region"].choices = [(one.number, place_name(one)) for one in regions]  # type: ignore[attr-defined]
