"""A row that is written by a statement of its own is the row that `save` writes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from rembuk.journal.acts import draw_up_act
from rembuk.journal.models import Act
from rembuk.tenancy import in_tenant
from rembuk.tenancy.fields import WrongTenant
from rembuk.tenancy.rows import write_new, write_unless_taken
from rembuk.voices.models import Voice
from tests.cast import MONDAY, TULANG_BAWANG_BARAT, Cast, make_tenant
from tests.voices.scenes import received

pytestmark = pytest.mark.django_db


def an_act(cast: Cast) -> Act:
    return draw_up_act("voice.likened", cast.officer, {}, by=None, at=MONDAY, public=True, region_number=None)


def test_what_is_read_back_is_what_was_written(cast: Cast) -> None:
    act = an_act(cast)

    write_new(act)

    again = Act.objects.get(pk=act.pk)
    assert {field.name: getattr(again, field.attname) for field in Act._meta.local_concrete_fields} == {
        field.name: getattr(act, field.attname) for field in Act._meta.local_concrete_fields
    }


def test_a_written_row_is_changed_afterwards_like_any_other(cast: Cast) -> None:
    voice = received(cast)

    voice.landmark = "di depan balai"
    voice.save(update_fields=["landmark"])

    assert Voice.objects.get(pk=voice.pk).landmark == "di depan balai"


def test_a_row_of_one_kabupaten_is_not_written_inside_another(cast: Cast) -> None:
    act = an_act(cast)
    make_tenant(TULANG_BAWANG_BARAT, "Tulang Bawang Barat", host="tubaba.rembuk.example")

    with in_tenant(TULANG_BAWANG_BARAT), pytest.raises(WrongTenant):
        write_new(act)


def test_a_row_that_the_database_refuses_rolls_back_what_it_belongs_to(cast: Cast) -> None:
    act = an_act(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        write_new(act)
        write_new(act)

    assert not Act.objects.filter(pk=act.pk).exists()


def test_a_row_whose_value_is_taken_is_left_out_and_the_transaction_goes_on(cast: Cast) -> None:
    first, other = an_act(cast), an_act(cast)
    same = an_act(cast)
    same.pk = first.pk
    same.kind = "test.second"

    with transaction.atomic():
        written = [write_unless_taken(one) for one in (first, same, other)]

    assert written == [True, False, True]
    assert same._state.adding
    assert set(Act.objects.filter(pk__in=(first.pk, other.pk)).values_list("kind", flat=True)) == {"voice.likened"}


def test_a_row_that_breaks_another_rule_is_refused_although_nothing_of_it_is_taken(cast: Cast) -> None:
    act = an_act(cast)
    act.kind = None  # type: ignore[assignment]  # as a mistake would

    with pytest.raises(IntegrityError), transaction.atomic():
        write_unless_taken(act)
