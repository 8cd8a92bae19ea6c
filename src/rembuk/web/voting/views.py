"""The page of a vote: the ballot while it is open, and what to expect before and after."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.people.signin import address_of
from rembuk.priorities.actions import NoSuchCard, NotNow, TooManyWrongCodes, cast_ballot, note_wrong_code
from rembuk.priorities.locks import LOCKED
from rembuk.priorities.models import Voting
from rembuk.priorities.phases import phase_of
from rembuk.priorities.queries import declaration_of, extensions_of
from rembuk.priorities.states import Phase
from rembuk.web.access import public_form, public_page
from rembuk.web.clock import now
from rembuk.web.errors import too_many
from rembuk.web.voting.files import counted_or_404
from rembuk.web.voting.forms import VotingForm
from rembuk.web.voting.marking import how_to_mark
from rembuk.web.voting.result import ResultShown

UNPROCESSABLE = 422


@public_form
def vote(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Show a vote, and take a ballot with a card while it is open; nobody is signed in for it."""
    try:
        found = Voting.objects.select_related("region").get(pk=voting)
    except Voting.DoesNotExist as error:
        raise Http404("There is no such vote.") from error
    if request.method == "POST":
        return _cast(request, found)
    if found.counted_at is not None:
        return redirect("voting-result", found.pk)
    return _page(request, found, VotingForm(declaration_of(found), uuid4()))


@public_page
@conditional_page
def result(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Show what a vote decided and why, and look for a receipt among those counted."""
    found = counted_or_404(voting)
    shown = ResultShown(found, request.GET.get("tanda", "").strip().lower())
    context = {"voting": found, "shown": shown, "robots": "noindex"}
    return render(request, "voting/result.html", context)


def _cast(request: HttpRequest, voting: Voting) -> HttpResponse:
    form = VotingForm(declaration_of(voting), _sending(request), request.POST)
    if not form.is_valid():
        return _page(request, voting, form, status=UNPROCESSABLE)
    client = address_of(request.META)
    try:
        receipt = cast_ballot(
            voting,
            form.cleaned_data["code"],
            form.cleaned_data["marks"],
            form.cleaned_data["sending"],
            client=client,
            by=None,
            at=now(),
        )
    except NotNow:
        return _page(request, voting, form, status=UNPROCESSABLE, is_refused=True)
    except TooManyWrongCodes:
        return too_many(request, int(LOCKED.total_seconds()))
    except NoSuchCard:
        note_wrong_code(voting, client, by=None, at=now())
        form.add_error("code", _("No card has this code, or it was exchanged. Ask at the table."))
        return _page(request, voting, form, status=UNPROCESSABLE)
    return render(request, "voting/recorded.html", {"voting": voting, "receipt": receipt, "robots": "noindex"})


def _sending(request: HttpRequest) -> UUID:
    """Return the key of a form that was sent, so that its options stand in the same order again."""
    try:
        return UUID(request.POST.get("sending", ""))
    except ValueError:
        return uuid4()


def _page(
    request: HttpRequest, voting: Voting, form: VotingForm, *, status: int = 200, is_refused: bool = False
) -> HttpResponse:
    phase = phase_of(voting, at=now())
    context = {
        "voting": voting,
        "phase": phase,
        "form": form if phase is Phase.OPEN else None,
        "is_refused": is_refused,
        "how": how_to_mark(form.declaration),
        "takes_objections": voting.roll_signed_at is None and now() < voting.objections_end_at,
        "extensions": extensions_of(voting),
        "robots": "noindex",
    }
    return render(request, "voting/ballot.html", context, status=status)
