"""Names are planted wherever money and works keep one, and then looked for in all that the site shows.

What comes back is compared with a list of who is meant to read which name, so that a name that is found too often fails
the test, and one that is found nowhere fails it too.
"""

from __future__ import annotations

import logging
from itertools import chain

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models import Model, QuerySet

from rembuk.finance.models import Contribution, Post
from rembuk.journal.models import Act
from rembuk.media.models import Photo
from rembuk.people.purposes import PURPOSES
from rembuk.people.roles import Role
from rembuk.plans.models import PlanItem, PlanLine
from rembuk.projects.models import Project
from rembuk.projects.swadaya.models import Sheet
from rembuk.voices.models import VoicePhoto
from rembuk.web.matrix import Visitor, visitors
from rembuk.web.staging import Stage
from tests.web.planted import all_read_by, words_in
from tests.web.staged import body_of, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.once]

# Who came and is paid, who promised and did not come, who was hurt, who gave: by the list that the privacy page prints.
NAMES = tuple(
    chain.from_iterable(one.fields for one in PURPOSES if one.key in {"gotong_royong", "contributions", "account"})
)
UNREADABLE = {"finance.Contribution.secret_hash"}
RECORDERS = {"officer", "facilitator", "secretary"}
GIFT_DESK = {"officer", "secretary", "head", "treasurer", "council"}
VOUCHERS = {"officer", "facilitator", "secretary", "head", "council", "administrator"}
# Residents read their own name; a head of a work group is chosen by name, and so is a neighbour who is vouched for.
OWN = {"people.Person.name": {"resident"}}
NEIGHBOURS = {"people.Person.name": VOUCHERS}
STATEMENTS = {"finance.PaymentNotice.words": {"treasurer"}}
MEANT = {
    **dict.fromkeys(("my-data", "my-data-all", "my-data-download", "my-data-correct"), OWN),
    **dict.fromkeys(("neighbours", "neighbour"), NEIGHBOURS),
    "desk-gathering": {"people.Person.name": RECORDERS, "swadaya.Pledge.giver": RECORDERS},
    "desk-gifts": {"finance.Contribution.donor_name": GIFT_DESK},
    "desk-gift": {"finance.Contribution.donor_name": GIFT_DESK, "finance.Contribution.contact": GIFT_DESK},
    **dict.fromkeys(("desk-gift-payments", "desk-gift-payment"), STATEMENTS),
}
PICTURES = (b"\x89PNG", b"\xff\xd8", b"RIFF")
ANYBODY = Visitor("anybody", is_signed_in=False)


def test_each_name_is_read_by_those_it_is_meant_for_and_stands_in_no_page_paper_export_act_or_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    planted = plant(stage)
    found: dict[str, dict[str, set[str]]] = {}
    opened = 0

    with caplog.at_level(logging.INFO):
        for visitor in visitors():
            for page, body in all_read_by(visitor, stage):
                opened += 1
                for name in planted.keys() & in_words(words_in(body), planted):
                    found.setdefault(page, {}).setdefault(name, set()).add(visitor.name)

    assert found == MEANT
    assert opened > 1_000
    assert in_words(caplog.text.lower(), planted) == []
    assert in_words("\n".join(Act.objects.values_list("facts", flat=True)).lower(), planted) == []


def test_the_search_finds_a_word_in_every_kind_of_page_paper_and_export(stage: Stage) -> None:
    for model in (Project, PlanItem, PlanLine, Post):
        model.objects.update(title="Zqterbuka")
    Contribution.objects.update(donor_name="Zqterbuka", is_anonymous=False)

    found = {page for page, body in all_read_by(ANYBODY, stage) if "zqterbuka" in words_in(body)}

    assert found >= {
        *("project", "project-board", "project-board-pdf", "swadaya", "funding-item"),
        *("budget", "budget-csv", "budget-xlsx", "budget-report", "budget-report-pdf", "budget-pack", "budget-post"),
        *("plan-item", "plan-file", "year-plan"),
    }


def test_no_picture_for_everybody_changes_with_a_name(stage: Stage) -> None:
    def pictures() -> list[tuple[str, bytes]]:
        cache.clear()
        return [(page, body) for page, body in all_read_by(ANYBODY, stage) if body.startswith(PICTURES)]

    before = pictures()
    plant(stage)

    assert {page for page, _body in before} >= {"budget-card-picture", "photo"}
    assert pictures() == before


def test_a_photographed_list_is_no_public_photo(stage: Stage) -> None:
    lists = Photo.objects.filter(pk__in=Sheet.objects.filter(photo__isnull=False).values("photo"))
    shown = Photo.objects.filter(pk__in=VoicePhoto.objects.values("photo"))

    assert [status_of(stage, photos) for photos in (lists, shown)] == [{404}, {200}]


# --- planting and looking ------------------------------------------------------------------------------------------


def plant(stage: Stage) -> dict[str, str]:
    """Write a word of its own into each field that keeps a name, hide every donor, and return the words."""
    planted = {name: f"zq{name.replace('.', '').replace('_', '').lower()}" for name in NAMES if name not in UNREADABLE}
    for name, word in planted.items():
        assert rows_with(name).update(**{name.rpartition(".")[2]: word}), name
    Contribution.objects.update(is_anonymous=True)
    return planted


def rows_with(name: str) -> QuerySet[Model]:
    rows: QuerySet[Model] = apps.get_model(name.rpartition(".")[0])._default_manager.all()
    # Staff are named in what they sign; residents are not.
    return rows.filter(login=None) if name.startswith("people.Person") else rows


def in_words(text: str, planted: dict[str, str]) -> list[str]:
    return [name for name, word in planted.items() if word in text]


def status_of(stage: Stage, photos: QuerySet[Photo]) -> set[int]:
    curious = (ANYBODY, Visitor("resident"), Visitor("monitor", role=Role.MONITOR))
    answers = [client_of(stage, who).get(f"/foto/{one.digest}") for who in curious for one in photos]
    for answer in answers:
        body_of(answer)
    return {answer.status_code for answer in answers}
