"""How far the plans of a place have come, stage by stage."""

from __future__ import annotations

import pytest

from rembuk.finance.models import Post
from rembuk.journeys.progress import NOTHING, Progress, Sums, progress_in
from rembuk.projects.models import Project
from rembuk.projects.states import ProjectState
from tests.cast import THURSDAY, Cast
from tests.finance.scenes import ROAD, in_force
from tests.projects.scenes import started

pytestmark = pytest.mark.django_db


def test_every_stage_counts_what_reached_it(cast: Cast) -> None:
    project = started(cast)
    _budget, post = in_force(cast)
    Post.objects.filter(pk=post.pk).update(item=project.item)

    cost = Sums(1, project.cost_rupiah)
    assert progress_in(cast.kecamatan) == Progress(
        planned=cost, decided=NOTHING, funded=Sums(1, ROAD), begun=cost, finished=NOTHING
    )


def test_what_is_finished_was_begun(cast: Cast) -> None:
    project = started(cast)
    Project.objects.filter(pk=project.pk).update(state=ProjectState.DONE, done_at=THURSDAY)

    progress = progress_in(cast.kampung)

    assert progress.begun == progress.finished == Sums(1, project.cost_rupiah)


def test_what_the_office_spends_on_itself_comes_from_no_plan(cast: Cast) -> None:
    in_force(cast)

    assert progress_in(cast.kampung).funded == NOTHING


def test_another_place_has_nothing_of_it(cast: Cast) -> None:
    started(cast)

    assert progress_in(cast.other_kampung) == Progress(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
