"""Statements of the bank at the desk: taking one in, and saying what a payment is that nobody knows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.finance.actions import match_payment, set_payment_aside
from rembuk.finance.gifts import gifts_that_wait, payments_that_wait
from rembuk.finance.models import Contribution, PaymentNotice
from rembuk.finance.permissions import may_handle_money
from rembuk.finance.states import ContributionState, Gift, NoticeState
from rembuk.journeys.intake_tables import UnreadableFile
from rembuk.journeys.payment_intake import StatementReport, import_payments
from rembuk.kernel.money import rupiah
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.regions.models import Region
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.forms import WhyForm
from rembuk.web.desk.gifts.forms import ChoiceForm, StatementForm
from rembuk.web.plans.views import number_here

UNPROCESSABLE = 422


@desk_form(Role.TREASURER)
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """Take in a statement of a kampung's bank, and list what a human must look at."""
    region = _region_here(request, code)
    form = StatementForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    report = _imported(request, form, region) if request.method == "POST" and form.is_valid() else None
    context = {
        "region": region,
        "form": form,
        "report": report,
        "payments": payments_that_wait([region.number]),
        "robots": "noindex",
    }
    refused = request.method == "POST" and (report is None or report.faults)
    return render(request, "desk/gift_payments.html", context, status=UNPROCESSABLE if refused else 200)


def _imported(request: HttpRequest, form: forms.Form, region: Region) -> StatementReport | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement"
        with path.open("wb") as written:
            written.writelines(form.cleaned_data["file"].chunks())
        try:
            return import_payments(path, region, by=person_of(request), at=now())
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return None


def _region_here(request: HttpRequest, code: str) -> Region:
    region = Region.objects.filter(number=number_here(code)).first()
    if region is None:
        raise Http404("There is no such kampung.")
    if not may_handle_money(person_of(request), region.number, at=now()):
        raise PermissionDenied
    return region


@desk_form(Role.TREASURER)
def payment(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Show a payment that nobody knows, and take what it is."""
    found = _notice_here(request, notice)
    deeds = list(_deeds(found, person_of(request)))
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, str(deed.done))
            return redirect("desk-gift-payments", found.region.code)
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
        found = _notice_here(request, notice)
    context = {
        "payment": found,
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
        "robots": "noindex",
    }
    return render(request, "desk/gift_payment.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _notice_here(request: HttpRequest, number: UUID) -> PaymentNotice:
    found = PaymentNotice.objects.select_related("region").filter(pk=number).first()
    if found is None:
        raise Http404("There is no such payment.")
    if not may_handle_money(person_of(request), found.region_number, at=now()):
        raise PermissionDenied
    return found


def _deeds(found: PaymentNotice, person: Person | None) -> Iterator[Deed]:
    if found.state != NoticeState.WAITING:
        return
    gifts = {one.code: one for one in gifts_that_wait([found.region_number]) if _waits_for_money(one)}

    def match(said: Cleaned) -> None:
        match_payment(found, gifts[said["chosen"]], by=person, at=now())

    def set_aside(said: Cleaned) -> None:
        set_payment_aside(found, said["why"], by=person, at=now())

    if gifts:
        labels = [(code, f"{code} {one.donor_name} · {rupiah(one.amount_rupiah)}") for code, one in gifts.items()]
        form = partial(ChoiceForm, choices=labels)
        yield Deed("match", _("It is this gift"), _("Received."), form, match, "primary")
    yield Deed("aside", _("It is no gift"), _("Set aside."), WhyForm, set_aside)


def _waits_for_money(gift: Contribution) -> bool:
    return gift.state == ContributionState.SIGNED and gift.gift == Gift.MONEY
