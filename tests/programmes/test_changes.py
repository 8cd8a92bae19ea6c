from __future__ import annotations

from datetime import date

import msgspec
import pytest

from rembuk.kernel.periods import Unit
from rembuk.programmes.changes import with_clock, with_holiday, with_phase, with_reason, with_word, without_holiday
from rembuk.programmes.differences import differences
from rembuk.programmes.parts import Saying
from rembuk.programmes.presets import preset_rules
from rembuk.programmes.rules import Clock, Holiday, NotRules, Outcome, Reason

RULES = preset_rules()
HELLO = Saying(id="Halo", en="Hello")


def changes(new) -> list[str]:
    return [str(difference) for difference in differences(RULES, new)]


def test_the_same_rules_do_not_differ():
    assert differences(RULES, preset_rules()) == ()


def test_a_time_limit_is_changed_alone():
    clock = msgspec.structs.replace(RULES.clocks["answer"], amount=7)

    assert changes(with_clock(RULES, "answer", clock)) == ["~ clocks.answer.amount: 5 -> 7"]


def test_a_time_limit_that_cannot_be_is_refused():
    with pytest.raises(NotRules):
        with_clock(RULES, "answer", Clock(amount=0, unit=Unit.DAYS, source="x", verified=True))


def test_a_reason_is_changed_or_added():
    known = msgspec.structs.replace(RULES.reason("GANDA"), label=HELLO)
    new = Reason(code="BARU", label=HELLO, evidence=HELLO, next_step=HELLO, allows=[Outcome.DECLINED], source="Contoh")

    added = with_reason(RULES, new)

    assert {change.split(":")[0] for change in changes(with_reason(RULES, known))} == {
        "~ reasons[GANDA].label.id",
        "~ reasons[GANDA].label.en",
    }
    assert added.reasons[-1] == new
    assert all(change.startswith("+ reasons[BARU]") for change in changes(added))


def test_a_reason_without_a_next_step_is_refused():
    empty = msgspec.structs.replace(RULES.reason("GANDA"), next_step=Saying(id="", en=""))

    with pytest.raises(NotRules):
        with_reason(RULES, empty)


def test_a_phase_is_moved():
    moved = msgspec.structs.replace(RULES.phases[0], ends="05-15")

    assert changes(with_phase(RULES, moved)) == ["~ phases[gather].ends: 05-31 -> 05-15"]


def test_a_day_off_is_added_in_its_place_and_taken_away():
    holiday = Holiday(on=date(2026, 7, 1), name=HELLO, verified=False)

    added = with_holiday(RULES, holiday)

    days = [known.on for known in added.holidays]
    assert days == sorted(days)
    assert date(2026, 7, 1) in added.days_off
    assert without_holiday(added, date(2026, 7, 1)) == RULES


def test_a_word_is_changed():
    assert with_word(RULES, "village", HELLO).words["village"] == HELLO


@pytest.mark.parametrize(
    "change",
    [
        lambda: with_clock(RULES, "unknown", RULES.clocks["answer"]),
        lambda: with_phase(RULES, msgspec.structs.replace(RULES.phases[0], key="unknown")),
        lambda: with_word(RULES, "unknown", HELLO),
        lambda: without_holiday(RULES, date(2026, 7, 1)),
    ],
)
def test_what_is_not_there_cannot_be_changed(change):
    with pytest.raises(KeyError):
        change()
