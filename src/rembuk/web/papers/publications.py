"""What a kampung hangs up about its money (baliho APB) and hands in (laporan semester): Permendagri 20/2018."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from msgspec.structs import replace

from rembuk.documents.sheets import (
    Facts,
    Form,
    Meter,
    Meters,
    Part,
    Point,
    Points,
    Sheet,
    Signature,
    Size,
    Square,
    Words,
)
from rembuk.finance.incomes import IncomeSum
from rembuk.journeys.publication import HALVES, NOTE, Publication, Share
from rembuk.people.roles import Role
from rembuk.plans.activities import field_name
from rembuk.web.charts import share
from rembuk.web.formats import capital, language, rupiah
from rembuk.web.papers.publication_parts import fund_label, nothing_open, report_parts, state_label
from rembuk.web.papers.saying import letterhead, note, said_day

# What a poster and a card have room for; the report and the page behind its square have the rest.
MOST_WORKS = 6
MOST_ON_A_CARD = 3


def poster(told: Publication, size: Size, href: str, complain: str) -> Sheet:
    """Return the poster of a budget: what there is, what for, who pays, and what is not finished."""
    title = _("The money of our kampung %(year)s") % {"year": told.budget.year}
    parts = (
        Part(heading=_("What it is for, and how much was spent"), blocks=(_spent_bars(told.fields),)),
        Part(heading=_("Where it comes from"), blocks=(_given_bars(told.funds),)),
        Part(heading=_("What came in, and what is still expected"), blocks=(_came_bars(told),)),
        Part(heading=_("Not finished yet"), blocks=tuple(_unfinished(told, MOST_WORKS))),
    )
    return replace(
        _blank(told, Form.POSTER, href),
        size=size,
        title=title,
        subject=told.budget.region.name,
        facts=Facts(rows=_totals(told)),
        parts=parts,
        closing=_("Does something not fit? Ask or complain: %(address)s") % {"address": complain},
    )


def card(told: Publication, form: Form, href: str, complain: str) -> Sheet:
    """Return what every household keeps: the totals, and what is done with each Rp 100.000."""
    each = _("Of every %(note)s") % {"note": rupiah(NOTE)}
    return replace(
        _blank(told, form, href),
        title=_("The money of our kampung %(year)s") % {"year": told.budget.year},
        subject=_("Figures up to %(day)s") % {"day": said_day(told.until)},
        facts=Facts(rows=_totals(told)),
        parts=(
            Part(heading=each, blocks=(_note_bars(told.fields),)),
            Part(heading=_("Not finished yet"), blocks=tuple(_unfinished(told, MOST_ON_A_CARD))),
        ),
        closing=_("Does something not fit? Ask or complain: %(address)s") % {"address": complain},
    )


def report(told: Publication, half: int, href: str, complain: str) -> Sheet:
    """Return the report of half a year: what was given, spent and left, who carries it out, and what is not done."""
    return replace(
        _blank(told, Form.RECORD, href),
        title=_("Report on the budget and its realisation"),
        subject=_half_of(told.budget.year, half),
        facts=Facts(rows=((_("In force by"), told.budget.document), *_totals(told))),
        parts=tuple(report_parts(told, complain)),
        closing=_("Every figure here is a sum of payments that anybody can open one by one."),
        signatures=tuple(Signature(side="", office=capital(str(one.label))) for one in (Role.HEAD, Role.TREASURER)),
    )


def _blank(told: Publication, form: Form, href: str) -> Sheet:
    until = _("Figures up to %(day)s") % {"day": said_day(told.until)}
    square = Square(
        address=href,
        label=_("Square code that opens the page of this budget"),
        lines=(_("Scan the square: every post and every payment."), href, until),
    )
    return Sheet(
        form=form,
        language=language(),
        drawn_on=told.until,
        places=letterhead(told.budget.region),
        title="",
        subject="",
        mark=f"{told.budget.region.code} · {told.budget.year}",
        note=note(),
        square=square,
    )


def _half_of(year: int, half: int) -> str:
    said = _("First half of %(year)s") if half == HALVES[0] else _("Whole year %(year)s")
    return said % {"year": year}


def _totals(told: Publication) -> tuple[tuple[str, str], ...]:
    spent = f"{_('Spent')} ({share(told.realised_rupiah, told.budget_rupiah)})"
    return (
        (_("Budget"), rupiah(told.budget_rupiah)),
        (spent, rupiah(told.realised_rupiah)),
        (_("Left"), rupiah(told.left_rupiah)),
    )


def _spent_bars(shares: Sequence[Share]) -> Meters:
    most = max(one.budget_rupiah for one in shares)
    return Meters(rows=tuple(_spent_bar(one, most) for one in shares))


def _spent_bar(one: Share, most: int) -> Meter:
    said = _("%(realised)s spent of %(budget)s") % {
        "realised": rupiah(one.realised_rupiah), "budget": rupiah(one.budget_rupiah),
    }  # fmt: skip
    return Meter(
        label=field_name(one.key),
        words=said,
        length=1000 * one.budget_rupiah // most,
        part=1000 * one.realised_rupiah // most,
    )


def _given_bars(shares: Sequence[Share]) -> Meters:
    most = max(one.budget_rupiah for one in shares)
    return Meters(
        rows=tuple(
            Meter(
                label=fund_label(one.key),
                words=rupiah(one.budget_rupiah),
                length=0,
                part=1000 * one.budget_rupiah // most,
            )
            for one in shares
        )
    )


def _came_bars(told: Publication) -> Meters | Words:
    if not told.incomes:
        return Words(text=_("Nothing came in, and the budget does not say what it expects."))
    most = max(max(one.expected_rupiah, one.received_rupiah) for one in told.incomes) or 1
    return Meters(rows=tuple(_came_bar(one, most) for one in told.incomes))


def _came_bar(one: IncomeSum, most: int) -> Meter:
    said = _("%(received)s came in, %(missing)s still expected") % {
        "received": rupiah(one.received_rupiah),
        "missing": rupiah(one.missing_rupiah),
    }
    return Meter(
        label=fund_label(one.fund),
        words=said,
        length=1000 * max(one.expected_rupiah, one.received_rupiah) // most,
        part=1000 * one.received_rupiah // most,
    )


def _note_bars(shares: Sequence[Share]) -> Meters:
    most = max(one.of_a_note for one in shares)
    return Meters(
        rows=tuple(
            Meter(
                label=field_name(one.key),
                words=rupiah(one.of_a_note),
                length=0,
                part=1000 * one.of_a_note // most,
            )
            for one in shares
        )
    )


def _unfinished(told: Publication, most: int) -> Iterator[Words | Points]:
    works = told.unfinished
    if not works:
        yield nothing_open(told)
    else:
        points = (Point(words=one.title, notes=(state_label(one), one.team)) for one in works[:most])
        yield Points(rows=tuple(points))
    if (more := len(works) - most) > 0:
        yield Words(text=_("%(many)s more works stand in the report.") % {"many": more}, is_quiet=True)
