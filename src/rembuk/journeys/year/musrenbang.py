"""The planning forum of the invented year (musrenbang): it decides about each need, and its minutes are adopted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rembuk.journeys.adopt import Signers
from rembuk.journeys.adopt_minutes import Consequence, Follow, adopt_minutes
from rembuk.journeys.year.forums import Forum, Motion
from rembuk.plans.drafts import LineDraft
from rembuk.plans.models import PlanItem

READ_AFTER = timedelta(hours=1)
PLANNED = "{title}: masuk RKP Kampung {year}."
CARRIED = "{title}: ditunda, pagu {year} tidak cukup untuk semua."
DECLINED = "{title}: tidak diusulkan; dilihat di lokasi, tidak bisa dibangun di sana."
OBJECTION = "Dusun kami sudah dua tahun menunggu, urutannya belum adil."


@dataclass(frozen=True)
class PlanningForum:
    """What is put to the forum about the plan of a year: a line for each item that fits, and what does not."""

    forum: Forum
    year: int
    lines: Mapping[PlanItem, LineDraft]
    carried: Sequence[PlanItem]
    declined: Sequence[PlanItem]

    @property
    def title(self) -> str:
        """What the meeting is called."""
        return f"Musrenbang Kampung {self.forum.place} untuk {self.year}"

    def decide(self, *, at: datetime) -> None:
        """Hold the forum until a moment, and let the plan and every need show what it decided."""
        motions, follows = zip(*self._agenda(), strict=True)
        head = self.forum.who("kepala")
        decisions = self.forum.resolve("planning_forum", self.title, motions, called_by=head, at=at)
        by_number = {one.number: follow for one, follow in zip(decisions, follows, strict=True)}
        by = Signers(self.forum.opener, head)
        adopt_minutes(decisions[0].meeting, by_number, self.year, by=by, at=at + READ_AFTER)

    def _agenda(self) -> Iterator[tuple[Motion, Follow]]:
        for item, line in self.lines.items():
            yield self._motion(PLANNED, item, 28), Follow(Consequence.PLAN, line=line)
        for item in self.carried:
            yield self._motion(CARRIED, item, 22, OBJECTION), Follow(Consequence.WAIT, "PAGU_TIDAK_CUKUP")
        for item in self.declined:
            yield self._motion(DECLINED, item, 25), Follow(Consequence.DECLINE, "TIDAK_LAYAK_TEKNIS")

    def _motion(self, words: str, item: PlanItem, in_favour: int, objection: str = "") -> Motion:
        return Motion(words.format(title=item.title, year=self.year), item.need, in_favour, objection)
