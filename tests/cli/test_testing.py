from rembuk.cli.testing import Database, Verdict, passed, steps


def names(*arguments, db=Database.BOTH, fast=False):
    return [step.name for step in steps(db, fast=fast, arguments=arguments)]


def test_everything_is_checked_and_tested_on_both_databases():
    assert names() == ["checks", "tests on SQLite", "tests on PostgreSQL"]


def test_fast_means_sqlite_without_a_browser():
    plan = steps(Database.BOTH, fast=True, arguments=())

    assert [step.name for step in plan] == ["checks", "tests on SQLite"]
    assert plan[1].command[-2:] == ("-m", "not browser")


def test_one_database_can_be_chosen():
    assert names(db=Database.SQLITE) == ["checks", "tests on SQLite"]
    assert names(db=Database.POSTGRES) == ["checks", "tests on PostgreSQL"]


def test_with_arguments_only_those_tests_run():
    plan = steps(Database.SQLITE, fast=False, arguments=("tests/kernel",))

    assert [step.name for step in plan] == ["tests on SQLite"]
    assert plan[0].command[-1] == "tests/kernel"


def test_chosen_tests_may_be_for_one_database_only():
    assert passed([Verdict.PASSED, Verdict.NONE], chosen=True)
    assert not passed([Verdict.NONE, Verdict.NONE], chosen=True)
    assert not passed([Verdict.FAILED, Verdict.NONE], chosen=True)


def test_all_tests_are_never_none_on_one_database():
    assert passed([Verdict.PASSED, Verdict.PASSED], chosen=False)
    assert not passed([Verdict.PASSED, Verdict.NONE], chosen=False)
