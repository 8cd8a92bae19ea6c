"""Who may do what with projects: who prepares does not start, who measures does not look, nobody finishes alone."""

from __future__ import annotations

from datetime import datetime

from rembuk.people.models import Person
from rembuk.people.queries import holds_any, holds_role
from rembuk.people.roles import Role
from rembuk.plans.models import PlanItem
from rembuk.projects.models import BillRow, Draw, Handover, ImpactReading, Measurement, Project, WorkChange
from rembuk.projects.queries import is_witness
from rembuk.regions.models import Region

PREPARERS = (Role.OFFICER, Role.SECRETARY)
MEASURERS = (Role.OFFICER, Role.SECRETARY)
IMPACT_READERS = (Role.OFFICER, Role.SECRETARY, Role.FACILITATOR)
AUDITORS = (Role.SUBDISTRICT_OFFICER, Role.MONITOR)
LOOKERS = (Role.FACILITATOR, Role.COUNCIL, Role.SUBDISTRICT_OFFICER, Role.MONITOR)


def may_prepare_project(person: Person | None, item: PlanItem, *, at: datetime) -> bool:
    """An officer or the secretary of the place makes a project of what its plan holds."""
    return holds_any(person, PREPARERS, item.region_number, at=at)


def may_write_bill(person: Person | None, project: Project, *, at: datetime) -> bool:
    """An officer or the secretary of the place writes the bill of a project."""
    return holds_any(person, PREPARERS, project.region_number, at=at)


def may_strike_bill_row(person: Person | None, row: BillRow, *, at: datetime) -> bool:
    """An officer or the secretary of the place strikes a row that was written by mistake."""
    return holds_any(person, PREPARERS, row.project.region_number, at=at)


def may_name_team_member(person: Person | None, project: Project, *, at: datetime) -> bool:
    """An officer or the secretary of the place names the team, with what each of them declares."""
    return holds_any(person, PREPARERS, project.region_number, at=at)


def may_record_purchase(person: Person | None, project: Project, *, at: datetime) -> bool:
    """An officer or the secretary of the place writes down what was bought for a project, with every offer."""
    return holds_any(person, PREPARERS, project.region_number, at=at)


def may_record_impact(person: Person | None, project: Project, *, at: datetime) -> bool:
    """An officer, the secretary or the facilitator of the place writes down how it is before a work, and after it."""
    return holds_any(person, IMPACT_READERS, project.region_number, at=at)


def may_take_back_impact(person: Person | None, reading: ImpactReading, *, at: datetime) -> bool:
    """An officer, the secretary or the facilitator of the place takes a wrong figure back; it stays on record."""
    return holds_any(person, IMPACT_READERS, reading.project.region_number, at=at)


def may_add_work_photo(person: Person | None, project: Project, *, at: datetime) -> bool:
    """Whoever measures or looks at works in the place adds photos of them, and residents drawn by lot."""
    holds = holds_any(person, (*MEASURERS, *LOOKERS), project.region_number, at=at)
    return holds or (person is not None and is_witness(person, project))


def may_ask_for_change(person: Person | None, project: Project, *, at: datetime) -> bool:
    """An officer or the secretary of the place asks for a delay or a change, for the team."""
    return holds_any(person, PREPARERS, project.region_number, at=at)


def may_decide_change(person: Person | None, change: WorkChange, *, at: datetime) -> bool:
    """The village head agrees to a change or refuses it; never one they asked for themselves."""
    is_own = person is not None and person.pk == change.asked_by_id
    return not is_own and _is_head(person, change.project, at=at)


def may_start_project(person: Person | None, project: Project, *, at: datetime) -> bool:
    """The village head lets a project begin; never one they prepared themselves."""
    return _is_head(person, project, at=at) and not _has_prepared(person, project)


def may_halt_project(person: Person | None, project: Project, *, at: datetime) -> bool:
    """The village head halts a project and lets it go on."""
    return _is_head(person, project, at=at)


def may_measure_work(person: Person | None, project: Project, *, at: datetime) -> bool:
    """An officer or the secretary of the place writes down for the team how much stands."""
    return holds_any(person, MEASURERS, project.region_number, at=at)


def may_record_delivery(person: Person | None, row: BillRow, *, at: datetime) -> bool:
    """An officer or the secretary of the place writes down for the team what came to the site."""
    return holds_any(person, MEASURERS, row.project.region_number, at=at)


def may_look_at_work(person: Person | None, measurement: Measurement, *, at: datetime) -> bool:
    """Facilitators, council, monitors, the sub-district and residents drawn by lot say it; never who measured."""
    if person is None or person.pk == measurement.measured_by_id:
        return False
    holds = holds_any(person, LOOKERS, measurement.project.region_number, at=at)
    return holds or is_witness(person, measurement.project)


def may_announce_witnesses(person: Person | None, project: Project, *, at: datetime) -> bool:
    """Facilitators, council, monitors and the sub-district announce a draw of residents; never who builds."""
    return holds_any(person, LOOKERS, project.region_number, at=at)


def may_announce_audit(person: Person | None, region: Region, *, at: datetime) -> bool:
    """Monitors and the sub-district announce a draw of works to be checked thoroughly."""
    return holds_any(person, AUDITORS, region.number, at=at)


def may_hold_draw(person: Person | None, draw: Draw, *, at: datetime) -> bool:
    """Facilitators, council, monitors and the sub-district say the public word; never who sealed the secret."""
    is_own = person is not None and person.pk == draw.announced_by_id
    return not is_own and holds_any(person, LOOKERS, draw.region_number, at=at)


def may_finish_project(person: Person | None, project: Project, *, at: datetime) -> bool:
    """The village head calls a project done, once two others have looked; never one they prepared themselves."""
    return _is_head(person, project, at=at) and not _has_prepared(person, project)


def may_offer_handover(person: Person | None, project: Project, *, at: datetime) -> bool:
    """The village head offers a finished work to those who will care for it."""
    return _is_head(person, project, at=at)


def may_settle_handover(person: Person | None, handover: Handover, *, at: datetime) -> bool:
    """The village council takes a work over for residents or sends it back; never who offered it."""
    is_own = person is not None and person.pk == handover.offered_by_id
    return not is_own and holds_any(person, (Role.COUNCIL,), handover.project.region_number, at=at)


def _is_head(person: Person | None, project: Project, *, at: datetime) -> bool:
    return person is not None and holds_role(person, Role.HEAD, project.region_number, at=at)


def _has_prepared(person: Person | None, project: Project) -> bool:
    return person is not None and person.pk == project.prepared_by_id
