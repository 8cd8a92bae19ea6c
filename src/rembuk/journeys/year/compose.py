"""Compose a year of invented voices: thousands of different texts, many of them about the same need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TypeVar

from rembuk.journeys.year import vocabulary
from rembuk.journeys.year.seasons import Calendar
from rembuk.journeys.year.vocabulary import Issue, Sentence
from rembuk.journeys.year.wording import Place, draw_place, say, tidy_title
from rembuk.programmes.rules import Level
from rembuk.voices.states import Channel, Confidentiality, Group, VoiceKind


@dataclass(frozen=True, slots=True)
class VoiceDraft:
    """One invented voice, and what an officer might make of it.

    `need` is the same for all voices that ask for the same thing and empty for a voice that stands alone; `title` and
    `level` belong to that need. `hamlet` and `neighbourhood` are labels as people write them ("3", "07").
    """

    words: str
    kind: VoiceKind
    group: Group | None
    language: str
    region: int
    hamlet: str
    neighbourhood: str
    landmark: str
    channel: Channel
    confidentiality: Confidentiality
    said_at: datetime
    subject: str
    title: str
    level: Level
    about_office: bool
    need: str


CHANNELS = {
    "formal": ((Channel.MEETING, 5), (Channel.PAPER, 4), (Channel.WEB, 2), (Channel.KIOSK, 1)),
    "plain": ((Channel.MEETING, 5), (Channel.WEB, 3), (Channel.ASSISTED, 3), (Channel.PAPER, 1), (Channel.SMS, 1)),
    "chat": ((Channel.WHATSAPP, 6), (Channel.WEB, 4), (Channel.SMS, 1)),
    "jv": ((Channel.MEETING, 4), (Channel.ASSISTED, 4), (Channel.WHATSAPP, 2)),
}
NEED_SIZES = ((2, 5), (3, 6), (4, 6), (5, 5), (6, 4), (8, 3), (10, 2), (12, 1), (14, 1))
SHARE_IN_NEEDS = 0.7
GROUPS = ((None, 12), (Group.WOMEN, 2), (Group.FARMERS, 2), (Group.YOUTH, 1), (Group.ELDERLY, 1), (Group.POOR, 1))


def compose(random: Random, *, until: datetime, count: int = 3200) -> Iterator[VoiceDraft]:
    """Return `count` different voices of the twenty-six months before `until`, oldest first.

    The same Random state and moment give the same voices. About seven in ten belong to needs of two to fourteen
    voices; one in a hundred is advertising, noise or worse, for people to sort out.
    """
    year = _Year(random, until)
    drafts: list[VoiceDraft] = []
    unwanted = min(count // 100, len(vocabulary.UNWANTED))
    while len(drafts) < (count - unwanted) * SHARE_IN_NEEDS:
        drafts += year.need(at_most=count - unwanted - len(drafts))
    drafts += [year.single() for _ in range(count - unwanted - len(drafts))]
    drafts += [year.unwanted(words) for words in vocabulary.UNWANTED[:unwanted]]
    yield from sorted(drafts, key=lambda draft: (draft.said_at, draft.words))


@dataclass(frozen=True, slots=True)
class _Matter:
    """Something that is asked for at one place, by one voice or by several."""

    region: int
    place: Place
    issue: Issue
    need: str = ""

    @property
    def title(self) -> str:
        return tidy_title(self.issue.title, self.place)


class _Year:
    """What must be remembered while composing: who meets when, which needs exist and what was said already."""

    def __init__(self, random: Random, until: datetime) -> None:
        self.random = random
        self.calendar = Calendar(until)
        self.meetings = {
            (region, hamlet): self.calendar.draw_meetings(random)
            for region, hamlets in vocabulary.HAMLETS.items()
            for hamlet in range(1, hamlets + 1)
        }
        self.said: set[str] = set()
        self.titles: set[tuple[int, str]] = set()

    def need(self, *, at_most: int) -> list[VoiceDraft]:
        """Make several voices that ask for one thing in their own words; none if that thing was asked before."""
        matter = self._matter([issue for issue in vocabulary.issues() if issue.makes_need], f"need-{len(self.titles)}")
        if (matter.region, matter.title) in self.titles:
            return []
        self.titles.add((matter.region, matter.title))
        sentences = [sentence for sentence in matter.issue.sentences if sentence.kind != VoiceKind.THANKS]
        self.random.shuffle(sentences)
        size = min(_weighted(self.random, NEED_SIZES), at_most)
        return [self._voice(matter, sentences[turn % len(sentences) :] or sentences) for turn in range(size)]

    def single(self) -> VoiceDraft:
        """Make a voice that stands alone."""
        matter = self._matter(list(vocabulary.issues()))
        sentences = list(matter.issue.sentences)
        self.random.shuffle(sentences)
        return self._voice(matter, sentences)

    def unwanted(self, words: str) -> VoiceDraft:
        """Make a draft of something that should be held for a human."""
        nothing = Issue(
            "unwanted", "other", Level.MIXED, 1, makes_need=False, about_office=False, title="", sentences=()
        )
        return self._draft(self._matter([nothing]), Sentence(VoiceKind.WISH, "chat", None, ""), words)

    def _matter(self, issues: list[Issue], need: str = "") -> _Matter:
        region = self.random.choices(list(vocabulary.HAMLETS), list(vocabulary.HAMLETS.values()))[0]
        hamlets = vocabulary.HAMLETS[region]
        place = draw_place(self.random, hamlet=self.random.randint(1, hamlets), hamlets=hamlets)
        return _Matter(region, place, self.random.choices(issues, [issue.weight for issue in issues])[0], need)

    def _voice(self, matter: _Matter, sentences: list[Sentence]) -> VoiceDraft:
        # Greetings and spellings make nearly every try a new text; a text that exists is said in the next sentence.
        sentence, *later = sentences
        words = say(self.random, sentence, matter.place)
        if words in self.said:
            return self._voice(matter, [*later, sentence])
        self.said.add(words)
        return self._draft(matter, sentence, words)

    def _draft(self, matter: _Matter, sentence: Sentence, words: str) -> VoiceDraft:
        channel = _weighted(self.random, CHANNELS[sentence.style])
        return VoiceDraft(
            words=words,
            kind=sentence.kind,
            group=sentence.group or _weighted(self.random, GROUPS),
            language="jv" if sentence.style == "jv" else "id",
            region=matter.region,
            hamlet=str(matter.place.hamlet),
            neighbourhood=f"{matter.place.neighbourhood:02}",
            landmark=matter.place.spot,
            channel=channel,
            confidentiality=self._confidentiality(sentence.kind, channel),
            said_at=self._moment(matter, channel),
            subject=matter.issue.subject,
            title=matter.title,
            level=matter.issue.level,
            about_office=matter.issue.about_office,
            need=matter.need,
        )

    def _moment(self, matter: _Matter, channel: Channel) -> datetime:
        if channel == Channel.MEETING:
            evening = self.random.choice(self.meetings[matter.region, matter.place.hamlet])
            return self.calendar.draw_evening(self.random, evening)
        return self.calendar.draw(self.random, channel)

    def _confidentiality(self, kind: VoiceKind, channel: Channel) -> Confidentiality:
        # What is said in a meeting, to a helper or on a sheet that goes round is known to somebody.
        if channel in {Channel.MEETING, Channel.ASSISTED, Channel.PAPER}:
            return Confidentiality.OPEN
        shares = (85, 10, 5) if kind == VoiceKind.COMPLAINT else (94, 4, 2)
        return self.random.choices(list(Confidentiality), shares)[0]


T = TypeVar("T")


def _weighted(random: Random, choices: tuple[tuple[T, int], ...]) -> T:
    return random.choices([value for value, _ in choices], [weight for _, weight in choices])[0]
