"""The plans as everybody reads them: the tree, the plan of a year, one item, and the figures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.journal.queries import acts_on_all
from rembuk.kernel.codes import NotACode
from rembuk.kernel.periods import local_day
from rembuk.plans.differences import plan_differences
from rembuk.plans.gates import findings_of
from rembuk.plans.models import PlanItem, PlanLine, YearPlan
from rembuk.plans.queries import (
    ItemFilter,
    custodies_of,
    item_by_code,
    lines_of,
    list_items,
    plan_figures,
    shown_line_of,
    sums_of_fields,
    versions_of,
    years_of,
)
from rembuk.plans.states import Fund, HeldBy, PlanState
from rembuk.projects.queries import work_code
from rembuk.regions.models import Locality, Region
from rembuk.regions.numbering import NotARegionCode, number_of
from rembuk.regions.queries import villages_of
from rembuk.tenancy import current_tenant
from rembuk.voices.queries import NotACursor, voices_of_need
from rembuk.web.access import public_page
from rembuk.web.charts import share
from rembuk.web.clock import now
from rembuk.web.plans.cards import (
    change_label,
    field_rows,
    item_card,
    line_facts,
    months_of,
    size_of,
    steps_of,
)
from rembuk.web.plans.choice import PlanChoice
from rembuk.web.programme import full_name, programme_here

ON_A_PAGE = 12
VOICES_SHOWN = 12


@public_page
@conditional_page
def plans(request: HttpRequest) -> HttpResponse:
    """Show the tree of the plans as chosen in the address: what the approved ones hold by field, and every item."""
    region = programme_here().region
    villages, years = list(villages_of(region)), years_of(region.number)
    hamlets = _hamlets(request.GET.get("kampung", ""), villages)
    choice = PlanChoice.read(request.GET.dict(), years, villages, hamlets)
    wanted = choice.filter(region, villages, hamlets)
    try:
        page = list_items(wanted, after=choice.place, limit=ON_A_PAGE)
    except NotACursor as error:
        raise Http404("No page of this list begins there.") from error
    sums = sums_of_fields(wanted.region_number, wanted.year)
    context = {
        "choice": choice,
        "cards": [item_card(row) for row in page.rows],
        "older": choice.address(mulai=page.older) if page.older else None,
        "sums": field_rows(sums),
        "cost": sum(one.cost_rupiah for one in sums),
        "lines": sum(one.lines for one in sums),
        "book": _book(choice, wanted),
    }
    return render(request, "plans/list.html", context)


def _hamlets(code: str, villages: list[Region]) -> list[Locality]:
    village = next((one for one in villages if one.code == code), None)
    if village is None:
        return []
    return list(Locality.objects.filter(region=village, kind=Locality.Kind.HAMLET).order_by("label", "id"))


def _book(choice: PlanChoice, wanted: ItemFilter) -> str:
    """Return where the plan of the chosen kampung and year stands as a whole, "" where they are not chosen."""
    if not choice.chosen("kampung") or not wanted.year:
        return ""
    return reverse("year-plan", args=[choice.chosen("kampung"), wanted.year])


@public_page
@conditional_page
def year_plan(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the plan of a kampung and year in force, its versions and what changed between the last two."""
    number = number_here(code)
    versions = [one for one in versions_of(number, year) if one.state != PlanState.DRAFT]
    if not versions:
        raise Http404("No plan has been approved for this year.")
    plan, lines = versions[0], list(lines_of(versions[0]))
    context = {
        "plan": plan,
        "place": full_name(plan.region),
        "versions": versions,
        "rows": [_row(line) for line in lines],
        "cost": sum(line.cost_rupiah for line in lines),
        "changed": _changed(versions, lines),
        "kinds": (("rkpdes", _("RKPDes matrix")), ("du-rkpdes", _("DU-RKPDes list")), ("sipd", _("SIPD columns"))),
    }
    return render(request, "plans/year.html", context)


def number_here(code: str) -> int:
    """Return the number of a region of this kabupaten; else 404."""
    try:
        number = number_of(code)
    except NotARegionCode as error:
        raise Http404(code) from error
    if number // 10**6 != current_tenant():
        raise Http404(code)
    return number


def _row(line: PlanLine) -> dict[str, object]:
    return {
        "code": line.item.code,
        "href": reverse("plan-item", args=[line.item.code]),
        "title": line.title,
        "facts": (line.activity_code, line.place, size_of(line), months_of(line)),
        "cost_rupiah": line.cost_rupiah,
        "fund": Fund(line.fund).label,
        "from_residents": line.item.need_id is not None,
    }


def _changed(versions: list[YearPlan], lines: list[PlanLine]) -> list[tuple[str, str, list[str]]]:
    if len(versions) == 1:
        return []
    changes = plan_differences(lines_of(versions[1]), lines)
    return [(one.code, one.title, [change_label(change) for change in one.changes]) for one in changes]


@public_page
@conditional_page
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Show an item: what became of it, who holds it, what was examined, and who asked for it."""
    found = item_here(code)
    if found.code != code:
        return redirect("plan-item", found.code)
    # What lies above is in no plan of the village, and what lies with the village has no clock.
    is_above = found.held_by != HeldBy.VILLAGE
    line = None if is_above else shown_line_of(found)
    voices = voices_of_need(found.need, limit=VOICES_SHOWN) if found.need else []
    context = {
        "item": found,
        "place": ", ".join(filter(None, (str(found.locality or ""), found.region.name))),
        "line": line_facts(line) if line else (),
        "is_draft": line is not None and line.plan.state == PlanState.DRAFT,
        "book": reverse("year-plan", args=[found.region.code, line.plan.year]) if line else "",
        "decision": found.decision,
        "findings": list(findings_of(found).values()),
        "custody": custodies_of(found).filter(handed_on_at__isnull=True).first() if is_above else None,
        "tier": HeldBy(found.held_by).label,
        "voices": [voice for voice in voices if voice.shown_words],
        "steps": steps_of(acts_on_all([one for one in (found, found.need) if one])),
    }
    return render(request, "plans/item.html", context)


def item_here(code: str) -> PlanItem:
    """Return the item with this number; else 404."""
    try:
        return item_by_code(code, work_code=work_code("item"))
    except (NotACode, PlanItem.DoesNotExist) as error:
        raise Http404("No item has this number.") from error


@public_page
@conditional_page
def figures(request: HttpRequest) -> HttpResponse:
    """Show how much of the plans began with residents, and how many needs have their last word."""
    region = programme_here().region
    known = plan_figures(region.number)
    context = {
        "place": full_name(region),
        "known": known,
        "from_residents": share(known.from_residents, known.planned) if known.planned else "–",
        "answered": share(known.answered, known.needs) if known.needs else "–",
        "today": local_day(now()),
    }
    return render(request, "plans/figures.html", context)
