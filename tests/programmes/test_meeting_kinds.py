"""Kinds of meetings are a part of the rules that came later: older rules stay what they were, to the byte."""

from __future__ import annotations

import json

import msgspec
import pytest

from rembuk.programmes.packs import pack_of, read_pack, write_pack
from rembuk.programmes.queries import newest_rule_set
from rembuk.programmes.rules import NotRules, digest_of, read_rules, write_rules
from tests.cast import play, preset_rules


def edited(change):
    rules = json.loads(write_rules(preset_rules()))
    change(rules)
    return json.dumps(rules)


def test_rules_from_before_there_were_kinds_keep_their_text_and_digest():
    before = json.loads(edited(lambda rules: rules.pop("meetings")))

    rules = read_rules(json.dumps(before))

    assert rules.meetings == []
    assert json.loads(write_rules(rules)) == before
    assert "meetings" not in msgspec.to_builtins(rules)
    assert digest_of(rules) != digest_of(preset_rules())


def test_a_kind_that_only_its_decider_records_is_no_rule():
    text = edited(lambda rules: rules["meetings"][7].update(recorded_by=["head"]))

    with pytest.raises(NotRules, match="planning_forum: who decides may not be the only one who records"):
        read_rules(text)


def test_a_kind_stands_in_the_rules_once():
    text = edited(lambda rules: rules["meetings"].append(rules["meetings"][0]))

    with pytest.raises(NotRules, match="meetings holds hamlet_meeting more than once"):
        read_rules(text)


def test_the_kinds_travel_in_a_model_pack_unchanged(db):
    cast = play()
    rule_set = newest_rule_set(cast.programme, 2026)
    assert rule_set is not None
    data = write_pack(pack_of(rule_set))

    pack = read_pack(data)

    assert pack.rules.meetings == preset_rules().meetings
    assert write_pack(pack) == data


def test_the_council_meeting_is_the_councils_and_the_planning_forum_the_heads():
    rules = preset_rules()

    assert rules.meeting("village_meeting").called_by == ["council"]
    assert rules.meeting("planning_forum").called_by == ["head"]
    assert rules.meeting("subdistrict_forum").called_by == ["subdistrict_head"]
    assert [one.group for one in rules.quorum_of("village_meeting")] == ["invited", "council", "women"]
