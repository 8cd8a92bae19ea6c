"""Fields of the forms about works: quantities, amounts and photos, as people write and send them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rembuk.journeys.intake_cells import BadCell, read_amount
from rembuk.media.permissions import LARGEST

# What a row keeps of a size: ten digits before the comma, and two after it.
LARGEST_SIZE: Final = Decimal("9999999999.99")


class Size(forms.CharField):
    """A quantity as people write it: 1.500 or 2,5."""

    def __init__(self, **options: Any) -> None:  # Any: Django's own field options.
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(max_length=20, widget=widget, error_messages={"required": _("Write how much.")}, **options)

    def clean(self, value: Any) -> Decimal | None:  # Any: Django's own.
        """Read the quantity."""
        text = super().clean(value)
        if not text:
            return None
        try:
            size = read_amount(text, "")
        except BadCell as error:
            raise forms.ValidationError(
                _("“%(text)s” is no number. Write for example 1.500 or 2,5."), params={"text": text}
            ) from error
        if size > LARGEST_SIZE or size != round(size, 2):
            words = _("“%(text)s” is too large or too fine. Write at most two digits after the comma.")
            raise forms.ValidationError(words, params={"text": text})
        return size


class Picture(forms.FileField):
    """A photo of at most 8 MB."""

    def __init__(self, **options: Any) -> None:  # Any: Django's own field options.
        options.setdefault("help_text", _("Its place and device are taken off; the day is shown as a month only."))
        super().__init__(
            widget=forms.FileInput(attrs={"accept": "image/*"}),
            error_messages={"required": _("Choose a photo."), "empty": _("This file is empty.")},
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> UploadedFile[bytes] | None:  # Any: Django's own.
        """Return the file if it is not too large."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        if file and (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The photo is larger than 8 MB. Choose a smaller one."))
        return file
