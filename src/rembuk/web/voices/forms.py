"""What the sender of a voice may ask for with the receipt word."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.people.contacts import NotAContact, read_contact
from rembuk.people.states import Scheme
from rembuk.voices.states import Disputed


class WordForm(forms.Form):
    """The receipt word, which stands on the slip beside the number."""

    secret = forms.CharField(
        label=_("Receipt word"),
        help_text=_("It stands on your slip under the number, for example 7KQM-4XTD-9WRA."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the receipt word.")},
    )


class WithdrawForm(WordForm):
    """Take a voice back."""

    sure = forms.BooleanField(
        label=_("Yes, take my voice back. I know that this cannot be undone."),
        error_messages={"required": _("Tick this if you are sure.")},
    )


class ObjectForm(WordForm):
    """Say that something was done wrong."""

    against = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[
            (Disputed.TIDYING, _("The tidied words do not say what I said")),
            (Disputed.MERGING, _("It was joined to a need that is another matter")),
            (Disputed.ANSWER, _("The answer is wrong or is no answer")),
            (Disputed.WITHHOLDING, _("It should be shown")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    why = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("Somebody else than who did it looks again."),
        max_length=1_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write what is wrong.")},
    )


class ContactForm(WordForm):
    """Ask for news of a voice."""

    contact = forms.CharField(
        label=_("Phone number or e-mail for the answer"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        error_messages={"required": _("Write a phone number or an e-mail address.")},
    )
    consent = forms.BooleanField(
        label=_("Yes, you may send me news of this voice"),
        error_messages={"required": _("Tick this so that we may write to you.")},
    )

    def clean_contact(self) -> tuple[Scheme, str]:
        """Return how to reach the sender."""
        try:
            return read_contact(self.cleaned_data["contact"])
        except NotAContact as error:
            raise forms.ValidationError(_("This is no phone number or e-mail address.")) from error
