"""The forms of the desk. What is chosen from the rules in force is handed in; nothing here knows a reason by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.programmes.rules import Answer, Reason
from rembuk.regions.models import Locality

LONGEST_SENTENCE: Final = 500
LATER: Final = "later"
NEW: Final = "new"

Labels = Sequence[tuple[str, object]]


class NoForm(forms.Form):
    """One button says it all."""


class SentenceForm(forms.Form):
    """A sentence that people read, and what comes next."""

    sentence = forms.CharField(
        label=_("What do you answer?"),
        help_text=_("One or two plain sentences. Everybody reads them."),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea,
        error_messages={"required": _("Write a sentence that people understand.")},
    )
    next_step = forms.CharField(
        label=_("What happens next?"), max_length=LONGEST_SENTENCE, required=False, widget=forms.Textarea
    )


class ReasonForm(SentenceForm):
    """A refusal: a reason of the rules, a sentence, and the next step that the reason obliges to."""

    field_order = ("reason", "sentence", "next_step")

    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect, error_messages={"required": _("Choose a reason.")}
    )

    def __init__(self, *arguments: Any, reasons: Sequence[Reason], language: str, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        chosen = self.fields["reason"]
        chosen.choices = [(one.code, one.label.in_language(language)) for one in reasons]  # type: ignore[attr-defined]
        chosen.card_hints = {  # type: ignore[attr-defined]  # read by form_parts.choices_of
            one.code: f"{one.evidence.in_language(language)} → {one.next_step.in_language(language)}" for one in reasons
        }
        self.fields["sentence"].label = _("Why, in your words")
        self.fields["next_step"].help_text = _("Leave it empty and people read the one beside the reason.")


class WhyForm(forms.Form):
    """Why something is taken back."""

    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads it."),
        max_length=300,
        error_messages={"required": _("Write why.")},
    )


class SettleForm(forms.Form):
    """The reply to an objection."""

    sentence = forms.CharField(
        label=_("Your reply to the sender"),
        help_text=_("Say what you found. If something has to change, change it here as well."),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea,
        error_messages={"required": _("Write a sentence that people understand.")},
    )


class JoinForm(forms.Form):
    """Which need a voice belongs to."""

    join = forms.ChoiceField(
        label=_("Which need does it belong to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a need, or open a new one.")},
    )
    other = forms.CharField(
        label=_("Or the number of another need"), help_text=_("For example KB-7KQ2M"), max_length=20, required=False
    )

    def __init__(self, *arguments: Any, needs: Labels, may_wait: bool, start: str = "", **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        later = [(LATER, _("Leave it for later"))] if may_wait else []
        self.fields["join"].choices = [*needs, (NEW, _("Open a new need with this title")), *later]  # type: ignore[attr-defined]
        self.fields["join"].required = False
        self.fields["join"].initial = start

    def clean(self) -> None:
        if not self.cleaned_data.get("join") and not self.cleaned_data.get("other") and "join" not in self.errors:
            self.add_error("join", _("Choose a need, or open a new one."))


class TidyForm(JoinForm):
    """Title, subject and hamlet of a voice, tidy words beside its own, and the need it belongs to."""

    field_order = ("title", "subject", "locality", "words", "about_office", "join", "other")

    title = forms.CharField(
        label=_("Title"),
        help_text=_("What is asked, in a few words, with the place. No names of people."),
        max_length=120,
        error_messages={"required": _("Give it a title.")},
    )
    subject = forms.ChoiceField(
        label=_("What is it about?"),
        error_messages={"required": _("Choose what it is about."), "invalid_choice": _("Choose what it is about.")},
    )
    locality = forms.ChoiceField(label=_("Hamlet or RT"), required=False)
    words = forms.CharField(
        label=_("Tidy words"),
        help_text=_("Only if the words are hard to read. The original stays beside them."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea,
    )
    about_office = forms.BooleanField(
        label=_("It is about the kampung office itself"),
        help_text=_("Then the sub-district goes on with it, not the office."),
        required=False,
    )

    def __init__(
        self, *arguments: Any, subjects: Mapping[str, str], localities: Sequence[Locality], **options: Any
    ) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["subject"].choices = [("", _("Choose")), *subjects.items()]  # type: ignore[attr-defined]
        places = [(str(one.pk), one.with_around) for one in localities]
        self.fields["locality"].choices = [("", _("not known")), *places]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        handed_over = self.cleaned_data.get("about_office") and not self.initial.get("about_office")
        if handed_over and self.cleaned_data.get("join") not in {LATER, ""}:
            self.add_error("join", _("Leave this for later: the sub-district goes on with it."))


class RouteForm(forms.Form):
    """Who is responsible, by a question that anybody can answer."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Choose an answer.")})

    def __init__(
        self, *arguments: Any, question: str, answers: Sequence[Answer], language: str, **options: Any
    ) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        chosen = self.fields["answer"]
        chosen.label = question
        chosen.choices = [(one.key, one.label.in_language(language)) for one in answers]  # type: ignore[attr-defined]
        chosen.card_hints = {one.key: one.agency.in_language(language) for one in answers}  # type: ignore[attr-defined]


class DescribeForm(forms.Form):
    """Another title and summary for a need."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Give it a title.")})
    summary = forms.CharField(label=_("Summary"), max_length=2_000, required=False, widget=forms.Textarea)


class SplitForm(WhyForm):
    """Some voices of a need that become a need of their own."""

    field_order = ("voices", "title", "why")

    voices = forms.MultipleChoiceField(
        label=_("Which voices are another matter?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the voices that go.")},
    )
    title = forms.CharField(
        label=_("Title of the new need"), max_length=120, error_messages={"required": _("Give it a title.")}
    )

    def __init__(self, *arguments: Any, voices: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["voices"].choices = voices  # type: ignore[attr-defined]

    def clean_voices(self) -> list[str]:
        """Return the numbers chosen; at least one voice stays."""
        chosen: list[str] = self.cleaned_data["voices"]
        if len(chosen) == len(self.fields["voices"].choices):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("At least one voice stays."))
        return chosen
