"""Each kind of breach is seen where what is stored differs from what was answered, and none where it agrees."""

from __future__ import annotations

from collections import Counter

from rembuk.cli.chaos.history import Deed, Outcome, Stored, breaches


def deed(outcome: Outcome = Outcome.ACKNOWLEDGED, *answers: int, names: tuple[str, ...] = ("BR-22222",)) -> Deed:
    named = set(names) if outcome is Outcome.ACKNOWLEDGED else set()
    return Deed("key", "Jalan rusak", {}, outcome, named, Counter(answers))


STORED = Stored("key", "Jalan rusak", "BR-22222")


def test_a_deed_that_is_stored_as_it_was_acknowledged_is_fine() -> None:
    assert list(breaches([deed(Outcome.ACKNOWLEDGED, 0, 503, 201, 200)], [STORED])) == []


def test_an_unknown_deed_may_be_stored_or_not() -> None:
    assert list(breaches([deed(Outcome.UNKNOWN, 0)], [STORED])) == []
    assert list(breaches([deed(Outcome.UNKNOWN, 0)], [])) == []


def test_a_deed_that_was_acknowledged_and_is_not_stored_is_lost() -> None:
    assert list(breaches([deed()], [])) == ["key: lost, it was acknowledged as BR-22222"]


def test_a_deed_that_is_stored_twice_is_doubled() -> None:
    again = Stored("another key", "Jalan rusak", "BR-33333")

    assert list(breaches([deed()], [STORED, again])) == [
        "key: doubled, stored 2 times",
        "key: stored under another key",
        "key: stored as BR-33333, answered as BR-22222",
    ]


def test_a_row_without_all_that_belongs_to_it_is_half_written_even_if_nobody_heard_of_it() -> None:
    half = Stored("key", "Jalan rusak", "BR-22222", ("its act",))

    assert list(breaches([deed(Outcome.UNKNOWN, 0)], [half])) == ["key: half-written, without its act"]


def test_a_refused_deed_that_is_stored_is_a_breach() -> None:
    assert list(breaches([deed(Outcome.REFUSED, 422)], [STORED])) == ["key: refused, and stored all the same"]


def test_a_deed_that_is_called_something_else_the_second_time_is_a_breach() -> None:
    assert list(breaches([deed(names=("BR-22222", "BR-33333"))], [STORED])) == [
        "key: answered as BR-22222, BR-33333",
        "key: stored as BR-22222, answered as BR-22222, BR-33333",
    ]


def test_a_deed_that_is_refused_after_it_was_acknowledged_is_a_breach() -> None:
    assert list(breaches([deed(Outcome.ACKNOWLEDGED, 201, 422)], [STORED])) == [
        "key: acknowledged, and refused when it was sent again"
    ]


def test_a_failure_that_is_no_try_again_is_a_breach() -> None:
    assert list(breaches([deed(Outcome.ACKNOWLEDGED, 500, 503, 201)], [STORED])) == ["key: answered 500, 1 times"]


def test_a_row_that_nobody_sent_is_a_breach() -> None:
    assert list(breaches([], [STORED])) == ["BR-22222: stored, and nobody sent it"]
