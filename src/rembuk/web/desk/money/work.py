"""Doing one thing to money at the desk: what may be done, why not, and what comes again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from rembuk.finance.drafts import Slip
from rembuk.finance.models import PaymentRequest, Transfer
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.web.access import person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.money.saying import explained
from rembuk.web.desk.papers import kept_paper
from rembuk.web.speak.sheet import key_from

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Sender:
    """Who works, and the photos that came with the form."""

    person: Person | None
    files: MultiValueDict[str, UploadedFile[Any]]  # Any: bytes or text.

    @classmethod
    def of(cls, request: HttpRequest) -> Sender:
        """Return who sent a page back."""
        return cls(person_of(request), request.FILES)

    def paper(self, deed: str) -> Photo | None:
        """Keep the photo that came with a deed, if there is one."""
        sent = self.files.get(f"{deed}-paper")
        return kept_paper(sent, at=now()) if sent else None

    def slip(self, deed: str, said: Cleaned) -> Slip:
        """Return what was typed about an amount, with its photo."""
        return Slip(said["key"], said["amount"], said["document"], self.paper(deed))


class Work(Protocol):
    """Something in somebody's hands."""

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""

    def context(self) -> dict[str, object]:
        """Return what the page shows."""


def work_page(request: HttpRequest, template: str, here: str, open_work: Callable[[], Work]) -> HttpResponse:
    """Show what is in hand with what may be done, or do one thing and show it anew.

    What was written under its key already is answered as the first time, even when it is no longer offered.
    """
    work = open_work()
    deeds = list(work.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(replace(deed, do=explained(deed.do)), failed):
            messages.success(request, str(deed.done))
            return redirect(here)
        if deed is None and _is_written(request):
            messages.success(request, _("This was written down already."))
            return redirect(here)
        # What was tried has left its marks on the row in memory.
        work = open_work()
        deeds = list(work.deeds())
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        **work.context(),
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
        "robots": "noindex",
    }
    return render(request, template, context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _is_written(request: HttpRequest) -> bool:
    key: UUID | None = key_from(request.POST.get(f"{request.POST.get('do', '')}-key", ""))
    tables = (PaymentRequest, Transfer)
    return key is not None and any(table.objects.filter(key=key).exists() for table in tables)
