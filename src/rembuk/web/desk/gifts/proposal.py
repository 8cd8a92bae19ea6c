"""A proposal that a gift gave rise to, before those who decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.finance.actions import set_proposal_aside, take_up_proposal
from rembuk.finance.models import FundingProposal
from rembuk.finance.permissions import may_settle_proposal
from rembuk.finance.stacks import stack_of
from rembuk.finance.states import ProposalState
from rembuk.people.models import Person
from rembuk.people.queries import holds_any
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.forms import WhyForm
from rembuk.web.desk.gifts.lists import KEEPERS

UNPROCESSABLE = 422


@desk_form(*KEEPERS)
def proposal(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Show what changed and what could be done, and take what those who decide say."""
    found = _proposal_here(request, proposal)
    deeds = list(_deeds(found, person_of(request)))
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, str(deed.done))
            return redirect("desk-gifts")
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
        found = _proposal_here(request, proposal)
    context = {
        "proposal": found,
        "now": stack_of(found.item) if found.item else None,
        "reserve": stack_of(found.reserve) if found.reserve else None,
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
        "robots": "noindex",
    }
    return render(
        request, "desk/gift_proposal.html", context, status=UNPROCESSABLE if request.method == "POST" else 200
    )


def _proposal_here(request: HttpRequest, number: UUID) -> FundingProposal:
    near = ("contribution", "item", "reserve", "region")
    found = FundingProposal.objects.select_related(*near).filter(pk=number).first()
    if found is None:
        raise Http404("There is no such proposal.")
    if not holds_any(person_of(request), KEEPERS, found.region_number, at=now()):
        raise PermissionDenied
    return found


def _deeds(found: FundingProposal, person: Person | None) -> Iterator[Deed]:
    if found.state != ProposalState.OPEN or not may_settle_proposal(person, found, at=now()):
        return
    yield Deed("take", _("Take it up"), _("Taken up."), WhyForm, _saying(take_up_proposal, found, person), "primary")
    yield Deed("aside", _("Set it aside"), _("Set aside."), WhyForm, _saying(set_proposal_aside, found, person))


def _saying(action: Callable[..., None], found: FundingProposal, person: Person | None) -> Callable[[Cleaned], None]:
    def say(said: Cleaned) -> None:
        action(found, said["why"], by=person, at=now())

    return say
