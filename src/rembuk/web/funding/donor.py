"""What a donor does: offering a gift, and with its receipt word reading the report or taking the promise back."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.finance.actions import withdraw_contribution
from rembuk.finance.actions.giving import Offered
from rembuk.finance.gifts import contribution_by_code, latest_report
from rembuk.finance.models import Contribution
from rembuk.finance.permissions import may_offer_contribution
from rembuk.finance.promises import prove_contribution
from rembuk.finance.purses import movements_of, purse_of
from rembuk.finance.stacks import FUNDABLE
from rembuk.finance.states import ContributionState
from rembuk.finance.writing import MadeOtherwise
from rembuk.journeys.giving import TooManyOffers, submit_offer, submit_promise
from rembuk.kernel.codes import NotACode
from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.plans.activities import field_name
from rembuk.plans.models import PlanItem
from rembuk.voices.receipts import Proof
from rembuk.voices.wording import BadWords
from rembuk.web.access import person_of, public_form
from rembuk.web.clock import now
from rembuk.web.errors import too_many
from rembuk.web.funding.cards import movement
from rembuk.web.funding.forms import PROMISE, OfferForm
from rembuk.web.plans.views import item_here
from rembuk.web.programme import programme_here, villages_in
from rembuk.web.voices.forms import WordForm
from rembuk.web.voices.receipt import REFUSALS

UNPROCESSABLE = 422
TAKE_BACK = "tarik"


@public_form
def offer(request: HttpRequest) -> HttpResponse:
    """Take in a wish or a promise, for the work named in the address or for a kampung."""
    item = _wanted_item(request.GET.get("usulan", ""))
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        villages=villages_in(programme_here().region),
        item=item,
        today=local_day(now()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            if offered := _submitted(form, person_of(request)):
                gift = offered.contribution
                sent = {"gift": gift, "kind_of_work": field_name(gift.field), "secret": offered.secret}
                return render(request, "funding/sent.html", sent)
        except TooManyOffers as error:
            return too_many(request, error.retry_seconds)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "funding/offer.html", {"form": form, "item": item, "robots": "noindex"}, status=status)


def _submitted(form: OfferForm, person: Person | None) -> Offered | None:
    """Return what was taken in; None, with the reason in the form, when it cannot be."""
    submit = submit_promise if form.cleaned_data["firmness"] == PROMISE else submit_offer
    try:
        with transaction.atomic():
            draft = form.draft()
            is_staff = may_offer_contribution(person, draft.region, at=now())
            return submit(draft, by=person if is_staff else None, at=now())
    except MadeOtherwise:
        form.add_error(None, _("This page was sent before with other words. Begin anew."))
    except BadWords:
        form.add_error(None, _("A text is missing or too long."))
    return None


def _wanted_item(code: str) -> PlanItem | None:
    if not code:
        return None
    item = item_here(code)
    if item.state not in FUNDABLE:
        raise Http404("Nothing is collected for this.")
    return item


@public_form
def contribution(request: HttpRequest, code: str) -> HttpResponse:
    """Show a donor, with the receipt word, every rupiah of the gift; a promise may be taken back."""
    found = contribution_here(code)
    if found.code != code:
        return redirect("contribution", found.code)
    form = WordForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"code": found.code, "form": form, "gift": None, "robots": "noindex"}
    if request.method != "POST":
        return render(request, "funding/contribution.html", context)
    if form.is_valid() and _is_let_in(request, found, form):
        return render(request, "funding/contribution.html", {**context, **_report(found)})
    return render(request, "funding/contribution.html", context, status=UNPROCESSABLE)


def _is_let_in(request: HttpRequest, found: Contribution, form: forms.Form) -> bool:
    """Compare the word, and do what was asked with it; False, with the reason in the form, when it cannot be done."""
    secret = form.cleaned_data["secret"]
    try:
        if request.POST.get("do") == TAKE_BACK:
            proof = withdraw_contribution(found, secret=secret, by=person_of(request), at=now())
        else:
            proof = prove_contribution(found, secret, at=now())
    except MoveNotAllowed:
        form.add_error(None, _("This is agreed in writing. Talk with the kampung office about it."))
        return False
    if proof is not Proof.RIGHT:
        form.add_error("secret", REFUSALS[proof])
    return proof is Proof.RIGHT


def _report(found: Contribution) -> dict[str, object]:
    return {
        "gift": found,
        "kind_of_work": field_name(found.field),
        "purse": purse_of(found),
        "rows": [movement(one) for one in movements_of(found)],
        "report": latest_report(found),
        "may_take_back": found.state in {ContributionState.WISHED, ContributionState.PLEDGED},
    }


def contribution_here(code: str) -> Contribution:
    """Return the gift with this number; else 404."""
    try:
        return contribution_by_code(code)
    except (NotACode, Contribution.DoesNotExist) as error:
        raise Http404("No gift has this number.") from error
