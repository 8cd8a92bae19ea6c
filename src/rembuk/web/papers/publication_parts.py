"""The parts of the report of half a year: all that Permendagri 20/2018 wants everybody to know, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from rembuk.documents.sheets import Grid, Part, Words
from rembuk.finance.queries import PostSum
from rembuk.journeys.publication import Publication, Share
from rembuk.plans.activities import field_name
from rembuk.plans.states import Fund
from rembuk.projects.models import Project
from rembuk.projects.queries import NOTHING
from rembuk.projects.states import ProjectState
from rembuk.web.formats import capital, rupiah
from rembuk.web.papers.incomes import by_fund, by_month, receipts
from rembuk.web.plans.cards import decimal


def report_parts(told: Publication, complain: str) -> Iterator[Part]:
    """Yield what was given, what came in, every post, what is left, who carries it out, and what is not done."""
    fields = _shares(_("Field"), [(field_name(one.key), one) for one in told.fields])
    funds = _shares(_("Paid from"), [(fund_label(one.key), one) for one in told.funds])
    yield Part(heading=_("A. Budget and realisation by field"), blocks=(fields,))
    yield Part(heading=_("B. What came in, and what is still expected"), blocks=tuple(_incomes(told)))
    yield Part(heading=_("C. Every post"), blocks=(_posts(told.posts),))
    yield Part(heading=_("D. What is left, by who pays"), blocks=(funds,))
    yield Part(heading=_("E. Works and who carries them out"), blocks=(_works(told),))
    yield Part(heading=_("F. Not finished or not begun"), blocks=(_waiting(told),))
    yield Part(heading=_("G. Questions and complaints"), blocks=(Words(text=complain),))


def fund_label(fund: str) -> str:
    """Return who pays, as a line begins."""
    return capital(str(Fund(fund).label))


def state_label(work: Project) -> str:
    """Return where a work is, as a line begins."""
    return capital(str(ProjectState(work.state).label))


def nothing_open(told: Publication) -> Words:
    """Say that no work is open: none was prepared, or all are finished."""
    if told.works:
        return Words(text=_("Everything that was begun is finished and checked."))
    return Words(text=_("No work was prepared yet."))


def _money_columns() -> tuple[tuple[str, str], ...]:
    return ((_("Budget"), "number"), (_("Spent"), "number"), (_("Left"), "number"))


def _money(one: Share | PostSum) -> tuple[str, ...]:
    return (rupiah(one.budget_rupiah), rupiah(one.realised_rupiah), rupiah(one.left_rupiah))


def _shares(label: str, rows: Sequence[tuple[str, Share]]) -> Grid:
    return Grid(
        caption=_("They add up to the whole budget."),
        columns=((label, "text"), *_money_columns()),
        rows=tuple((name, *_money(one)) for name, one in rows),
    )


def _incomes(told: Publication) -> Iterator[Grid | Words]:
    if not told.incomes:
        yield Words(text=_("Nothing came in, and the budget does not say what it expects."))
        return
    amounts = ((_("Expected"), "number"), (_("Came in"), "number"), (_("Still expected"), "number"))
    yield Grid(
        caption=_("What each fund brings, beside what the regency let us expect first (pagu indikatif)."),
        columns=((_("Fund"), "text"), (_("First figure"), "number"), *amounts),
        rows=tuple((name, *(rupiah(one or 0) for one in sums)) for name, *sums in by_fund(told.incomes)),
    )
    yield Grid(
        caption=_("Month by month; money fills the months of its fund in their order."),
        columns=((_("Month"), "text"), *amounts),
        rows=tuple((f"{when}, {name}", *map(rupiah, sums)) for when, name, *sums in by_month(told.incomes)),
    )
    yield Grid(
        caption=_("What came in, by day and document."),
        columns=((_("Day"), "text"), (_("Fund"), "text"), (_("Document"), "text"), (_("Amount"), "number")),
        rows=tuple((when, name, paper, rupiah(one)) for when, name, paper, one in receipts(told.incomes)),
    )


def _posts(posts: Sequence[PostSum]) -> Grid:
    return Grid(
        caption=_("By activity, to the rupiah."),
        columns=((_("Post"), "text"), *_money_columns()),
        rows=tuple((f"{one.post.activity_code} {one.post.title}", *_money(one)) for one in posts),
    )


def _works(told: Publication) -> Grid | Words:
    if not told.works:
        return Words(text=_("No work was prepared yet."))
    return Grid(
        caption=_("Works of this year and their teams (TPK), measured until this day, and their state now."),
        columns=((_("Work"), "text"), (_("Who carries it out"), "text"), (_("How far"), "text"), (_("Cost"), "number")),
        rows=tuple((one.title, one.team, _how_far(told, one), rupiah(one.cost_rupiah)) for one in told.works),
    )


def _how_far(told: Publication, work: Project) -> str:
    """Return the state of a work with what it is to be, what the team says stands, and what others have seen of it."""
    reach = told.reaches.get(work.pk, NOTHING)
    size = {"state": state_label(work), "whole": f"{decimal(work.volume)} {work.unit}"}
    if not reach.claimed:
        return _("%(state)s; to be %(whole)s") % size
    known = {"claimed": decimal(reach.claimed), "seen": decimal(reach.seen)}
    return _("%(state)s; %(claimed)s of %(whole)s by the team, %(seen)s seen by others") % (size | known)


def _waiting(told: Publication) -> Grid | Words:
    works = tuple((one.title, one.halted_why or state_label(one)) for one in told.unfinished)
    posts = tuple((one.post.title, _("Nothing was spent yet.")) for one in told.not_begun)
    if not (works or posts):
        return nothing_open(told)
    return Grid(
        caption=_("Works that are not finished and checked, and posts of which nothing was spent."),
        columns=((_("What"), "text"), (_("Why or how far"), "text")),
        rows=works + posts,
    )
