"""The rows of the invented year, gathered in memory and written in a few large steps.

Going through the actions one by one would ask the database a hundred thousand questions. Here the same moves are made
on rows that are not written yet: the state tables are asked, the acts say what the actions' acts say, and the database
checks its constraints when the book is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from django.db import models

from rembuk.journal.acts import draw_up_act
from rembuk.journal.models import Act
from rembuk.journal.queries import Fact
from rembuk.people.models import Identity, Person
from rembuk.people.roles import Role
from rembuk.programmes.models import RuleSet
from rembuk.programmes.rules import Answer as Route
from rembuk.voices.decisions import facts_of
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.holding import reasons_to_hold
from rembuk.voices.models import Answer, Merge, Need, Support, Voice, Withholding
from rembuk.voices.numbers import NEED_PREFIX, candidates
from rembuk.voices.rows import new_need, new_voice
from rembuk.voices.search import make_findable, search_words
from rembuk.voices.states import NEED_STATES, VOICE_STATES, AnswerKind, NeedState, VoiceState
from rembuk.voices.wording import line, shown

AT_ONCE = 500


@dataclass(frozen=True)
class Officer:
    """Who does something, and in which role."""

    person: Person
    role: Role


@dataclass(frozen=True)
class Reply:
    """What is answered; a refusal has all three."""

    kind: AnswerKind
    sentence: str
    next_step: str = ""
    reason: str = ""


@dataclass
class Book:
    """Everything the year writes down."""

    rule_set: RuleSet
    voices: list[Voice] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    supports: list[Support] = field(default_factory=list)
    withholdings: list[Withholding] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def receive(self, draft: VoiceDraft, helper: Officer | None, at: datetime) -> Voice:
        """A voice comes in; a doubtful one is held."""
        person = helper.person if helper else None
        voice = new_voice(draft, self._number(draft.programme.prefix, draft.key), person, at)
        self.voices.append(voice)
        role = helper.role.value if helper else ""
        self._act("voice.received", voice, person, at, wants=voice.kind, channel=voice.channel, role=role)
        if reasons := reasons_to_hold(draft.words):
            voice.held_for = ",".join(reason.value for reason in reasons)
            _move_voice(voice, VoiceState.HELD)
            self._act("voice.held", voice, None, at, role="", reasons=voice.held_for)
        return voice

    def withhold(self, voice: Voice, reply: Reply, by: Officer, at: datetime) -> None:
        """A held voice is not shown."""
        withholding = Withholding(
            voice=voice,
            taken_from=voice.state,
            reason_code=reply.reason,
            sentence=reply.sentence,
            next_step=reply.next_step,
            withheld_by=by.person,
            withheld_as=by.role.value,
            withheld_at=at,
        )
        self.withholdings.append(withholding)
        _move_voice(voice, VoiceState.WITHHELD)
        facts = {"reason": reply.reason, "sentence": reply.sentence, "next_step": reply.next_step}
        self._act("voice.withheld", voice, by.person, at, role=by.role.value, **facts)

    def tidy(self, voice: Voice, title: str, subject: str, by: Officer, at: datetime) -> None:
        """A voice gets a title and a subject."""
        voice.title, voice.subject = line(title, "title", longest=160), subject
        voice.tidied_words, voice.tidied_by, voice.tidied_at = shown(voice.words), by.person, at
        _move_voice(voice, VoiceState.TIDIED)
        self._act("voice.tidied", voice, by.person, at, role=by.role.value, title=voice.title, subject=subject)

    def open_need(self, voice: Voice, by: Officer, at: datetime) -> Need:
        """A tidied voice opens a need."""
        need = new_need(voice, voice.title, "", voice.locality, at)
        need.pk = uuid5(voice.key, "need")  # The same year gives the same numbers.
        need.code = self._number(NEED_PREFIX, need.pk)
        self.needs.append(need)
        self._join(voice, need, by, at)
        self._act("need.opened", need, by.person, at, role=by.role.value, voice=voice.code, title=need.title)
        return need

    def merge(self, voice: Voice, need: Need, by: Officer, at: datetime) -> None:
        """A tidied voice joins a need."""
        self._join(voice, need, by, at)
        self._act("voice.merged", voice, by.person, at, role=by.role.value, need=need.code, title=need.title)

    def part(self, voice: Voice, why: str, by: Officer, at: datetime) -> None:
        """A voice leaves its need again; a need without voices says so."""
        merge = next(merge for merge in reversed(self.merges) if merge.voice is voice)
        merge.undone_by, merge.undone_at, merge.undone_why = by.person, at, why
        need, voice.need = merge.need, None
        need.voice_count, need.changed_at = need.voice_count - 1, at
        if not need.voice_count:
            _move_need(need, NeedState.EMPTIED)
        _move_voice(voice, VoiceState.TIDIED)
        self._act("voice.parted", voice, by.person, at, role=by.role.value, need=need.code, why=why)

    def withdraw(self, voice: Voice, reason: str, at: datetime) -> None:
        """The sender takes a voice back."""
        _move_voice(voice, VoiceState.WITHDRAWN)
        self._act("voice.withdrawn", voice, None, at, reason=reason)

    def support(self, need: Need, identity: Identity, at: datetime) -> None:
        """A resident says "saya juga"."""
        self.supports.append(Support(need=need, identity=identity, given_at=at))
        need.support_count += 1

    def route(self, need: Need, route: Route, by: Officer, at: datetime) -> None:
        """It is found out who is responsible."""
        need.level, need.agency, need.changed_at = route.level.value, route.agency.id, at
        self._act(
            "need.routed", need, by.person, at,
            role=by.role.value, answer=route.key, level=need.level, agency=need.agency,
        )  # fmt: skip

    def decide(self, need: Need, reply: Reply, by: Officer, at: datetime) -> None:
        """A need is answered, sent on, postponed or declined."""
        answer = self._answer(reply, by, at)
        answer.need = need
        if reply.kind == AnswerKind.FORWARDED:
            answer.level, answer.agency = need.level, need.agency
        need.answer, need.changed_at = answer, at
        _move_need(need, NeedState(reply.kind.value))
        self._act(f"need.{need.state}", need, by.person, at, **facts_of(answer))

    def reply(self, voice: Voice, reply: Reply, by: Officer, at: datetime) -> None:
        """A single voice is answered or declined."""
        answer = self._answer(reply, by, at)
        answer.voice, voice.answer = voice, answer
        _move_voice(voice, VoiceState(reply.kind.value))
        self._act(f"voice.{voice.state}", voice, by.person, at, **facts_of(answer))

    def write(self) -> None:
        """Write everything; keys that point in circles are checked when the transaction ends."""
        self._index()
        for rows in (self.needs, self.voices, self.answers, self.merges, self.supports, self.withholdings, self.acts):
            _write(rows)
        make_findable(self.needs)

    def _index(self) -> None:
        texts: dict[UUID, list[str]] = {need.pk: [need.title] for need in self.needs}
        for voice in self.voices:
            if voice.need_id is not None:
                texts[voice.need_id] += [voice.title, voice.tidied_words]
        for need in self.needs:
            need.search_words = search_words(texts[need.pk])

    def _number(self, prefix: str, key: UUID) -> str:
        code = next(code for code in candidates(prefix, key) if code not in self.codes)
        self.codes.add(code)
        return code

    def _join(self, voice: Voice, need: Need, by: Officer, at: datetime) -> None:
        voice.need = need
        _move_voice(voice, VoiceState.MERGED)
        self.merges.append(Merge(voice=voice, need=need, merged_by=by.person, merged_as=by.role.value, merged_at=at))
        need.voice_count += 1

    def _answer(self, reply: Reply, by: Officer, at: datetime) -> Answer:
        answer = Answer(
            kind=reply.kind,
            rule_set=self.rule_set,
            reason_code=reply.reason,
            sentence=line(reply.sentence, "sentence", longest=1_000),
            next_step=reply.next_step,
            answered_by=by.person,
            answered_as=by.role.value,
            answered_at=at,
        )
        self.answers.append(answer)
        return answer

    def _act(self, kind: str, row: Need | Voice, by: Person | None, at: datetime, **facts: Fact) -> None:
        facts = {"code": row.code, **facts}
        self.acts.append(draw_up_act(kind, row, facts, by=by, at=at, public=True, region_number=row.region_number))


def _move_need(need: Need, to: NeedState) -> None:
    NEED_STATES.check(NeedState(need.state), to)
    need.state = to


def _move_voice(voice: Voice, to: VoiceState) -> None:
    VOICE_STATES.check(VoiceState(voice.state), to)
    voice.state = to


def _write(rows: Sequence[models.Model]) -> None:
    if rows:
        type(rows[0])._base_manager.bulk_create(rows, batch_size=AT_ONCE)
