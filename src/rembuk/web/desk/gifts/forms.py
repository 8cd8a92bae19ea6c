"""The forms of the desk about gifts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rembuk.finance.drafts import Slip
from rembuk.journeys.intake_tables import MOST_BYTES
from rembuk.web.amounts import Amount

Labels = Sequence[tuple[str, str]]


class DayForm(forms.Form):
    """Until when a promise holds."""

    due_on = forms.DateField(
        label=_("Until when does it hold?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )


class AgreementForm(forms.Form):
    """The paper that was agreed on."""

    agreement = forms.CharField(
        label=_("Number and day of the agreement"),
        help_text=_("Everybody may read it. For example: Perjanjian 4/2026, 24 November 2026"),
        max_length=120,
        error_messages={"required": _("Write the number of the agreement.")},
    )


class PaperForm(forms.Form):
    """A document, under a key of its own, so that the same page sent twice counts once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    document = forms.CharField(
        label=_("Document"),
        help_text=_("Receipt, bank statement or minutes, with its number. Everybody may read it."),
        max_length=120,
        error_messages={"required": _("Write the number of the document.")},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own form arguments.
        options["initial"] = {"key": uuid4(), **options.get("initial", {})}
        super().__init__(*arguments, **options)


class SlipForm(PaperForm):
    """An amount with its document."""

    field_order = ("amount", "document", "key")

    amount = Amount(label=_("Amount in rupiah"))

    def clean(self) -> None:
        """Put the slip together."""
        said = self.cleaned_data
        if not self.errors:
            said["slip"] = Slip(said["key"], said["amount"], said["document"])


class SpendForm(PaperForm):
    """Which approved request is paid."""

    field_order = ("request", "document", "key")

    request = forms.ChoiceField(
        label=_("Which approved request?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a request."),
            "invalid_choice": _("This gift does not pay that, or no longer. Choose one that is listed."),
        },
    )

    def __init__(self, *arguments: Any, requests: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["request"].choices = requests  # type: ignore[attr-defined]  # a choice field, whose kind is lost


class ReportForm(forms.Form):
    """What became of a gift."""

    words = forms.CharField(
        label=_("What was done with it?"),
        help_text=_("One or two plain sentences for the donor. The figures come from the ledger."),
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": _("Write what was done.")},
    )


class ChoiceForm(forms.Form):
    """One of several things by its number."""

    chosen = forms.ChoiceField(label=_("Which one?"), error_messages={"required": _("Choose one.")})

    def __init__(self, *arguments: Any, choices: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["chosen"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]  # as above


class StatementForm(forms.Form):
    """A statement of the bank."""

    file = forms.FileField(
        label=_("The statement of the bank"),
        help_text=_("CSV or XLSX with the columns tanggal, keterangan and kredit."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Return the file if it is not too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it."))
        return file
