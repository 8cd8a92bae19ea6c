"""The board of a project (papan kegiatan): what stands at the roadside while it is built."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rembuk.documents.sheets import Facts, Form, Sheet, Square
from rembuk.journeys.papers import BoardFacts
from rembuk.kernel import periods
from rembuk.kernel.periods import local_day
from rembuk.plans.states import Fund, Mode
from rembuk.web.formats import capital, language, rupiah
from rembuk.web.papers.saying import letterhead, note
from rembuk.web.plans.cards import decimal


def board(facts: BoardFacts, href: str, complain: str) -> Sheet:
    """Return the board of a project; `complain` is the address where somebody says what is wrong."""
    project = facts.project
    return Sheet(
        form=Form.BOARD,
        language=language(),
        drawn_on=local_day(project.started_at or project.prepared_at),
        places=letterhead(project.region),
        title=project.title,
        subject=_("Project board"),
        mark=project.code,
        note=note(),
        square=Square(
            address=href,
            label=_("Square code that opens the page of this work"),
            lines=(project.code, _("Scan the square: how far it is, who looked, and what it takes."), href),
        ),
        facts=Facts(rows=tuple(_rows(facts, complain))),
        closing=_("Do you see it otherwise? Say it with the number %(code)s.") % {"code": project.code},
    )


def _rows(facts: BoardFacts, complain: str) -> Iterator[tuple[str, str]]:
    project = facts.project
    yield _("Location"), f"{project.place}, {project.region.name}"
    yield _("Volume"), f"{decimal(project.volume)} {project.unit}"
    yield _("Cost"), rupiah(project.cost_rupiah)
    yield _("Paid from"), "; ".join(capital(str(Fund(fund).label)) for fund in facts.funds)
    if facts.self_help_rupiah:
        yield _("Given by residents"), rupiah(facts.self_help_rupiah)
    yield _("Time of the work"), _months(facts)
    yield _("Who carries it out"), project.team
    yield _("How it is carried out"), capital(str(Mode(project.mode).label))
    yield _("Complaints to"), complain


def _months(facts: BoardFacts) -> str:
    project = facts.project
    first, last = (periods.month_name(one, language()) for one in (project.first_month, project.last_month))
    return f"{first if first == last else f'{first} – {last}'} {project.year}"
