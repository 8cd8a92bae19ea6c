"""Asking for a payment (SPP), and what a second person says to it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.drafts import Slip
from rembuk.finance.limits import hold_budget, insist_on_room
from rembuk.finance.models import PaymentRequest, Post
from rembuk.finance.permissions import may_approve_request, may_handle_money
from rembuk.finance.states import REQUEST_STATES, RequestState
from rembuk.finance.writing import MadeOtherwise
from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


@transaction.atomic
def ask_for_payment(post: Post, slip: Slip, purpose: str, *, by: Person | None, at: datetime) -> PaymentRequest:
    """Ask to pay out of a post; its money is kept from then on.

    The same request under the same key is answered as the first time; another one raises MadeOtherwise.
    """
    if by is None or not may_handle_money(by, post.region_number, at=at):
        raise PermissionDenied
    said = line(purpose, "purpose", longest=200)
    hold_budget(post.region_number, post.year)
    if (known := _asked_before(post, slip, said)) is not None:
        return known
    insist_on_room(post, slip.amount_rupiah)
    request = PaymentRequest.objects.create(
        post=post,
        key=slip.key,
        amount_rupiah=slip.amount_rupiah,
        purpose=said,
        document=slip.document,
        paper=slip.paper,
        asked_by=by,
        asked_at=at,
    )
    _record("payment.asked", request, by, at, request.document)
    return request


@transaction.atomic
def approve_request(request: PaymentRequest, document: str, *, by: Person | None, at: datetime) -> None:
    """Say as a second person that the money may go out."""
    if by is None or not may_approve_request(by, request, at=at):
        raise PermissionDenied
    said = line(document, "document", longest=120)
    move(request, REQUEST_STATES, to=RequestState.APPROVED, approved_by=by, approved_at=at, approval_document=said)
    _record("payment.approved", request, by, at, said)


@transaction.atomic
def refuse_request(request: PaymentRequest, why: str, *, by: Person | None, at: datetime) -> None:
    """Say as a second person that the money stays; the post has it back."""
    if by is None or not may_approve_request(by, request, at=at):
        raise PermissionDenied
    move(request, REQUEST_STATES, to=RequestState.REFUSED, refused_why=line(why, "reason", longest=300))
    _record("payment.refused", request, by, at, request.document)


def _asked_before(post: Post, slip: Slip, purpose: str) -> PaymentRequest | None:
    known = PaymentRequest.objects.filter(key=slip.key).first()
    if known is None:
        return None
    if (known.post_id, known.amount_rupiah, known.document, known.purpose) != (
        post.pk,
        slip.amount_rupiah,
        slip.document,
        purpose,
    ):
        raise MadeOtherwise(str(slip.key))
    return known


def _record(kind: str, request: PaymentRequest, by: Person, at: datetime, document: str) -> None:
    post = request.post
    facts = {"year": post.year, "post": post.number, "amount_rupiah": request.amount_rupiah, "document": document}
    record_act(kind, request, by=by, at=at, public=True, region_number=post.region_number, **facts)
