"""Projects, their bills and what others saw, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.journeys.work_money import Money
from rembuk.kernel import periods
from rembuk.plans.states import Mode
from rembuk.projects.bills import cost_of
from rembuk.projects.models import BillRow, Look, Measurement, Project
from rembuk.projects.queries import Reach, delivered
from rembuk.projects.queries import Step as Measured
from rembuk.projects.states import BillKind, ProjectState, Verdict
from rembuk.web.charts import Bar, Chart, bars
from rembuk.web.formats import day, language, percent, rupiah
from rembuk.web.needs.history import role_label
from rembuk.web.plans.cards import decimal
from rembuk.web.thread import Step

SAID: Final[Mapping[str, Promise]] = {
    "project.prepared": gettext_lazy("Work is being prepared"),
    "project.bill_written": gettext_lazy("The bill was written"),
    "project.bill_row_struck": gettext_lazy("A row of the bill was struck"),
    "project.team_named": gettext_lazy("Somebody of the team was named"),
    "project.bought": gettext_lazy("Something was bought"),
    "project.impact_read": gettext_lazy("Something was measured, to compare before and after"),
    "project.impact_taken_back": gettext_lazy("A figure was taken back"),
    "project.photo_added": gettext_lazy("A photo was added"),
    "project.change_asked": gettext_lazy("A change was asked for"),
    "project.change_agreed": gettext_lazy("The change was agreed to"),
    "project.change_refused": gettext_lazy("The change was refused"),
    "project.witnesses_announced": gettext_lazy("A draw of residents was announced"),
    "project.drawn": gettext_lazy("Lots were drawn"),
    "project.handover_offered": gettext_lazy("It was offered to those who care for it"),
    "project.handed_over": gettext_lazy("It was handed over to those who care for it"),
    "project.handover_sent_back": gettext_lazy("The handover was sent back"),
    "project.started": gettext_lazy("Work began"),
    "project.halted": gettext_lazy("Work was halted"),
    "project.resumed": gettext_lazy("Work goes on"),
    "project.delivered": gettext_lazy("Goods came"),
    "project.measured": gettext_lazy("The team measured"),
    "project.looked_at": gettext_lazy("Somebody else looked"),
    "project.done": gettext_lazy("Finished and checked"),
}
# What the stylesheet has a colour for.
TONES: Final[Mapping[str, str]] = {
    "prepared": "waiting",
    "started": "running",
    "halted": "held",
    "done": "done",
    "handed_over": "done",
}


def project_card(project: Project, reach: Reach) -> dict[str, object]:
    """Return what projects/list.html draws of a project."""
    return {
        "code": project.code,
        "href": reverse("project", args=[project.code]),
        "title": project.title,
        "place": f"{project.place}, {project.region.name}",
        "tone": TONES[project.state],
        "state_label": ProjectState(project.state).label,
        "cost_rupiah": project.cost_rupiah,
        "said": reach_words(project, reach),
    }


def reach_words(project: Project, reach: Reach) -> str:
    """Return how far a project is, in a sentence: an interval as long as not everything was seen by others."""
    seen, claimed = reach.percent_seen(project.volume), reach.percent_claimed(project.volume)
    figures = {"seen": percent(seen), "claimed": percent(claimed)}
    if reach.is_disputed:
        return _("The team says %(claimed)s; somebody who looked says it is not so.") % figures
    if seen == claimed:
        return _("%(seen)s stands, and others have seen it.") % figures if seen else _("Nothing stands yet.")
    return _("Between %(seen)s and %(claimed)s stands.") % figures


def reach_chart(project: Project, reach: Reach) -> Chart:
    """Draw what is planned, what the team says and what others saw."""
    parts = (
        (_("Planned"), project.volume, 100),
        (_("The team says"), reach.claimed, reach.percent_claimed(project.volume)),
        (_("Others have seen"), reach.seen, reach.percent_seen(project.volume)),
    )
    values = [Bar(label, percent, f"{decimal(amount)} {project.unit}") for label, amount, percent in parts]
    return bars("reach", _("How far it is"), values, label=_("What"), unit=_("Per cent"))


def facts_of_project(project: Project) -> tuple[tuple[object, object], ...]:
    """Return a project as terms and values."""
    first, last = (periods.month_name(one, language()) for one in (project.first_month, project.last_month))
    months = first if first == last else f"{first} – {last}"
    return (
        (_("Place"), f"{project.place}, {project.region.name}"),
        (_("Volume"), f"{decimal(project.volume)} {project.unit}"),
        (_("Cost"), rupiah(project.cost_rupiah)),
        (_("Planned for"), f"{months} {project.year}"),
        (_("Who carries it out"), project.team),
        (_("How it is carried out"), Mode(project.mode).label),
    )


def money_facts(money: Money) -> tuple[tuple[object, object], ...]:
    """Return what the budget gives for a work and what of it was spent; nothing where no budget names it."""
    if not money.given_rupiah:
        return ()
    return (_("In the budget"), rupiah(money.given_rupiah)), (_("Spent so far"), rupiah(money.spent_rupiah))


def bill_rows(rows: Iterable[BillRow]) -> list[tuple[object, ...]]:
    """Return a bill as a table shows it; what residents give has a column of its own."""
    return [_bill_row(row) for row in rows]


def _bill_row(row: BillRow) -> tuple[object, ...]:
    cost = cost_of(row)
    return (
        row.what,
        BillKind(row.kind).label,
        f"{decimal(row.quantity)} {row.unit}",
        None if (came := delivered(row)) is None else f"{decimal(came)} {row.unit}",
        row.price_rupiah,
        row.standard_rupiah,
        row.price_source or None,
        None if row.is_self_help else cost,
        cost if row.is_self_help else None,
    )


def measured_rows(steps: Iterable[Measured]) -> list[tuple[object, ...]]:
    """Return what was measured and when: how much stood, its sides, and thickness at three points."""
    return [_measured_row(step, one) for step in steps if (one := step.measurement)]


def _measured_row(step: Measured, one: Measurement) -> tuple[object, ...]:
    sides = [f"{decimal(Decimal(side) / 100)} m" for side in (one.length_cm, one.width_cm) if side is not None]
    thickness = [decimal(Decimal(point) / 10) for point in one.thickness_mm or ()]
    return (
        day(step.on),
        decimal(one.amount),
        " × ".join(sides) or None,
        f"{' · '.join(thickness)} cm" if thickness else None,
        one.words,
    )


def look_rows(looks: Iterable[Look]) -> list[tuple[object, ...]]:
    """Return what others said, without their names."""
    return [
        (role_label(one.looked_as) or _("Resident drawn by lot"), Verdict(one.verdict).label, one.words or None)
        for one in looks
    ]


def steps_of(acts: Iterable[Act]) -> list[Step]:
    """Return the way of a project, oldest first."""
    return [_step(act) for act in acts if act.kind in SAID]


def _step(act: Act) -> Step:
    facts = facts_of(act)
    words = str(facts.get("sentence") or facts.get("why") or "")
    return Step(what=str(SAID[act.kind]), at=act.at, who=role_label(str(facts.get("role", ""))), words=words)
