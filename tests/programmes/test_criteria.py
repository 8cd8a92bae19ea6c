"""The library of criteria is a part of the rules that came later: what stands in it can be measured or answered."""

from __future__ import annotations

import json
from fractions import Fraction

import msgspec
import pytest

from rembuk.programmes.rules import NotRules, read_rules, write_rules
from tests.cast import preset_rules


def edited(change):
    rules = json.loads(write_rules(preset_rules()))
    change(rules["criteria"])
    return json.dumps(rules)


def test_rules_from_before_there_were_criteria_keep_their_text():
    before = json.loads(write_rules(preset_rules()))
    before.pop("criteria")

    rules = read_rules(json.dumps(before))

    assert (rules.criteria, json.loads(write_rules(rules))) == ([], before)
    assert "criteria" not in msgspec.to_builtins(rules)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda known: known[0].pop("marks"), "measured or answered"),
        (lambda known: known[1].update(marks=known[0]["marks"]), "measured or answered"),
        (lambda known: known[1]["stretch"].update(full=0), "two different ends"),
        (lambda known: known[0]["marks"].append(known[0]["marks"][0]), "a mark stands once"),
        (lambda known: known.append(known[0]), "criteria holds danger more than once"),
    ],
)
def test_a_criterion_that_contradicts_itself_is_no_rule(change, fault):
    text = edited(change)

    with pytest.raises(NotRules, match=fault):
        read_rules(text)


def test_every_criterion_of_the_preset_reaches_from_nothing_to_full_points():
    points = {one.key: [one.scale.points(value).points for value in values_of(one)] for one in preset_rules().criteria}

    ends = {key: (min(found), max(found)) for key, found in points.items()}
    assert ends == dict.fromkeys(points, (Fraction(0), Fraction(100)))
    assert len(points) == 8


def values_of(criterion):
    if criterion.stretch:
        return [criterion.stretch.nothing, criterion.stretch.full]
    return [mark.key for mark in criterion.marks]
