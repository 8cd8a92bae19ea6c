"""What works still miss, and who pays for one of them, as everybody reads it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.finance.gifts import contributions_to
from rembuk.finance.stacks import FUNDABLE, list_gaps, stack_of, sum_of_gaps
from rembuk.kernel.periods import local_day
from rembuk.voices.queries import NotACursor
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.formats import short_rupiah
from rembuk.web.funding.cards import chart_of, chart_of_sums, gap_card, gift_rows, missing_words, standing
from rembuk.web.funding.choice import GapChoice
from rembuk.web.plans.views import item_here
from rembuk.web.programme import programme_here, villages_in

ON_A_PAGE = 12


@public_page
@conditional_page
def gaps(request: HttpRequest) -> HttpResponse:
    """Show the works that miss money as chosen in the address, and who pays for how much of them."""
    region = programme_here().region
    villages = villages_in(region)
    choice = GapChoice.read(request.GET.dict(), villages)
    wanted = choice.filter(region, villages)
    try:
        page = list_gaps(wanted, choice.place, ON_A_PAGE)
    except NotACursor as error:
        raise Http404("No page of this list begins there.") from error
    sums = sum_of_gaps(wanted)
    missing = sums["cost"] - sums["public"] - sums["signed"] - sums["arrived"]
    facts = {"missing": short_rupiah(missing), "cost": short_rupiah(sums["cost"])}
    context = {
        "choice": choice,
        "cards": [gap_card(one) for one in page.rows],
        "older": choice.address(mulai=page.older) if page.older else None,
        "finding": _("%(missing)s of %(cost)s is missing for these works") % facts,
        "chart": chart_of_sums(sums),
        "today": local_day(now()),
    }
    return render(request, "funding/gaps.html", context)


@public_page
@conditional_page
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Show who pays for a work: the public budget, every gift with its state, and what is missing."""
    found = item_here(code)
    if found.code != code:
        return redirect("funding-item", found.code)
    stack = stack_of(found)
    context = {
        "item": found,
        "stack": stack,
        "stands": standing(found.state) if found.state in FUNDABLE else found.get_state_display(),
        "finding": missing_words(stack),
        "chart": chart_of(stack) if stack.cost_rupiah else None,
        "gifts": gift_rows(contributions_to(found)),
        "may_give": bool(stack.missing_rupiah) and found.state in FUNDABLE,
        "today": local_day(now()),
    }
    return render(request, "funding/item.html", context)
