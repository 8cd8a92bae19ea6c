"""What people do with projects."""

from rembuk.projects.actions.building import (
    AlreadyAProject,
    AlreadyJudged,
    BillDraft,
    NotPlanned,
    NotReadyToStart,
    NotSeenByOthers,
    finish_project,
    halt_project,
    look_at_work,
    measure_work,
    prepare_project,
    resume_project,
    start_project,
    strike_bill_row,
    write_bill,
)
from rembuk.projects.actions.changing import (
    ChangeDraft,
    ChangeWaits,
    agree_to_change,
    ask_for_change,
    refuse_change,
)
from rembuk.projects.actions.showing import TeamHasAChair, add_work_photo, name_team_member

__all__ = [
    "AlreadyAProject",
    "AlreadyJudged",
    "BillDraft",
    "ChangeDraft",
    "ChangeWaits",
    "NotPlanned",
    "NotReadyToStart",
    "NotSeenByOthers",
    "TeamHasAChair",
    "add_work_photo",
    "agree_to_change",
    "ask_for_change",
    "finish_project",
    "halt_project",
    "look_at_work",
    "measure_work",
    "name_team_member",
    "prepare_project",
    "refuse_change",
    "resume_project",
    "start_project",
    "strike_bill_row",
    "write_bill",
]
