"""./rembuk itself, with a Python that only notes what it was asked."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from rembuk.cli.installation import CHECKOUT

# Says yes to everything but uv; fails to install when $REFUSES is set.
PYTHON = """#!/bin/sh
echo "$*" >>"$ASKED"
case "$*" in
    "-c import uv") exit 1 ;;
    *sysconfig*) dirname "$ASKED" ;;
    *"pip config"*) exit 1 ;;
    *"--require-hashes"*run.txt*) [ -z "${REFUSES:-}" ] || exit 1 ;;
esac
"""


class Checkout:
    """A folder with ./rembuk, its lock files and a .venv whose Python is the one above."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.venv = folder / ".venv"
        self.lock = folder / ".venv.lock"
        self.asked = folder / "asked.txt"
        (folder / "requirements").mkdir(parents=True)
        shutil.copy(CHECKOUT / "rembuk", folder)
        for name in ("run", "test", "uv"):
            (folder / "requirements" / f"{name}.txt").write_text(f"{name} as locked\n")
        self.put_python(self.venv / "bin" / "python")

    def put_python(self, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(PYTHON)
        place.chmod(0o755)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        usual = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "ASKED": str(self.asked)}
        return subprocess.run(
            ["/bin/sh", self.folder / "rembuk", *arguments],
            env=usual | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def mark_installed(self, *names: str) -> None:
        for name in names:
            shutil.copy(self.folder / "requirements" / f"{name}.txt", self.venv / f"installed-{name}.txt")

    def installs(self) -> list[str]:
        return [line for line in self.asked.read_text().splitlines() if "--require-hashes" in line]


@pytest.fixture
def checkout(tmp_path) -> Checkout:
    return Checkout(tmp_path / "with a space")


def test_what_is_installed_is_not_installed_again(checkout):
    checkout.mark_installed("run")

    done = checkout.run("serve", "--port", "9000")

    assert done.returncode == 0
    assert checkout.asked.read_text() == "-m rembuk serve --port 9000\n"


def test_without_arguments_it_helps(checkout):
    checkout.mark_installed("run")

    checkout.run()

    assert checkout.asked.read_text() == "-m rembuk help\n"


def test_a_changed_lock_file_is_installed_once(checkout):
    checkout.mark_installed("run")
    (checkout.folder / "requirements" / "run.txt").write_text("run as locked today\n")

    checkout.run("help")
    checkout.run("help")

    assert [line for line in checkout.installs() if "run.txt" in line] == [
        f"-m pip install --quiet --disable-pip-version-check --require-hashes -r {checkout.folder}/requirements/run.txt"
    ]
    assert (checkout.venv / "installed-run.txt").read_text() == "run as locked today\n"
    assert not checkout.lock.exists()


def test_testing_needs_more_than_running(checkout):
    checkout.mark_installed("run")

    checkout.run("test")

    assert any("test.txt" in line for line in checkout.installs())
    assert (checkout.venv / "installed-test.txt").exists()


def test_a_failed_install_says_so_and_begins_again_next_time(checkout):
    failed = checkout.run("help", REFUSES="yes")
    left_over = (checkout.venv / "installing").exists(), checkout.lock.exists()
    again = checkout.run("help")

    assert failed.returncode == 1
    assert "installing failed" in failed.stderr
    assert left_over == (True, False)
    assert again.returncode == 0
    assert "--force-reinstall" in checkout.installs()[-1]
    assert not (checkout.venv / "installing").exists()


def test_a_lock_whose_owner_died_is_taken_over(checkout):
    with subprocess.Popen(["/bin/true"]) as gone:
        gone.wait()
    checkout.lock.mkdir()
    (checkout.lock / "pid").write_text(f"{gone.pid}\n")

    done = checkout.run("help")

    assert done.returncode == 0
    assert not checkout.lock.exists()


def test_an_old_python_alone_is_refused_with_what_to_install(checkout):
    shutil.rmtree(checkout.venv)
    tools = checkout.folder / "tools"
    tools.mkdir()
    for name in ("cat", "cmp", "dirname", "mkdir", "rm"):
        (tools / name).symlink_to(str(shutil.which(name)))

    done = checkout.run("help", PATH=str(tools))

    assert done.returncode == 1
    assert "no Python 3.11 or newer here" in done.stderr
    assert "apt install python3" in done.stderr
    assert not checkout.lock.exists()
