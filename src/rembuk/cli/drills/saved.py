"""Everything is lost, and there is a backup that was made while people wrote."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from rembuk.cli.drills.places import MOST_SECONDS, codes_in, empty_place, keep_keys, settle, timed_ours
from rembuk.cli.drills.writers import people_writing
from rembuk.cli.postgres import Database

BEFORE_THE_BACKUP = 2


@dataclass
class Saved:
    """What happened in a drill with a backup; times in seconds."""

    size: int
    seed: int
    backup: float = 0
    restore: float = 0
    saved: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    said: str = ""
    is_restored: bool = False

    def faults(self) -> list[str]:
        """Return a sentence for each thing that should not have happened."""
        found = [] if self.is_restored else [f"There is nothing back: {self.said}"]
        if not self.saved:
            found.append("Nobody wrote while the backup was made, so it proves nothing.")
        if self.lost:
            found.append(f"{len(self.lost)} voices were acknowledged before the backup and are lost.")
        if self.restore > MOST_SECONDS:
            found.append(f"Restoring took {self.restore:.0f} s; at most {MOST_SECONDS} s are promised.")
        return found

    def line(self) -> str:
        """Return the figures in one line."""
        return (
            f"drill: {self.size:,} voices, seed {self.seed}; backup {self.backup:.1f} s under load, "
            f"restore and proof {self.restore:.1f} s; {len(self.saved)} acknowledged before it, "
            f"{len(self.lost)} lost; {self.said.splitlines()[-1] if self.said else ''}"
        )


def drill_with_backup(folder: Path, db: Database, n: int, seed: int) -> Saved:
    """Back up while people write, destroy everything, restore into an empty place, and compare every row."""
    here, safe, there = folder / "here", folder / "safe", folder / "there"
    report = Saved(n, seed)
    safe.mkdir()
    with empty_place(here, db):
        ground = settle(n, seed)
        keep_keys(here, safe)
        with people_writing(ground) as writers:
            time.sleep(BEFORE_THE_BACKUP)
            report.saved = set(writers.acknowledged())
            report.backup, made = timed_ours("backup", "--to", str(safe / "backups"))
    shutil.rmtree(here)
    if made.returncode:
        report.said = made.stderr.strip()
        return report
    shutil.copytree(safe, there, ignore=shutil.ignore_patterns("backups"))
    with empty_place(there, db) as place:
        report.restore, done = timed_ours("restore", str(next((safe / "backups").iterdir())))
        report.is_restored, report.said = done.returncode == 0, (done.stdout + done.stderr).strip()
        report.lost = report.saved - (codes_in(place) if report.is_restored else set())
    return report
