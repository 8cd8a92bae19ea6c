"""The pages of the money at the desk: what waits, the book of a kampung, a request, a transfer, and their papers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rembuk.finance.models import PaymentRequest, Transfer
from rembuk.finance.waiting import MoneyTask, MoneyTaskKind, MoneyTasks, money_tasks
from rembuk.kernel.periods import deadline, local_day, working_days_between
from rembuk.media.files import path_of
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.people.queries import holds_any
from rembuk.people.roles import Role
from rembuk.programmes.rules import Rules
from rembuk.regions.models import Region
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.money.book import BookWork, book_address
from rembuk.web.desk.money.budget import BudgetWork
from rembuk.web.desk.money.payment import PaymentWork
from rembuk.web.desk.money.transfer import TransferWork
from rembuk.web.desk.money.work import Sender, work_page
from rembuk.web.desk.queues import places_of
from rembuk.web.plans.views import number_here
from rembuk.web.programme import programme_here, rules_today

KEEPERS = (Role.TREASURER, Role.SECRETARY, Role.HEAD)
BUDGETERS = (*KEEPERS, Role.SUBDISTRICT_HEAD)
CLOCK = "pay"
YEARS_BEFORE, YEARS_AFTER = 1, 1
PAGES = {
    MoneyTaskKind.EVALUATE: "desk-budget",
    MoneyTaskKind.ENFORCE: "desk-budget",
    MoneyTaskKind.DECIDE: "desk-payment",
    MoneyTaskKind.PAY: "desk-payment",
}
# The clock of these runs from the step before; that of the others was written down with it.
WITH_CLOCK = frozenset({MoneyTaskKind.DECIDE, MoneyTaskKind.PAY})
Row = tuple[MoneyTask, str, int | None, date | None]


@desk_page(*BUDGETERS)
def money(request: HttpRequest) -> HttpResponse:
    """List what waits about money, the longest waiting first, and lead to the book of each kampung."""
    person, year = person_of(request), local_day(now()).year
    rules = rules_today(programme_here())
    context = {
        "queues": [(one, _rows(one, rules)) for one in money_tasks(person, at=now())],
        "villages": places_of(person, BUDGETERS, at=now()),
        "books": {place.number for place in places_of(person, KEEPERS, at=now())},
        "years": range(year - YEARS_BEFORE, year + YEARS_AFTER + 1),
        "robots": "noindex",
    }
    return render(request, "desk/money.html", context)


@desk_form(*KEEPERS)
def book(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the money of a kampung and year, and take one deed."""
    region = _region(code, year)
    _insist(person_of(request), region.number)
    here = book_address(region, year)
    return work_page(request, "desk/book.html", here, lambda: BookWork(region, year, Sender.of(request)))


@desk_form(*BUDGETERS)
def budget(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the budget of a kampung and year with its draft, and take one deed."""
    region = _region(code, year)
    if not holds_any(person_of(request), BUDGETERS, region.number, at=now()):
        raise PermissionDenied
    here = reverse("desk-budget", args=[region.code, year])
    return work_page(request, "desk/budget.html", here, lambda: BudgetWork(region, year, Sender.of(request)))


@desk_form(*KEEPERS)
def payment(request: HttpRequest, payment: UUID) -> HttpResponse:
    """Show a request for a payment, and take one deed."""
    _insist(person_of(request), _request(payment).post.region_number)
    here = reverse("desk-payment", args=[payment])
    return work_page(request, "desk/payment.html", here, lambda: PaymentWork(_request(payment), Sender.of(request)))


@desk_form(*KEEPERS)
def transfer(request: HttpRequest, transfer: UUID) -> HttpResponse:
    """Show a transfer, and take one deed."""
    _insist(person_of(request), _transfer(transfer).region_number)
    here = reverse("desk-transfer", args=[transfer])
    return work_page(request, "desk/transfer.html", here, lambda: TransferWork(_transfer(transfer), Sender.of(request)))


@desk_page(*KEEPERS)
def payment_paper(request: HttpRequest, payment: UUID) -> FileResponse:
    """Serve the photo of a request."""
    found = _request(payment)
    _insist(person_of(request), found.post.region_number)
    return _served(found.paper)


@desk_page(*KEEPERS)
def transfer_paper(request: HttpRequest, transfer: UUID) -> FileResponse:
    """Serve the photo of a receipt."""
    found = _transfer(transfer)
    _insist(person_of(request), found.region_number)
    return _served(found.paper)


def _rows(tasks: MoneyTasks, rules: Rules) -> list[Row]:
    return [_row(tasks.kind, task, rules) for task in tasks.rows]


def _row(kind: MoneyTaskKind, task: MoneyTask, rules: Rules) -> Row:
    """Return a task with its address and the working days left of its clock, below zero when it is late."""
    href = reverse(PAGES[kind], args=task.where)
    clock = rules.clocks.get(CLOCK) if kind in WITH_CLOCK else None
    due_at = task.due_at or (deadline(task.since, clock.span, rules.days_off) if clock else None)
    if due_at is None:
        return task, href, None, None
    left = working_days_between(local_day(now()), local_day(due_at), rules.days_off)
    return task, href, min(left, -1) if due_at < now() else left, local_day(due_at)


def _region(code: str, year: int) -> Region:
    region = Region.objects.filter(number=number_here(code)).first()
    if region is None or not 2000 <= year <= 2200:
        raise Http404(code)
    return region


def _insist(person: Person | None, region_number: int) -> None:
    if not holds_any(person, KEEPERS, region_number, at=now()):
        raise PermissionDenied


def _request(pk: UUID) -> PaymentRequest:
    near = PaymentRequest.objects.select_related("post__region", "paper", "asked_by", "approved_by")
    found = near.filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _transfer(pk: UUID) -> Transfer:
    near = Transfer.objects.select_related("region", "post__region", "request__post", "paper", "made_by")
    found = near.select_related("turns_back", "payment").filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _served(paper: Photo | None) -> FileResponse:
    if paper is None:
        raise Http404("There is no photo.")
    # The server closes the file when it has sent it.
    response = FileResponse(path_of(paper.digest).open("rb"), content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
