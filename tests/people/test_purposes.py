"""Every personal field of every table has its purpose: a new one fails here until somebody says what it is for."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db.models import Model

from rembuk.people.models import Identity, Person
from rembuk.people.purposes import PURPOSES, UnknownPurpose, purpose_of
from rembuk.tenancy.privacy import EncryptedTextField

SOUNDS_PERSONAL = re.compile(
    r"(^|_)(phone|telp|hp|mobile|e?mail|nik|kk|birth|born|address|alamat|login|recipient|sender|speaker|ip|user_agent|"
    r"gender|religion|signature|secret|password|wish|contact|nickname|surname|first_name|last_name)($|_)"
)
# What sounds personal and is not, each with its reason.
NOT_PERSONAL = {
    "people.Person.password": "an Argon2 hash; nobody can read a password from it",
    "programmes.RuleSet.signature": "made by a publisher's key over rules",
}


def fields():
    for model in apps.get_models():
        for field in model._meta.local_fields:
            yield f"{model._meta.label}.{field.name}", model, field


def is_personal(name, field):
    if field.is_relation:
        return False
    marked = isinstance(field, EncryptedTextField) or getattr(field, "is_personal", False)
    return marked or (bool(SOUNDS_PERSONAL.search(field.name)) and name not in NOT_PERSONAL)


def links_to_people(model: type[Model]) -> bool:
    return any(field.related_model in {Person, Identity} for field in model._meta.local_fields if field.is_relation)


def test_every_personal_field_of_every_table_has_a_purpose():
    personal = {name for name, _model, field in fields() if is_personal(name, field)}
    explained = {name for purpose in PURPOSES for name in purpose.fields}

    assert len(personal) > 10
    assert sorted(personal - explained) == []


def test_every_table_that_points_at_people_has_a_purpose():
    pointing = {model._meta.label for model in apps.get_models() if links_to_people(model)}
    explained = {name for purpose in PURPOSES for name in purpose.links}
    explained |= {name.rpartition(".")[0] for purpose in PURPOSES for name in purpose.fields}

    assert len(pointing) > 5
    assert sorted(pointing - explained) == []


def test_no_purpose_names_what_does_not_exist():
    known = {name for name, _model, _field in fields()}
    tables = {model._meta.label for model in apps.get_models()}
    named = {name for purpose in PURPOSES for name in purpose.fields}
    linked = {name for purpose in PURPOSES for name in purpose.links}

    assert sorted(named - known) == []
    assert sorted(linked - tables) == []


def test_a_field_stands_under_one_purpose():
    named = [name for purpose in PURPOSES for name in purpose.fields]

    assert sorted(named) == sorted(set(named))


def test_no_table_has_a_column_for_a_nik():
    columns = {field.name for _name, _model, field in fields()}

    assert not {column for column in columns if re.search(r"(^|_)(nik|ktp|kk|national_id|no_kk)($|_)", column)}


def test_a_purpose_is_found_by_its_key_and_an_unknown_one_refused():
    assert purpose_of("answers").key == "answers"
    with pytest.raises(UnknownPurpose):
        purpose_of("advertising")
