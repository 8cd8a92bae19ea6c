"""The tables of projects."""

from rembuk.projects.models.changes import WorkChange
from rembuk.projects.models.draws import Draw, Ticket
from rembuk.projects.models.handovers import Handover
from rembuk.projects.models.impact import ImpactReading, ReadingTakenBack
from rembuk.projects.models.photos import WorkPhoto
from rembuk.projects.models.purchases import Bid, Purchase
from rembuk.projects.models.teams import TeamMember
from rembuk.projects.models.works import BillRow, Delivery, Look, Measurement, Project

__all__ = [
    "Bid",
    "BillRow",
    "Delivery",
    "Draw",
    "Handover",
    "ImpactReading",
    "Look",
    "Measurement",
    "Project",
    "Purchase",
    "ReadingTakenBack",
    "TeamMember",
    "Ticket",
    "WorkChange",
    "WorkPhoto",
]
