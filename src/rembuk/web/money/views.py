"""Budget and realised of every kampung, of one, and of one post with its transfers."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.documents.sheets import Size
from rembuk.finance.accounts import chart_for
from rembuk.finance.asking import asked_about_post
from rembuk.finance.incomes import income_sums
from rembuk.finance.missing import voices_missing
from rembuk.finance.models import Budget, Post
from rembuk.finance.posts import TransferPage, list_transfers, post_in_force
from rembuk.finance.queries import (
    PostSum,
    budget_in_force,
    budget_years,
    post_sums,
    village_sums,
)
from rembuk.journeys.budget_books import budget_book
from rembuk.journeys.income_books import income_book
from rembuk.journeys.publication import Publication
from rembuk.kernel.money import Rupiah
from rembuk.kernel.periods import local_day
from rembuk.opendata.incomes import income_csv
from rembuk.opendata.money import money_csv
from rembuk.plans.activities import activity_of
from rembuk.projects.queries import work_code
from rembuk.voices.queries import NotACursor
from rembuk.web.access import feed, public_page
from rembuk.web.asking import ask_address, questions_shown
from rembuk.web.charts import share
from rembuk.web.clock import now
from rembuk.web.money.pictures import kampung_compared, pictures_of
from rembuk.web.money.tables import (
    movement,
    post_row,
    village_row,
    villages_chart,
)
from rembuk.web.papers.incomes import by_fund, by_month, receipts
from rembuk.web.plans.views import number_here
from rembuk.web.programme import full_name, programme_here

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public_page
@conditional_page
def money(request: HttpRequest) -> HttpResponse:
    """Show the budgets in force of a year beside each other on one scale, of this year unless another is asked for."""
    years = budget_years()
    year = _chosen(request.GET.get("tahun", ""), years)
    sums = village_sums(year) if year else []
    place = full_name(programme_here().region)
    context: dict[str, object] = {"year": year, "years": years, "rows": [village_row(one) for one in sums]}
    if sums:
        budget, realised = sum(one.budget_rupiah for one in sums), sum(one.realised_rupiah for one in sums)
        context |= {
            "finding": _finding(place, budget, realised),
            "chart": villages_chart(sums),
            "compared": kampung_compared(sums),
            "today": local_day(now()),
        }
    return render(request, "money/list.html", context)


@public_page
@conditional_page
def budget(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the budget in force of a kampung and year: what came in, what every post was given and what was spent."""
    found = budget_here(code, year)
    sums, incomes = post_sums(found), income_sums(found)
    told = Publication(found, local_day(now()), tuple(sums), (), tuple(incomes))
    context = {
        "budget": found,
        "place": full_name(found.region),
        "finding": _finding(full_name(found.region), *_totals(sums)),
        "totals": _totals(sums),
        "pictures": pictures_of(told),
        "told": told,
        "incomes": {"funds": by_fund(incomes), "months": by_month(incomes), "receipts": receipts(incomes)},
        "rows": [post_row(one) for one in sums],
        "today": local_day(now()),
        "sizes": list(Size),
    }
    return render(request, "money/budget.html", context)


@feed
def budget_csv(_request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Give the posts of a budget as CSV, from the same question as the page."""
    found = budget_here(code, year)
    response = HttpResponse(money_csv(post_sums(found)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="uang-{found.region.code}-{year}.csv"'
    return response


@feed
def income_table(_request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Give what is expected and what came in as CSV, from the same question as the page."""
    found = budget_here(code, year)
    response = HttpResponse(income_csv(income_sums(found)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="pemasukan-{found.region.code}-{year}.csv"'
    return response


@feed
def budget_xlsx(_request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Give a budget as the workbook that the desk takes in."""
    found = budget_here(code, year)
    return _workbook(budget_book(found), f"apbdes-{found.region.code}-{year}")


@feed
def income_xlsx(_request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Give what is expected to come in as the workbook that the desk takes in."""
    found = budget_here(code, year)
    return _workbook(income_book(found), f"pendapatan-{found.region.code}-{year}")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@public_page
@conditional_page
def post(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Show a post: its money, its transfers page by page, and the plan item and need it carries out."""
    known = _post_here(code, year, number)
    found = known.post
    page = _transfers(found, request.GET.get("mulai", ""))
    context = {
        "post": found,
        "place": full_name(found.region),
        "known": known,
        "activity": activity_of(found.activity_code).name,
        "account": chart_for(found.region_number, year).name(found.account),
        "transfers": [movement(one, found.region) for one in page.rows],
        "older": f"?mulai={page.older}" if page.older else None,
        "ask": ask_address(found, found.region),
        "asked": questions_shown(asked_about_post(found)),
        "missing": voices_missing(found),
    }
    return render(request, "money/post.html", context)


def budget_here(code: str, year: int) -> Budget:
    """Return the budget in force of a kampung and year; else there is no such page."""
    found = budget_in_force(number_here(code), year)
    if found is None:
        raise Http404("No budget is in force for this year.")
    return found


def _chosen(asked: str, years: list[int]) -> int | None:
    """Return the year that was asked for, else the one that is being spent now, else the latest."""
    wanted = (asked, str(local_day(now()).year))
    return next((year for one in wanted for year in years if str(year) == one), years[0] if years else None)


def _post_here(code: str, year: int, number: int) -> PostSum:
    try:
        return post_in_force(number_here(code), year, number, work_code=work_code("item", "item_id"))
    except Post.DoesNotExist as error:
        raise Http404("No budget in force has such a post.") from error


def _transfers(found: Post, place: str) -> TransferPage:
    try:
        return list_transfers(found, place)
    except NotACursor as error:
        raise Http404("No page of this list begins there.") from error


def _totals(sums: Iterable[PostSum]) -> tuple[Rupiah, Rupiah]:
    known = list(sums)
    return sum(one.budget_rupiah for one in known), sum(one.realised_rupiah for one in known)


def _finding(place: object, budget_rupiah: Rupiah, realised_rupiah: Rupiah) -> str:
    spent = share(realised_rupiah, budget_rupiah)
    return _("%(place)s has spent %(share)s of its budget") % {"place": place, "share": spent}
