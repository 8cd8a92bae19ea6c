"""Showing who carries a project out and what it looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.projects.models import Project, TeamMember, WorkPhoto
from rembuk.projects.permissions import LOOKERS, MEASURERS, may_add_work_photo, may_name_team_member
from rembuk.projects.queries import measurements_of
from rembuk.projects.states import Duty, PhotoMoment
from rembuk.projects.telling import told
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line


class TeamHasAChair(ValueError):
    """A team has one chair; the message is the chair's name."""


@transaction.atomic
def name_team_member(
    project: Project, name: str, duty: Duty, interest: str = "", *, key: UUID, by: Person | None, at: datetime
) -> TeamMember:
    """Name somebody of the team with what they declare; an empty interest declares that there is none.

    A key counts once. The journal keeps the duty, not the name.
    """
    if by is None or not may_name_team_member(by, project, at=at):
        raise PermissionDenied
    if known := TeamMember.objects.filter(project=project, key=key).first():
        return known
    chair = TeamMember.objects.filter(project=project, duty=Duty.CHAIR).first()
    if chair and duty is Duty.CHAIR:
        raise TeamHasAChair(chair.name)
    member = TeamMember.objects.create(
        project=project,
        name=line(name, "name", longest=80),
        duty=duty,
        interest=line(interest, "interest", longest=300) if interest.strip() else "",
        key=key,
        named_by=by,
        named_at=at,
    )
    facts = told(project, duty=duty.value, declared="yes" if member.interest else "no")
    record_act("project.team_named", project, by=by, at=at, public=True, region_number=project.region_number, **facts)
    return member


@transaction.atomic
def add_work_photo(
    project: Project, photo: Photo, taken: PhotoMoment, words: str, *, by: Person | None, at: datetime
) -> WorkPhoto:
    """Show a photo of a work with what it shows; the same picture counts once."""
    if by is None or not may_add_work_photo(by, project, at=at):
        raise PermissionDenied
    if known := WorkPhoto.objects.filter(project=project, photo=photo).first():
        return known
    shown = WorkPhoto.objects.create(
        project=project,
        measurement=measurements_of(project).last(),
        photo=photo,
        taken=taken,
        words=line(words, "words", longest=160),
        added_by=by,
        added_as=role_of(by, (*MEASURERS, *LOOKERS), project.region_number, at=at),
        added_at=at,
    )
    facts = told(project, sentence=shown.words, taken=taken.value)
    record_act("project.photo_added", project, by=by, at=at, public=True, region_number=project.region_number, **facts)
    return shown
