from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.periods import Unit
from rembuk.people.models import Person
from rembuk.programmes.actions import (
    NoReason,
    NothingChanged,
    RulesMovedOn,
    publish_rules,
    start_programme,
)
from rembuk.programmes.changes import with_clock
from rembuk.programmes.models import Programme, RuleSet
from rembuk.programmes.presets import preset_rules, start_bangun_rejo
from rembuk.programmes.queries import (
    NoProgramme,
    NoRules,
    RulesTampered,
    _read,
    programme_called,
    programme_of,
    rule_set_at,
    rules_at,
    rules_of,
)
from rembuk.programmes.rules import Clock, Rules
from rembuk.regions.presets import load_presets
from rembuk.tenancy import in_tenant, national
from rembuk.tenancy.models import Tenant
from tests import cast
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db
NEXT_YEAR = datetime(2027, 1, 1, 0, 0, tzinfo=UTC)


@pytest.fixture
def crew():
    return cast.play()


def stricter(rules: Rules, days: int = 4) -> Rules:
    return with_clock(
        rules, "answer", Clock(amount=days, unit=Unit.WORKING_DAYS, source="Musyawarah kampung", verified=True)
    )


def publish(
    programme: Programme, rules: Rules, *, by: Person | None, why="Disepakati musyawarah.", at=MONDAY
) -> RuleSet:
    return publish_rules(programme, rules, based_on=rule_set_at(programme, at).digest, why=why, by=by, at=at)


# --- starting ------------------------------------------------------------------------------------------------------


def test_bangun_rejo_starts_with_its_rules_and_only_once():
    load_presets(at=MONDAY)
    programme = start_bangun_rejo(by=None, at=MONDAY)

    again = start_bangun_rejo(by=None, at=MONDAY)

    assert again == programme
    assert (programme.prefix, programme.region.code, programme.started_on) == ("BR", "18.02.02", date(2026, 11, 23))
    assert rules_at(programme, MONDAY) == preset_rules()
    assert str(rule_set_at(programme, MONDAY)) == "2026.1"
    assert Tenant.objects.get().number == 1802
    assert facts_of(acts_on(programme).get())["rules"] == "2026.1"


def test_an_administrator_of_the_region_starts_a_programme_and_an_officer_does_not(crew):
    with pytest.raises(PermissionDenied):
        start_programme(crew.kampung, "Kampung", "KA", preset_rules(), by=crew.officer, at=MONDAY)

    programme = start_programme(crew.kampung, "Kampung", "KA", preset_rules(), by=crew.administrator, at=MONDAY)

    assert list(Programme.objects.filter(region=crew.kampung)) == [programme]


def test_the_nearest_programme_is_the_one_of_a_region(crew):
    assert programme_of(crew.kampung.number) == crew.programme
    own = start_programme(crew.kampung, "Kampung", "KA", preset_rules(), by=None, at=MONDAY)

    assert programme_of(crew.kampung.number) == own
    assert programme_of(crew.other_kampung.number) == crew.programme
    with pytest.raises(NoProgramme):
        programme_of(1_804_042_007)


@pytest.mark.parametrize("called", ["BR", "br ", "18.02.02", "1802020000"])
def test_a_programme_is_called_by_prefix_or_region(crew, called):
    with national():
        assert programme_called(called) == crew.programme


def test_a_programme_that_nobody_started_is_not_found(crew):
    with pytest.raises(NoProgramme):
        programme_called("ZZ")


# --- publishing ----------------------------------------------------------------------------------------------------


def test_an_administrator_publishes_a_new_version_beside_the_old_one(crew):
    before = rule_set_at(crew.programme, MONDAY)
    rules = stricter(preset_rules())

    published = publish(crew.programme, rules, by=crew.administrator)

    assert (str(published), published.why) == ("2026.2", "Disepakati musyawarah.")
    assert rules_at(crew.programme, MONDAY) == rules
    assert rules_of(RuleSet.objects.get(pk=before.pk)) == preset_rules()
    act = acts_on(published).get()
    assert (act.kind, act.is_public, act.by) == ("rules.published", True, f"people.person:{crew.administrator.pk}")
    assert facts_of(act) == {
        "rules": "2026.2",
        "digest": published.digest,
        "before": before.digest,
        "why": "Disepakati musyawarah.",
    }


@pytest.mark.parametrize("who", ["officer", "head", "camat", "moderator", "monitor", "resident", None])
def test_nobody_else_publishes_rules(crew, who):
    with pytest.raises(PermissionDenied):
        publish(crew.programme, stricter(preset_rules()), by=getattr(crew, who) if who else None)

    assert RuleSet.objects.count() == 1
    assert not Act.objects.filter(kind="rules.published").exists()


def test_an_administrator_of_another_kabupaten_does_not_publish(crew):
    stranger = cast.next_door().administrator

    with pytest.raises(PermissionDenied):
        publish(crew.programme, stricter(preset_rules()), by=stranger)


def test_a_change_of_an_older_version_is_refused(crew):
    base = rule_set_at(crew.programme, MONDAY).digest
    publish(crew.programme, stricter(preset_rules()), by=crew.administrator)

    with pytest.raises(RulesMovedOn):
        publish_rules(
            crew.programme, stricter(preset_rules(), 3), based_on=base, why="Lain.", by=crew.administrator, at=MONDAY
        )

    assert RuleSet.objects.count() == 2


def test_the_same_rules_are_no_new_version(crew):
    with pytest.raises(NothingChanged):
        publish(crew.programme, preset_rules(), by=crew.administrator)


@pytest.mark.parametrize("why", ["", "   ", "\u200b\u0000"])
def test_a_new_version_says_why(crew, why):
    with pytest.raises(NoReason):
        publish(crew.programme, stricter(preset_rules()), why=why, by=crew.administrator)


def test_a_reason_shows_no_phone_number(crew):
    published = publish(crew.programme, stricter(preset_rules()), why="Tanya 0812-3456-7890", by=crew.administrator)

    assert "3456" not in published.why
    assert "3456" not in acts_on(published).get().facts


# --- which rules hold when -----------------------------------------------------------------------------------------


def test_rules_hold_from_when_they_are_published(crew):
    publish(crew.programme, stricter(preset_rules()), by=crew.administrator)

    assert str(rule_set_at(crew.programme, MONDAY)) == "2026.2"
    assert str(rule_set_at(crew.programme, MONDAY - timedelta(seconds=1))) == "2026.1"


def test_rules_for_next_year_wait_for_it_where_the_village_is(crew):
    rules = msgspec.structs.replace(preset_rules(), year=2027)
    publish(crew.programme, rules, by=crew.administrator)

    eve = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)
    assert str(rule_set_at(crew.programme, eve)) == "2026.1"
    assert str(rule_set_at(crew.programme, eve + timedelta(seconds=1))) == "2027.1"


def test_last_years_rules_hold_on_until_there_are_new_ones(crew):
    assert str(rule_set_at(crew.programme, NEXT_YEAR + timedelta(days=500))) == "2026.1"


def test_before_the_first_rules_the_first_ones_hold(crew):
    assert str(rule_set_at(crew.programme, MONDAY - timedelta(days=1_000))) == "2026.1"


def test_a_programme_without_rules_is_told_apart(crew):
    bare = Programme.objects.create(region=crew.kampung, name="Kosong", prefix="KS", started_on=date(2026, 1, 1))

    with pytest.raises(NoRules):
        rules_at(bare, MONDAY)


def test_rules_are_those_of_their_own_kabupaten(crew):
    other = cast.next_door()
    publish(crew.programme, stricter(preset_rules()), by=crew.administrator)

    with in_tenant(cast.TULANG_BAWANG_BARAT):
        assert [str(rule_set) for rule_set in RuleSet.objects.all()] == ["2026.1"]
        assert programme_of(other.kampung.number) == other.programme


# --- sealed --------------------------------------------------------------------------------------------------------


def test_sealed_rules_can_be_neither_changed_nor_deleted(crew):
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleSet.objects.update(why="Tidak ada yang tahu.")
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleSet.objects.all()._raw_delete("default")

    assert RuleSet.objects.get().why != "Tidak ada yang tahu."


def test_rules_that_do_not_fit_their_digest_are_not_followed(crew):
    forged = cast.publish(crew.programme, stricter(preset_rules(), 99), version=2, at=MONDAY)
    forged.body = forged.body.replace('"amount":99', '"amount":98')
    _read.pop(forged.digest, None)

    with pytest.raises(RulesTampered):
        rules_of(forged)


def refused(**columns):
    sealed = RuleSet.objects.get()
    values = {
        "programme_id": sealed.programme_id,
        "year": 2026,
        "version": 2,
        "body": sealed.body,
        "digest": sealed.digest,
        "why": "Uji.",
        "published_at": MONDAY,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.create(**{**values, **columns})


def test_a_version_is_sealed_once(crew):
    refused(version=1)


def test_versions_are_counted_from_one(crew):
    refused(version=0)


def test_a_version_says_why_to_the_database_too(crew):
    refused(why="")


@pytest.mark.parametrize("missing", ["publisher", "signature", "origin", "origin_version"])
def test_rules_taken_over_say_from_whom(crew, missing):
    whole = {"publisher": "a" * 64, "signature": "b" * 128, "origin": "Sebelah", "origin_version": 1}
    refused(**{name: value for name, value in whole.items() if name != missing})


def test_a_prefix_belongs_to_one_programme_and_a_region_runs_one(crew):
    for region, prefix in ((crew.kampung, "BR"), (crew.kecamatan, "XX")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Programme.objects.create(region=region, name="Lagi", prefix=prefix, started_on=date(2026, 1, 1))
