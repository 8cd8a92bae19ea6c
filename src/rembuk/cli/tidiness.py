"""What must never be committed: versions without hashes, addresses of registries, paths of one machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from rembuk.cli.installation import CHECKOUT

# Where packages come from is the business of each machine's own settings.
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|yarnpkg|jsdelivr|unpkg|crates)\.(?:org|com|net|io)\b")
OWN_PATH = re.compile(r"(?<![\w.~}])/(?:root|work|home/\w+|Users/\w+|tmp/\w+)/\w")
PINNED = re.compile(r"^[A-Za-z0-9_.-]+(?:\[[\w,-]+\])?==\S+")
NAME = re.compile(r"^[A-Za-z0-9_.-]+")


def faults_in_locks() -> list[str]:
    """Return what is wrong with requirements/*.txt, and what pyproject.toml asks for that they do not have."""
    locks = {path.name: path.read_text(encoding="utf-8") for path in (CHECKOUT / "requirements").glob("*.txt")}
    faults = [f"{name}: {fault}" for name, text in sorted(locks.items()) for fault in faults_in_lock(text)]
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "run.txt": project["project"]["dependencies"],
        **{f"{group}.txt": names for group, names in project["dependency-groups"].items()},
    }
    for lock, names in wanted.items():
        locked = {_plain_name(line) for line in locks.get(lock, "").splitlines()}
        faults += [f"{lock} lacks {name}; run ./rembuk lock" for name in names if _plain_name(name) not in locked]
    return faults


def faults_in_lock(text: str) -> Iterator[str]:
    """Yield what is wrong with one lock file: each requirement has a pinned version, a hash and no address."""
    for requirement in text.replace("\\\n", " ").splitlines():
        if not requirement.strip():
            continue
        if not PINNED.match(requirement) or "--hash=sha256:" not in requirement:
            yield f"{requirement.split()[0]} is not pinned with a hash"
        if "://" in requirement or "--index" in requirement or " @ " in requirement:
            yield f"{requirement.split()[0]} names an address"


def _plain_name(requirement: str) -> str:
    name = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", name[0]).lower() if name else ""


def faults_in_tracked_files() -> list[str]:
    """Return the lines of tracked files that name a registry or a path of the machine they were written on."""
    return [
        f"{path.relative_to(CHECKOUT)}:{number}: {line.strip()[:120]}"
        for path in tracked_files()
        for number, line in machine_bound_lines(_text_of(path))
    ]


def machine_bound_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that mean something on one machine or network only."""
    for number, line in enumerate(text.splitlines(), start=1):
        if REGISTRY.search(line) or OWN_PATH.search(line):
            yield number, line


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""  # A picture.


def tracked_files() -> list[Path]:
    """Return what git tracks or would track; without git, what lies in the folders of the project."""
    listing = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    try:
        done = subprocess.run(listing, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        folders = (CHECKOUT / name for name in ("src", "tests", "docs", "requirements"))
        return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for name in done.stdout.split("\0") if name and (path := CHECKOUT / name).is_file()]
