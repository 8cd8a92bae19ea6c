from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.periods import Unit
from rembuk.programmes.actions import adopt_rules
from rembuk.programmes.changes import with_clock
from rembuk.programmes.handover import compare_models, export_model, import_model
from rembuk.programmes.models import RuleSet
from rembuk.programmes.packs import NotAPack, Pack, _signed, load_pack, pack_of, publisher_here, read_pack, write_pack
from rembuk.programmes.presets import preset_rules
from rembuk.programmes.queries import rule_set_at, rules_at, rules_of
from rembuk.programmes.rules import Clock
from rembuk.tenancy import in_tenant
from tests import cast
from tests.cast import MONDAY, TULANG_BAWANG_BARAT


@pytest.fixture
def crew(db):
    return cast.play()


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_pack(_signed(Pack(preset_rules(), "Kemitraan Contoh", 3)))


# --- there and back ------------------------------------------------------------------------------------------------


def test_a_pack_that_was_taken_over_is_handed_on_to_the_byte(crew, tmp_path):
    other = cast.next_door()
    first, second = tmp_path / "satu.json", tmp_path / "dua.json"
    export_model("BR", first, at=MONDAY)
    with in_tenant(TULANG_BAWANG_BARAT):
        cast.publish(other.programme, changed(2), version=2, at=MONDAY)

    taken = import_model(first, "TB", why="Meniru Bangun Rejo.", by=None, at=MONDAY)
    export_model("TB", second, at=MONDAY)

    assert second.read_bytes() == first.read_bytes()
    assert (taken.tenant, str(taken), taken.origin, taken.origin_version) == (
        TULANG_BAWANG_BARAT,
        "2026.3",
        "Kemitraan Bangun Rejo",
        1,
    )
    with in_tenant(TULANG_BAWANG_BARAT):
        assert rules_at(other.programme, MONDAY) == preset_rules()
        act = acts_on(taken).get()
        assert (act.kind, facts_of(act)["publisher"]) == ("rules.adopted", publisher_here())


def test_taking_over_the_same_pack_twice_seals_one_version(crew, tmp_path):
    pack = _signed(Pack(changed(2), "Sebelah", 7))

    first = adopt_rules(crew.programme, pack, why="Meniru.", by=None, at=MONDAY)
    second = adopt_rules(crew.programme, pack, why="Meniru lagi.", by=None, at=MONDAY)

    assert (first, str(first)) == (second, "2026.2")
    assert RuleSet.objects.count() == 2


def test_a_pack_of_ones_own_newest_version_is_nothing_new(crew):
    own = rule_set_at(crew.programme, MONDAY)

    assert adopt_rules(crew.programme, pack_of(own), why="Uji.", by=None, at=MONDAY) == own


def test_an_administrator_takes_over_a_pack_and_an_officer_does_not(crew):
    pack = _signed(Pack(changed(2), "Sebelah", 7))
    with pytest.raises(PermissionDenied):
        adopt_rules(crew.programme, pack, why="Meniru.", by=crew.officer, at=MONDAY)

    taken = adopt_rules(crew.programme, pack, why="Meniru.", by=crew.administrator, at=MONDAY)

    assert rules_of(taken) == changed(2)
    assert str(rule_set_at(crew.programme, MONDAY + timedelta(seconds=1))) == "2026.2"


def test_the_same_version_makes_the_same_file(crew):
    own = rule_set_at(crew.programme, MONDAY)

    assert write_pack(pack_of(own)) == write_pack(pack_of(own))
    assert read_pack(write_pack(pack_of(own))).publisher == publisher_here()


def test_two_packs_are_compared_place_by_place(crew, tmp_path):
    older, newer = tmp_path / "lama.json", tmp_path / "baru.json"
    older.write_bytes(write_pack(_signed(Pack(preset_rules(), "Contoh", 1))))
    newer.write_bytes(write_pack(_signed(Pack(changed(2), "Contoh", 2))))

    found = [str(difference) for difference in compare_models(older, newer)]

    assert found == [
        "~ clocks.answer.amount: 5 -> 2",
        "~ clocks.answer.source: SP4N-LAPOR! (Permenpan RB 62/2018) -> Contoh",
        "~ clocks.answer.verified: yes -> no",
    ]


def changed(days: int):
    return with_clock(
        preset_rules(), "answer", Clock(amount=days, unit=Unit.WORKING_DAYS, source="Contoh", verified=False)
    )


# --- what is refused, and where the fault is -----------------------------------------------------------------------


def refusal_of(data: bytes) -> str:
    with pytest.raises(NotAPack) as refused:
        read_pack(data)
    return str(refused.value)


def edited(data: bytes, edit) -> bytes:
    content = json.loads(data)
    edit(content)
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def test_an_untouched_pack_is_read(data):
    pack = read_pack(data)

    assert (pack.rules, pack.origin, pack.version) == (preset_rules(), "Kemitraan Contoh", 3)


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda pack: pack["rules"]["clocks"]["answer"].update(amount=50), "rules.clocks"),
        (lambda pack: pack["rules"]["reasons"].pop(), "rules.reasons"),
        (lambda pack: pack["rules"]["words"]["village"].update(id="desa"), "rules.words"),
        (lambda pack: pack["rules"].update(year=2027), "rules.year"),
        (lambda pack: pack["digests"].update({"rules.extra": "00"}), "rules.extra"),
        (lambda pack: pack["digests"].pop("rules.clocks"), "rules.clocks"),
        (lambda pack: pack.update(origin="Orang lain"), "signature"),
        (lambda pack: pack.update(version=4), "signature"),
        (lambda pack: pack.update(publisher="0" * 64), "signature"),
        (lambda pack: pack.update(signature="0" * 128), "signature"),
        (lambda pack: pack.update(publisher="bukan kunci"), "publisher"),
        (lambda pack: pack.update(signature=pack["signature"].upper()), "signature"),
        (lambda pack: pack.update(kind="other-model"), "kind"),
        (lambda pack: pack.update(format=2), "format"),
        (lambda pack: pack.update(format="1"), "format"),
        (lambda pack: pack.update(extra=1), "extra"),
        (lambda pack: pack.pop("publisher"), "publisher"),
        (lambda pack: pack.update(version=True), "version"),
        (lambda pack: pack.update(version=0), "version"),
        (lambda pack: pack.update(digests=[]), "digests"),
        (lambda pack: pack.update(rules=[]), "rules"),
        (lambda pack: pack["rules"].update(secret=1), "rules"),
        (lambda pack: pack["rules"]["clocks"]["answer"].update(secret=1), "rules"),
        (lambda pack: pack["rules"]["clocks"]["answer"].update(amount=0), "rules"),
        (lambda pack: pack["rules"]["clocks"]["answer"].update(amount=5.0), "rules"),
        (lambda pack: pack["rules"]["clocks"].pop("answer"), "rules"),
        (lambda pack: pack["rules"]["reasons"].append(pack["rules"]["reasons"][0]), "rules"),
    ],
)
def test_a_changed_pack_is_refused_with_its_place(data, edit, place):
    assert refusal_of(edited(data, edit)).startswith(f"{place}:")


def test_an_unknown_field_deep_inside_is_named(data):
    message = refusal_of(edited(data, lambda pack: pack["rules"]["quorum"][0].update(secret=1)))

    assert "secret" in message
    assert "quorum" in message


def test_changes_that_also_mend_the_digests_break_the_signature(data):
    def forge(pack):
        other = json.loads(write_pack(_signed(Pack(changed(50), "Kemitraan Contoh", 3))))
        pack.update(rules=other["rules"], digests=other["digests"])

    assert refusal_of(edited(data, forge)).startswith("signature:")


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"null", b"{}", b"bukan", b"\xff\xfe", b'{"kind": 1, "kind": 1}', b"[" * 9_999]
)
def test_a_file_that_is_no_pack_is_refused(text):
    assert refusal_of(text)


def test_a_key_that_stands_twice_is_refused(data):
    doubled = data.replace(b'"answer": {\n', b'"answer": {\n    "amount": 9,\n', 1)

    assert refusal_of(doubled) == "amount: stands twice in one place"


def test_other_spaces_are_refused(data):
    assert refusal_of(data + b"\n").startswith("file:")


def test_a_file_that_is_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "besar.json"
    with path.open("wb") as file:
        file.truncate(5_000_001)

    with pytest.raises(NotAPack, match="larger"):
        load_pack(path)


@given(place=st.integers(0, 60_000), byte=st.integers(0, 255))
def test_no_single_changed_byte_passes(data, place, byte):
    place %= len(data)
    forged = data[:place] + bytes([byte]) + data[place + 1 :]
    if forged == data:
        return

    assert refusal_of(forged)
