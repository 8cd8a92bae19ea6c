"""The questions, one form for each page; the same forms read what a phone's queue sends."""

from __future__ import annotations

from copy import copy, deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.texts import tidy_text
from rembuk.people.contacts import NotAContact, read_contact
from rembuk.people.states import Scheme
from rembuk.voices.states import Confidentiality, Group, VoiceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rembuk.regions.models import Region

MOST_LETTERS = 2_000

Form = TypeVar("Form", bound=forms.Form)


class _Shared(dict[str, forms.Field]):
    """Fields that all forms of a class share."""

    def __deepcopy__(self, _memo: object) -> dict[str, forms.Field]:
        return dict(self)


def sharing_fields(form: type[Form]) -> type[Form]:
    """Spare a form the copy of every field that Django makes, which takes a tenth of the time of receiving a voice.

    Such a form must not change a field, but may put another one in its place.
    """
    form.base_fields = _Shared(form.base_fields)
    return form


@sharing_fields
class SayForm(forms.Form):
    """What would you like to say?"""

    words = forms.CharField(
        label=_("Tell it in your own words"),
        help_text=_("Indonesian or a local language, short or long. Nobody changes your words."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea,
        error_messages={"required": _("Write what you want to say.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (VoiceKind.WISH, _("I wish for something")),
            (VoiceKind.COMPLAINT, _("Something is wrong or broken")),
            (VoiceKind.QUESTION, _("I want to ask")),
            (VoiceKind.OFFER, _("I want to help")),
            (VoiceKind.THANKS, _("I want to say thanks")),
        ],
        initial=VoiceKind.WISH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )

    kind.card_icons = {  # type: ignore[attr-defined]  # read by form_parts.choices_of
        "wish": "leaf", "complaint": "alert", "question": "help", "offer": "hand", "thanks": "check",
    }  # fmt: skip

    def clean_words(self) -> str:
        """Return the words as they were written; invisible signs alone are no words."""
        words: str = self.cleaned_data["words"]
        if not tidy_text(words):
            raise forms.ValidationError(_("Write what you want to say."))
        return words


@sharing_fields
class PlaceForm(forms.Form):
    """Where is it?"""

    region = forms.ChoiceField(
        label=_("In which kampung?"),
        error_messages={"required": _("Choose the kampung."), "invalid_choice": _("Choose the kampung.")},
    )
    hamlet = forms.CharField(
        label=_("Hamlet or RT"), help_text=_("For example: Dusun 3, RT 07"), max_length=60, required=False
    )
    landmark = forms.CharField(
        label=_("What is it near?"),
        help_text=_("For example: beside the mosque, in front of the school"),
        max_length=140,
        required=False,
    )

    def __init__(
        self,
        data: object = None,
        files: object = None,
        *,
        villages: Sequence[Region],
        hamlets: Sequence[str] = (),
        **options: object,
    ) -> None:
        super().__init__(data, files, **options)  # type: ignore[arg-type]  # handed through to Django as they came
        self.fields["region"] = _one_of(tuple((village.code, village.name) for village in villages))
        self.fields["hamlet"] = hamlet = copy(self.fields["hamlet"])
        hamlet.suggestions = hamlets  # type: ignore[attr-defined]  # read by forms/field.html


@lru_cache(maxsize=64)
def _one_of(villages: tuple[tuple[str, str], ...]) -> forms.Field:
    field = deepcopy(PlaceForm.base_fields["region"])
    field.choices = [("", _("Choose a kampung")), *villages]  # type: ignore[attr-defined]
    return field


@sharing_fields
class MoreForm(forms.Form):
    """What may help us understand?"""

    group = forms.ChoiceField(
        label=_("Do you speak for one of these groups?"),
        help_text=_("This shows who is heard and who is missing. You may leave it open."),
        choices=[("", _("I would rather not say")), *Group.choices],
        required=False,
    )
    photo = forms.FileField(
        label=_("A photo"),
        help_text=_("Place and phone data are removed from the photo. Please show no faces."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    photo_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


@sharing_fields
class SenderForm(forms.Form):
    """Shall you stay unknown, and may we answer you?"""

    confidentiality = forms.ChoiceField(
        label=_("Who may know that it was you?"),
        choices=[
            (Confidentiality.OPEN, _("Officers may know")),
            (Confidentiality.CONFIDENTIAL, _("Only the officer in charge may know")),
            (Confidentiality.ANONYMOUS, _("Nobody may know")),
        ],
        initial=Confidentiality.OPEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may know.")},
    )
    contact = forms.CharField(
        label=_("Phone number or e-mail for the answer"),
        help_text=_("Only to send you news of this voice. You can do without: the number you get is enough."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    consent = forms.BooleanField(label=_("Yes, you may send me news of this voice"), required=False)

    confidentiality.card_hints = {  # type: ignore[attr-defined]  # read by form_parts.choices_of
        "open": _("Your words are shown, your name and number are not."),
        "confidential": _("The public sees only the title and what becomes of it."),
        "anonymous": _("Nothing about you is kept. We cannot write to you."),
    }

    def clean_contact(self) -> tuple[Scheme, str] | None:
        """Return how to reach the sender, or None."""
        text: str = self.cleaned_data["contact"]
        return _contact_from(text) if text else None

    def clean(self) -> None:
        contact = self.cleaned_data.get("contact")
        if contact and self.cleaned_data.get("confidentiality") == Confidentiality.ANONYMOUS:
            self.add_error("contact", _("Clear this field, or choose another answer above: “nobody” keeps no number."))
        elif contact and not self.cleaned_data.get("consent"):
            self.add_error("consent", _("Tick this so that we may write to you, or clear the number."))


def _contact_from(text: str) -> tuple[Scheme, str]:
    try:
        return read_contact(text)
    except NotAContact as error:
        if sum(letter.isdigit() for letter in text) >= 16:
            raise forms.ValidationError(_("This looks like an identity number. We never ask for it.")) from error
        raise forms.ValidationError(_("This is no phone number or e-mail address.")) from error
