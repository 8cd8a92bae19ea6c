"""Taking in a list of voices at the desk: the file, what became of each row, and the errors to take along."""

from __future__ import annotations

import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from rembuk.journeys.intake_files import ImportReport, RowFault, faults_as_csv, import_voices
from rembuk.journeys.intake_tables import MOST_BYTES, UnreadableFile
from rembuk.programmes.queries import programme_of
from rembuk.regions.models import Region
from rembuk.voices.permissions import HELPERS
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.queues import places_to_help

UNPROCESSABLE: Final = 422
# Everybody else waits while a list is written; longer ones are taken in at the command line.
MOST_ROWS: Final = 2_000
MOST_SHOWN: Final = 100
_SALT: Final = "rembuk.desk.faults"


class FileForm(forms.Form):
    """A list, and the kampung of the rows that name none."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_("CSV or XLSX, at most 10 MB. It needs the columns id and teks, or those of the SIPD export."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )
    region = forms.ChoiceField(
        label=_("Kampung of rows that name none"), error_messages={"required": _("Choose the kampung.")}
    )
    source = forms.CharField(
        label=_("Where is the list from?"),
        help_text=_("The same name every time, so that nothing comes in twice. For example: SIPD 2027"),
        max_length=60,
        error_messages={"required": _("Say where the list is from.")},
    )

    def __init__(self, *arguments: Any, villages: list[Region], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["region"].choices = [(one.code, one.name) for one in villages]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile[bytes]:
        """Return the file if it is not too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it."))
        return file


@desk_form(*HELPERS)
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a file and say what became of each row."""
    villages = places_to_help(person_of(request), at=now())
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()), villages=villages)
    report = _imported(request, form, villages) if request.method == "POST" and form.is_valid() else None
    context = {
        "form": form,
        "report": report,
        "faults": signing.dumps([astuple(one) for one in report.faults], salt=_SALT, compress=True) if report else "",
        "shown": [astuple(one) for one in report.faults[:MOST_SHOWN]] if report else [],
        "robots": "noindex",
    }
    refused = request.method == "POST" and report is None
    return render(request, "desk/import.html", context, status=UNPROCESSABLE if refused else 200)


def _imported(request: HttpRequest, form: FileForm, villages: list[Region]) -> ImportReport | None:
    said = form.cleaned_data
    region = next(village for village in villages if village.code == said["region"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        with path.open("wb") as written:
            written.writelines(said["file"].chunks())
        try:
            return import_voices(
                path,
                programme=programme_of(region.number),
                region=region,
                source=said["source"],
                most_rows=MOST_ROWS,
                by=person_of(request),
                at=now(),
            )
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return None


@desk_form(*HELPERS)
def faults(request: HttpRequest) -> HttpResponse:
    """Give the errors of a list as a file; the page that lists them hands them over, sealed."""
    try:
        rows = signing.loads(request.POST.get("faults", ""), salt=_SALT)
    except signing.BadSignature as error:
        raise BadRequest("These errors are not ours.") from error
    text = faults_as_csv(tuple(RowFault(*row) for row in rows))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="galat.csv"'
    return response
