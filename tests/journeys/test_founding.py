"""Beginning in another place, beside the one that is there."""

from __future__ import annotations

import pytest

from rembuk.journal.models import Act
from rembuk.journeys.founding import CannotFound, found_programme
from rembuk.people.actions.accounts import LoginTaken
from rembuk.people.models import Person, RoleGrant
from rembuk.people.roles import Role
from rembuk.programmes.models import Programme
from rembuk.programmes.packs import load_pack
from rembuk.programmes.presets import preset_rules
from rembuk.programmes.queries import rule_set_at, rules_of
from rembuk.programmes.wording import rules_in_words
from rembuk.regions.presets import load_presets
from rembuk.regions.queries import UnknownRegion
from rembuk.tenancy import in_tenant
from rembuk.tenancy.models import Tenant
from rembuk.tenancy.queries import words_of_tenant
from tests import cast
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db

BALIK_BUKIT = "18.04.04"
LAMPUNG_BARAT = 1804


@pytest.fixture(autouse=True)
def regions():
    cast.play()
    load_presets(at=MONDAY)


def found(code=BALIK_BUKIT, prefix="BB", login="pengurus", host="balikbukit.contoh.example", pack=None):
    return found_programme(code, "Kemitraan Balik Bukit", prefix, login, host=host, pack=pack, at=MONDAY)


def test_a_programme_begins_with_the_rules_that_come_with_rembuk_and_somebody_who_appoints():
    programme, founder = found()

    with in_tenant(LAMPUNG_BARAT):
        administrator = Person.objects.get(login=founder.login)
        grant = RoleGrant.objects.get(person=administrator)
        rules = rules_of(rule_set_at(programme, MONDAY))
        assert rules == rules_in_words(preset_rules(), words_of_tenant(LAMPUNG_BARAT))
        assert (rules.words["village"].id, rules.words["village_head"].en) == ("pekon", "village head (peratin)")
        assert (grant.role, grant.region.code) == (Role.ADMINISTRATOR, BALIK_BUKIT)
        assert list(Act.objects.filter(kind="programme.started").values_list("region_number", flat=True)) == [
            programme.region_id
        ]
    assert administrator.check_password(founder.password)
    assert Tenant.objects.get(number=LAMPUNG_BARAT).host == "balikbukit.contoh.example"


def test_the_rules_of_another_programme_keep_whose_they_were(tmp_path):
    from rembuk.programmes.handover import export_model

    export_model("BR", tmp_path / "br.json", at=MONDAY)
    pack = load_pack(tmp_path / "br.json")

    programme, _founder = found(pack=pack)

    with in_tenant(LAMPUNG_BARAT):
        rule_set = rule_set_at(programme, MONDAY)
    assert (rule_set.origin, rule_set.signature, rules_of(rule_set)) == (pack.origin, pack.signature, pack.rules)


def test_beginning_twice_changes_nothing():
    programme, _founder = found()

    again, nobody = found(login="orang.lain")

    assert (again, nobody) == (programme, None)
    assert not Person.objects.filter(login="orang.lain").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"host": ""}, "Lampung Tengah answers for all names already. Give this kabupaten a name of its own: --host."),
        ({"prefix": "bb"}, "'bb' cannot begin the numbers of voices; take two to four capital letters."),
        ({"prefix": "KB"}, "KB begins the numbers of other things; take other letters."),
        ({"code": "18"}, "Lampung is a province; a programme runs in a kabupaten or inside one."),
    ],
)
def test_what_cannot_begin_says_why_and_leaves_nothing(changes, said):
    with pytest.raises(CannotFound) as refused:
        found(**changes)

    assert str(refused.value) == said
    assert not Tenant.objects.filter(number=LAMPUNG_BARAT).exists()


def test_two_programmes_of_a_kabupaten_do_not_share_a_prefix():
    with pytest.raises(CannotFound, match=r"^The numbers of .* begin with BR already\.$"):
        found(code="18.02.01", prefix="BR", host="")


def test_a_region_that_nobody_took_in_is_named():
    with pytest.raises(UnknownRegion):
        found(code="19.01.01")


def test_a_login_that_somebody_has_begins_nothing():
    found()

    with pytest.raises(LoginTaken):
        found(code="18.02.01", prefix="TR", host="")

    assert list(Programme.objects.values_list("prefix", flat=True)) == ["BR"]


def test_a_second_programme_of_a_kabupaten_has_an_administrator_of_its_own():
    programme, founder = found(code="18.02.01", prefix="PR", host="", login="pengurus.kalirejo")

    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, region=programme.region)
    assert [grant.person.login for grant in grants] == [founder.login]
