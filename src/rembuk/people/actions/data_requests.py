"""Requests about one's own data, with the clock that the law sets."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.texts import mask_personal, tidy_text
from rembuk.people.models import DataRequest, Person
from rembuk.people.permissions import may_ask_about_data, may_handle_data
from rembuk.people.rulebook import due_at
from rembuk.people.states import REQUEST_STATES, RequestKind, RequestState
from rembuk.tenancy.moves import move


@transaction.atomic
def ask_data_request(kind: RequestKind, wish: str, *, by: Person | None, at: datetime) -> DataRequest:
    """Ask about one's own data; asking again for the same while it waits is one request. The clock starts now."""
    if by is None or not may_ask_about_data(by):
        raise PermissionDenied
    words = mask_personal(tidy_text(wish))
    waiting = DataRequest.objects.filter(person=by, kind=kind, state=RequestState.ASKED)
    for same in waiting:
        if same.wish == words:
            return same
    request = DataRequest.objects.create(person=by, kind=kind, wish=words, asked_at=at, due_at=due_at(kind, at=at))
    record_act("data_request.asked", request, by=by, at=at, wanted=kind.value)
    return request


@transaction.atomic
def finish_data_request(request: DataRequest, outcome: str, *, by: Person | None, at: datetime) -> None:
    """Close a request as done, in words that the person reads."""
    if not may_handle_data(by, request, at=at):
        raise PermissionDenied
    _close(request, RequestState.DONE, outcome, by=by, at=at)
    record_act("data_request.done", request, by=by, at=at, wanted=request.kind)


@transaction.atomic
def refuse_data_request(request: DataRequest, why: str, *, by: Person | None, at: datetime) -> None:
    """Refuse a request, with a reason and what else can be done."""
    if not may_handle_data(by, request, at=at):
        raise PermissionDenied
    if not tidy_text(why):
        raise ValueError("a request is refused for a reason")
    _close(request, RequestState.REFUSED, why, by=by, at=at)
    record_act("data_request.refused", request, by=by, at=at, wanted=request.kind)


def _close(request: DataRequest, state: RequestState, words: str, *, by: Person | None, at: datetime) -> None:
    outcome = mask_personal(tidy_text(words))
    move(request, REQUEST_STATES, to=state, outcome=outcome, done_at=at, done_by=by)
