"""A statement is written once for each tenant; what it finds is read anew."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet

from rembuk.tenancy import in_tenant, national
from rembuk.tenancy.statements import Row, written_once
from rembuk.voices.models import Need
from tests.cast import TULANG_BAWANG_BARAT, Cast, next_door
from tests.voices.scenes import opened

pytestmark = pytest.mark.django_db


class Question:
    """Asks for the titles of needs in a state, and knows how often its query set was made."""

    def __init__(self) -> None:
        self.made = 0
        self.ask = written_once(self.titles)

    def titles(self, state: str, *, limit: int = 9) -> QuerySet[Need, Row]:
        self.made += 1
        return Need.objects.filter(state=state).order_by("title").values_list("title", "opened_at", "id")[:limit]


@pytest.fixture
def question() -> Question:
    return Question()


def test_the_rows_are_those_of_the_query_set_with_their_types(cast: Cast, question: Question) -> None:
    need, _voice = opened(cast)

    rows = question.ask(need.state)

    assert rows == [(need.title, need.opened_at, need.pk)]
    assert rows == list(question.titles(need.state))


def test_a_statement_is_written_once_and_its_rows_are_read_each_time(cast: Cast, question: Question) -> None:
    need, _voice = opened(cast)
    question.ask(need.state)
    Need.objects.filter(pk=need.pk).update(title="Jembatan baru")

    again = question.ask(need.state)

    assert [title for title, *_rest in again] == ["Jembatan baru"]
    assert question.made == 1


def test_other_arguments_are_another_statement(cast: Cast, question: Question) -> None:
    need, _voice = opened(cast)
    question.ask(need.state)

    assert question.ask("declined") == []
    assert question.ask(need.state, limit=1) == question.ask(need.state)
    assert question.made == 3


def test_a_question_that_no_row_can_answer_finds_none(cast: Cast, question: Question) -> None:
    need, _voice = opened(cast)

    assert question.ask(need.state, limit=0) == []


def test_another_kabupaten_finds_its_own_rows_with_the_same_question(cast: Cast, question: Question) -> None:
    need, _voice = opened(cast)
    question.ask(need.state)

    with in_tenant(TULANG_BAWANG_BARAT):
        elsewhere, _voice = opened(next_door(), title="Sumur desa sebelah")
        found = question.ask(elsewhere.state)

    assert [title for title, *_rest in found] == [elsewhere.title]
    assert [title for title, *_rest in question.ask(need.state)] == [need.title]


def test_the_nation_reads_the_rows_of_all(cast: Cast, question: Question) -> None:
    need, _voice = opened(cast)
    question.ask(need.state)
    with in_tenant(TULANG_BAWANG_BARAT):
        elsewhere, _voice = opened(next_door(), title="Sumur desa sebelah")

    with national():
        found = question.ask(need.state)

    assert {title for title, *_rest in found} == {need.title, elsewhere.title}
