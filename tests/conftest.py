"""Which database the tests run on, and what every test may rely on.

`--db sqlite` (the default) and `--db postgres` run the same tests, except that what meets no database runs only on the
first; `--db none` runs what needs no Django.
A test with the `db` fixture works inside Lampung Tengah. A test with transactions of its own enters a tenant itself,
because on PostgreSQL the tenant lasts as long as its transaction.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import time_machine
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from rembuk.cli.postgres import NoPostgres, running_postgres
from rembuk.cli.translations import compile_translations
from tests import browsers
from tests.architecture.sql_lint import SqlWatch

if TYPE_CHECKING:
    from rembuk.web.staging import Stage
    from tests.cast import Cast

LAMPUNG_TENGAH = 1802

_closing = pytest.StashKey[ExitStack]()
_watch = pytest.StashKey[SqlWatch]()

# Two busy cores make any deadline a coin toss.
hypothesis.settings.register_profile("rembuk", deadline=None)
hypothesis.settings.register_profile("fast", deadline=None, max_examples=10)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "postgres", "none"), default=os.environ.get("REMBUK_TEST_DB", "sqlite"))


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "rembuk"))
    choice = config.getoption("--db")
    if choice == "none" or config.getoption("help") or config.getoption("version"):
        return
    closing = config.stash[_closing] = ExitStack()
    var = _own_folder(closing)
    os.environ["REMBUK_VAR"] = str(var)
    if choice == "sqlite":
        os.environ["REMBUK_DATABASE"] = f"sqlite://{var}/rembuk.sqlite3"
    elif not _is_worker(config):  # Workers inherit the address of the one server.
        os.environ["REMBUK_DATABASE"] = _address_of_postgres(closing)
    _set_up_django(var)
    config.stash[_watch] = closing.enter_context(SqlWatch())


def _address_of_postgres(closing: ExitStack) -> str:
    try:
        return closing.enter_context(running_postgres())
    except NoPostgres as missing:
        raise pytest.UsageError(str(missing)) from missing


def _own_folder(closing: ExitStack) -> Path:
    var = Path(tempfile.mkdtemp(prefix="rembuk-test-"))
    closing.callback(shutil.rmtree, var, ignore_errors=True)
    return var


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _set_up_django(var: Path) -> None:
    # Before anything is imported: Django remembers for good that there were no Indonesian words when it first looked.
    compile_translations()
    os.environ["DJANGO_SETTINGS_MODULE"] = "rembuk.settings"
    import django
    from django.conf import settings

    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # A file, not memory: concurrent connections behave as they will for people.
        settings.DATABASES["default"]["TEST"] = {"NAME": str(var / "test.sqlite3")}
    # Passwords of tests guard nothing; the work that slows a thief would be a fifth of an invented year.
    settings.PASSWORD_HASHERS = ["tests.passwords.QuickArgon2PasswordHasher"]
    django.setup()
    # Otherwise pytest-django would load the settings of a worker before the worker has a folder of its own.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--db") == "postgres":
        _leave_out(config, items, [item for item in items if not _may_meet_a_database(item)])
    other = {"sqlite": "postgres", "postgres": "sqlite"}.get(config.getoption("--db"))
    for item in items:
        if other and item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=f"needs {other}"))
        if item.get_closest_marker("browser"):
            browsers.skip_or_fail_without_chromium(item)


# What is tested here is the same whatever the database; once is enough, and that is on SQLite.
PURE = tuple(Path(__file__).parent / name for name in ("engines", "kernel", "architecture", "documents"))


def _may_meet_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    asks_for_one = item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ())
    return bool(asks_for_one) or not any(item.path.is_relative_to(folder) for folder in PURE)


def _leave_out(config: pytest.Config, items: list[pytest.Item], unwanted: list[pytest.Item]) -> None:
    """Say how many tests are left out, as pytest does for those that an option deselects."""
    config.hook.pytest_deselected(items=unwanted)
    left_out = set(unwanted)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _inside_lampung_tengah(request: pytest.FixtureRequest) -> Iterator[None]:
    if not _rolls_back(request):
        yield
        return
    request.getfixturevalue("db")
    from rembuk.tenancy import in_tenant

    with in_tenant(LAMPUNG_TENGAH):
        yield


def _rolls_back(request: pytest.FixtureRequest) -> bool:
    """Does the test use the database inside one transaction that is rolled back?"""
    own_transactions = {"transactional_db", "live_server", "django_db_reset_sequences"}
    marker = request.node.get_closest_marker("django_db")
    if own_transactions & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")):
        return False
    return marker is not None or "db" in request.fixturenames


@pytest.fixture(scope="session", autouse=True)
def _built_for_pages(request: pytest.FixtureRequest) -> None:
    """Have the style sheets ready before any page is rendered."""
    if request.config.getoption("--db") == "none":
        return
    from rembuk.web import assets

    assets.build()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Throw the test database away at the end, also when a thread of some test has not left it."""
    yield
    from tests.committing import settle

    with django_db_blocker.unblock():
        settle()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of tests marked `browser`; each test opens a context of its own in it."""
    with browsers.running_chromium() as browser:
        yield browser


# --- who and when most tests are about -------------------------------------------------------------------------------
# Models cannot be imported before Django is set up, and this file is.


@pytest.fixture
def cast(db: None) -> Cast:
    """A resident, officers and one kampung."""
    from tests.cast import play

    return play()


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """Something to show on every page, and somebody for every role, here and elsewhere."""
    from tests.web.staged import staged

    return staged(cast)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stand still on the day on which the cast plays, until a test moves it."""
    from django.core.cache import cache

    from tests.cast import MONDAY

    cache.clear()  # It reads the clock too: what a test of another day left there might never grow old.
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def thursday(clock: time_machine.Traveller) -> None:
    """Be three days later."""
    from tests.cast import THURSDAY

    clock.move_to(THURSDAY)


# --- the SQL of the whole run --------------------------------------------------------------------------------------


def pytest_sessionfinish(session: pytest.Session) -> None:
    watch = session.config.stash.get(_watch, None)
    if watch is None:
        return
    if _is_worker(session.config):
        session.config.workeroutput["sql_faults"] = watch.faults()  # type: ignore[attr-defined]  # xdist's attribute.
    elif watch.faults() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    output = getattr(node, "workeroutput", {})
    watch = node.config.stash.get(_watch, None)  # type: ignore[attr-defined]  # xdist's WorkerController.
    if watch is not None:
        watch.add_faults(output.get("sql_faults", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    watch = config.stash.get(_watch, None)
    for sql, test in (watch.faults() if watch else {}).items():
        terminalreporter.write_line(f"Joins two kabupaten, first run by {test}:\n  {sql}", red=True)
    if browsers.skipped_without_chromium(terminalreporter):
        terminalreporter.write_line(browsers.WARNING, red=True, bold=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    if closing := config.stash.get(_closing, None):
        closing.close()
