"""What a reader of a work may want to know more of, each on a page of its own: bill, purchases, course, checks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page

from rembuk.finance.asking import asked_about_work
from rembuk.journal.queries import acts_on
from rembuk.journeys.work_money import spending_on
from rembuk.kernel.periods import local_day
from rembuk.programmes.rules import WorkRules
from rembuk.projects.bills import sum_of
from rembuk.projects.buying import bought_for, buying_questions
from rembuk.projects.impact import activity_of, impact_of
from rembuk.projects.queries import (
    audit_ticket_of,
    bill_of,
    changes_of,
    handover_of,
    looks_at,
    progress_of,
    team_of,
    witness_draw_of,
)
from rembuk.projects.questions import goods_questions, haste_questions, price_questions, team_questions
from rembuk.projects.unit_prices import unit_price_of
from rembuk.web.access import public_page
from rembuk.web.asking import questions_shown
from rembuk.web.charts import share
from rembuk.web.clock import now
from rembuk.web.programme import programme_here, rules_today
from rembuk.web.projects.asking import bought_rows, change_rows, question_rows, team_rows
from rembuk.web.projects.cards import bill_rows, look_rows, measured_rows, steps_of
from rembuk.web.projects.comparing import (
    impact_columns,
    impact_rows,
    impact_words,
    price_facts,
    price_rule,
    price_words,
    reading_rows,
    uncompared,
)
from rembuk.web.projects.curve import LINES, curve, moments_of
from rembuk.web.projects.views import project_here
from rembuk.web.speak.things import named


@public_page
@conditional_page
def bill(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a work takes and what came of it, row by row, and which of it a reader may ask about."""
    found = project_here(code)
    rows = list(bill_of(found))
    total, rules = sum_of(rows), _rules()
    context = {
        "project": found,
        "bill": bill_rows(rows),
        "total": total,
        "wages": share(total.wage_rupiah, total.paid_rupiah) if total.paid_rupiah else "",
        "questions": question_rows(found, [*price_questions(found, rows, rules), *goods_questions(found, rows, rules)]),
    }
    return render(request, "projects/bill.html", context)


@public_page
@conditional_page
def bought(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was bought for a work with all its offers, and what a reader may ask about it."""
    found = project_here(code)
    purchases = bought_for(found)
    questions = question_rows(found, buying_questions(purchases, _rules()))
    context = {"project": found, "bought": bought_rows(purchases), "questions": questions}
    return render(request, "projects/bought.html", context)


@public_page
@conditional_page
def compared(request: HttpRequest, code: str) -> HttpResponse:
    """Show what one unit costs beside similar works, and how it was before the work and after it."""
    found = project_here(code)
    activity = activity_of(found)
    price, impact = unit_price_of(found, activity), impact_of(found, activity, handover_of(found))
    context = {
        "project": found,
        "price_words": price_words(found, price),
        "price_facts": price_facts(found, price),
        "price_rule": price_rule(),
        "impact_words": impact_words(impact),
        "impact_columns": impact_columns(),
        "impact_rows": impact_rows(impact, local_day(now())),
        "readings": reading_rows(impact),
        "uncompared": uncompared(impact),
    }
    return render(request, "projects/compared.html", context)


@public_page
@conditional_page
def course(request: HttpRequest, code: str) -> HttpResponse:
    """Show how a work and its money went over time, and to whom it was handed over."""
    found = project_here(code)
    spending = spending_on(found)
    steps = progress_of(found)
    moments = moments_of(found, steps, spending)
    context = {
        "project": found,
        "spending": spending,
        "curve": curve(moments) if len(moments) > 1 else None,
        "lines": LINES,
        "measured": measured_rows(steps),
        "handover": handover_of(found),
        "today": local_day(now()),
    }
    return render(request, "projects/course.html", context)


@public_page
@conditional_page
def checks(request: HttpRequest, code: str) -> HttpResponse:
    """Show who carries a work out, who went there and looked, and who was drawn to look."""
    found = project_here(code)
    team = list(team_of(found))
    context = {
        "project": found,
        "team": team_rows(team),
        "questions": question_rows(found, team_questions(found, team)),
        "looks": look_rows(looks_at(found)),
        "draw": witness_draw_of(found),
        "audit": audit_ticket_of(found),
    }
    return render(request, "projects/checks.html", context)


@public_page
@conditional_page
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Show what happened to a work so far, and what was asked for while it was built."""
    found = project_here(code)
    changes = list(changes_of(found))
    context = {
        "project": found,
        "changes": change_rows(changes),
        "steps": steps_of(acts_on(found)),
        "questions": question_rows(found, haste_questions(found, changes, _rules())),
    }
    return render(request, "projects/history.html", context)


@public_page
@conditional_page
def asked(request: HttpRequest, code: str) -> HttpResponse:
    """Show what residents ask about a work with the answers, and let somebody ask about a row of its bill."""
    found = project_here(code)
    askable = [(named(row), row.what) for row in bill_of(found)]
    context = {"project": found, "asked": questions_shown(asked_about_work(found)), "askable": askable}
    return render(request, "projects/asked.html", context)


def _rules() -> WorkRules:
    return rules_today(programme_here()).works
