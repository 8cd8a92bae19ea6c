"""What may be done with one meeting at the desk, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from rembuk.journeys.hearing import group_cards, hear_at_meeting
from rembuk.kernel.periods import local_day
from rembuk.meetings import actions
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.permissions import (
    may_call_meeting,
    may_close_meeting,
    may_prepare_meeting,
    may_record_meeting,
    may_see_attendance,
)
from rembuk.meetings.queries import has_entry, last_before, open_tasks
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState
from rembuk.people.models import Person
from rembuk.programmes.queries import rules_at
from rembuk.regions.queries import localities_of
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.models import Need, Voice
from rembuk.voices.permissions import may_tidy_voice
from rembuk.voices.states import Channel, VoiceKind, VoiceState
from rembuk.web.clock import now
from rembuk.web.desk import hall_forms
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.forms import NoForm, WhyForm
from rembuk.web.desk.hall_follow import follow_deeds
from rembuk.web.desk.hall_picks import noted_of, pick_deeds
from rembuk.web.desk.hall_turns import speakers_for_phones, turn_deeds
from rembuk.web.desk.papers import kept_paper
from rembuk.web.desk.queues import shortened
from rembuk.web.formats import language
from rembuk.web.meetings.showing import ALWAYS, Shown
from rembuk.web.needs.subjects import subject_labels

# What is written down may be written without a signal; what changes the state of a meeting may not.
Kept = partial(Deed, is_kept=True)


@dataclass
class Work:
    """A meeting in somebody's hands; `told` is what the last deed has to say."""

    meeting: Meeting
    person: Person | None
    paper: UploadedFile[Any] | None  # Any: bytes or text.
    told: str = field(default="", init=False)

    @cached_property
    def shown(self) -> Shown:
        """What is read about the meeting."""
        return Shown(self.meeting, now())

    @cached_property
    def left_over(self) -> list[Entry]:
        """The action items that wait since the meetings before."""
        return open_tasks(self.meeting)

    def context(self) -> dict[str, object]:
        """Return what the page shows besides the deeds."""
        return {
            "shown": self.shown,
            "meeting": self.meeting,
            "left_over": self.left_over,
            "last": last_before(self.meeting),
            "may_list": may_see_attendance(self.person, self.meeting, at=now()),
            "speakers": speakers_for_phones(self.shown, self._groups),
            "turnouts": [(*_called(one.group), one) for one in self.shown.turnouts],
            "robots": "noindex",
        }

    # --- what may be done ------------------------------------------------------------------------------------------

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done now, the most likely first; what is kept follows what the page has shown."""
        for deed in self._deeds_now():
            form = partial(deed.make_form, seen=self.shown.last_number) if deed.is_kept else deed.make_form
            yield replace(deed, make_form=form)

    def _deeds_now(self) -> Iterator[Deed]:
        match self.meeting.state:
            case MeetingState.PLANNED | MeetingState.CALLED:
                yield from self._before()
            case MeetingState.RUNNING if may_record_meeting(self.person, self.meeting, at=now()):
                yield from pick_deeds(self)
                yield from self._speaking()
                yield from self._deciding()
                yield from self._ending()
            case MeetingState.CLOSED:
                yield from follow_deeds(self)
                yield from self._correcting()

    def _correcting(self) -> Iterator[Deed]:
        if may_close_meeting(self.person, self.meeting, at=now()):
            yield Deed("annex", _("Add an annex"), _("The annex is added."), hall_forms.WordsForm, self._annex)

    def _before(self) -> Iterator[Deed]:
        is_called = self.meeting.state == MeetingState.CALLED
        if is_called and may_record_meeting(self.person, self.meeting, at=now()):
            yield Deed("start", _("Open the meeting"), _("The meeting is open."), NoForm, self._start, "primary")
        if not is_called and may_call_meeting(self.person, self.meeting, at=now()):
            yield Deed("call", _("Call the meeting"), _("Everybody can read of it now."), NoForm, self._call, "primary")
        if may_prepare_meeting(self.person, self.meeting, at=now()):
            groups = partial(hall_forms.GroupsForm, groups=list(self.shown.invited), known=self.shown.invited)
            yield Deed("invite", _("Say how many are asked"), _("The numbers are noted."), groups, self._invite)
            yield Deed("cancel", _("Call it off"), _("The meeting is called off."), WhyForm, self._cancel, "danger")

    def _speaking(self) -> Iterator[Deed]:
        hamlets = [(str(one.pk), one.with_around) for one in localities_of(self.meeting.region)]
        speak = partial(hall_forms.SpeakForm, hamlets=hamlets)
        yield Kept("speak", _("Write down a voice"), _("The voice is recorded."), speak, self._speak, "primary")
        yield from turn_deeds(self, self._groups)
        if cards := self._cards():
            yield Deed("group", _("Put cards together"), _("The cards are a need now."), cards, self._group, "primary")
        count = partial(hall_forms.CountForm, groups=self._groups, noted=noted_of(self.shown.minutes))
        yield Kept("count", _("Count who came"), _("The numbers are noted."), count, self._count, "primary")
        heard = partial(hall_forms.HeardForm, groups=self._groups)
        yield Kept("heard", _("Count who was heard"), _("The numbers are noted."), heard, self._heard, "primary")

    def _deciding(self) -> Iterator[Deed]:
        needs = self._needs()
        if needs:
            rank = partial(hall_forms.RankForm, needs=needs)
            yield Kept("rank", _("Count hands or stickers"), _("The count is noted."), rank, self._rank, "primary")
        decide = partial(hall_forms.DecideForm, needs=needs)
        yield Kept("decide", _("Write down a decision"), _("The decision is noted."), decide, self._decide, "primary")
        if self.shown.minutes.decisions:
            made = [(str(one.entry.pk), shortened(one.entry.words)) for one in self.shown.minutes.decisions]
            against = partial(hall_forms.ObjectForm, decisions=made)
            yield Kept("object", _("Write down an objection"), _("The objection is noted."), against, self._object)
        view = hall_forms.WordsForm
        yield Kept("view", _("Write down the view of the council"), _("The view is noted."), view, self._view)

    def _ending(self) -> Iterator[Deed]:
        if self.left_over:
            tasks = [(str(one.pk), shortened(one.words)) for one in self.left_over]
            finish = partial(hall_forms.FinishForm, tasks=tasks)
            yield Kept("finish", _("Finish an action item of last time"), _("It is finished."), finish, self._finish)
        yield Kept("task", _("Hand out an action item"), _("It is handed out."), hall_forms.TaskForm, self._task)
        yield Kept("sign", _("Write down who signs"), _("The signature is noted."), hall_forms.SignForm, self._sign)
        close = hall_forms.CloseForm
        yield Deed("close", _("Close and seal the minutes"), _("The minutes are sealed."), close, self._close, "danger")

    def has_written(self, key: UUID) -> bool:
        """Is there an entry of this key, or the counts that are written under keys derived from it?"""
        counts = (uuid5(key, f"{group}:{measure}") for group in Crowd for measure in Measure)
        return has_entry(self.meeting, [key, *counts])

    # --- what can be chosen ----------------------------------------------------------------------------------------

    @property
    def _groups(self) -> list[Crowd]:
        asked = {*ALWAYS, *self.shown.invited}
        return [group for group in Crowd if group in asked]

    def _cards(self) -> Any:  # Any: a form's maker.
        waiting = [one.voice for one in self.shown.minutes.spoken if one.voice and _is_loose(one.voice)]
        if not waiting or not may_tidy_voice(self.person, waiting[0], at=now()):
            return None
        voices = [(voice.code, f"{voice.code} · {shortened(voice.shown_words)}") for voice in waiting]
        subjects = list(subject_labels(rules_at(self.meeting.programme, now()), language()).items())
        return partial(hall_forms.CardsForm, voices=voices, needs=self._needs(), subjects=subjects)

    def _needs(self) -> list[tuple[str, str]]:
        grouped = {one.need.code: one.need for one in self.shown.entries if one.kind == EntryKind.GROUPED and one.need}
        return [(code, f"{code} · {need.title}") for code, need in grouped.items()]

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _start(self, _said: Cleaned) -> None:
        actions.start_meeting(self.meeting, by=self.person, at=now())

    def _call(self, _said: Cleaned) -> None:
        actions.call_meeting(self.meeting, by=self.person, at=now())

    def _cancel(self, said: Cleaned) -> None:
        actions.cancel_meeting(self.meeting, said["why"], by=self.person, at=now())

    def _invite(self, said: Cleaned) -> None:
        for group in self.shown.invited:
            if said.get(group.value) is not None:
                actions.invite_group(self.meeting, group, said[group.value], by=self.person, at=now())

    def _speak(self, said: Cleaned) -> None:
        hamlets = {str(one.pk): one for one in localities_of(self.meeting.region)}
        draft = VoiceDraft(
            key=said["key"],
            programme=self.meeting.programme,
            region=self.meeting.region,
            words=said["words"],
            kind=VoiceKind(said["kind"]),
            channel=Channel.MEETING,
            spoken_on=local_day(self.meeting.started_at or now()),
            group=said["group"],
            locality=hamlets.get(said["hamlet"]),
        )
        receipt = hear_at_meeting(self.meeting, draft, by=self.person, at=now())
        self.told = _("Recorded as %(code)s. Receipt word: %(word)s") % {
            "code": receipt.voice.code,
            "word": receipt.secret,
        }

    def _group(self, said: Cleaned) -> None:
        spoken = {one.voice.code: one.voice for one in self.shown.minutes.spoken if one.voice}
        group_cards(
            self.meeting,
            [spoken[code] for code in said["voices"]],
            said["title"],
            said["subject"],
            self._need(said["need"]),
            key=said["key"],
            by=self.person,
            at=now(),
        )

    def _count(self, said: Cleaned) -> None:
        for group in self._groups:
            people = said.get(group.value)
            if people is not None:
                self._note(said, group, Measure.CAME, people)

    def _heard(self, said: Cleaned) -> None:
        for measure in (Measure.SPOKE, Measure.PROPOSED, Measure.WON):
            people = said.get(measure.value)
            if people is not None:
                self._note(said, Crowd(said["group"]), measure, people)

    def _note(self, said: Cleaned, group: Crowd, measure: Measure, people: int) -> None:
        own_key = {**said, "key": uuid5(said["key"], f"{group}:{measure}")}
        self.write(own_key, EntryKind.COUNTED, group=group, measure=measure, count=people)

    def _rank(self, said: Cleaned) -> None:
        need = self._need(said["need"])
        self.write(said, EntryKind.RANKED, need=need, method=said["method"], count=said["count"])

    def _decide(self, said: Cleaned) -> None:
        votes = {name: said[name] for name in ("in_favour", "against", "abstained")}
        self.write(said, EntryKind.DECIDED, words=said["words"], need=self._need(said["need"]), **votes)

    def _object(self, said: Cleaned) -> None:
        target = next(one.entry for one in self.shown.minutes.decisions if str(one.entry.pk) == said["target"])
        named = {"name": said["name"], "wants_to_be_named": said["wants_to_be_named"]}
        self.write(said, EntryKind.OBJECTED, words=said["words"], target=target, **named)

    def _view(self, said: Cleaned) -> None:
        self.write(said, EntryKind.VIEWED, words=said["words"])

    def _finish(self, said: Cleaned) -> None:
        target = next(one for one in self.left_over if str(one.pk) == said["target"])
        self.write(said, EntryKind.FINISHED, words=said["words"], target=target)

    def _task(self, said: Cleaned) -> None:
        facts = {name: said[name] for name in ("words", "owner", "due_on")}
        self.write(said, EntryKind.TASKED, **facts)

    def _sign(self, said: Cleaned) -> None:
        facts = {name: said[name] for name in ("side", "name", "owner")}
        self.write(said, EntryKind.SIGNED, **facts)

    def _close(self, said: Cleaned) -> None:
        paper = kept_paper(self.paper, at=now()) if self.paper else None
        actions.close_meeting(self.meeting, said["quorum_waiver"], paper, by=self.person, at=now())

    def _annex(self, said: Cleaned) -> None:
        actions.add_annex(self.meeting, said["key"], said["words"], by=self.person, at=now())

    def _need(self, code: str) -> Need | None:
        needs = {one.need.code: one.need for one in self.shown.entries if one.kind == EntryKind.GROUPED and one.need}
        return needs.get(code)

    def write(self, said: Cleaned, kind: EntryKind, **facts: Any) -> None:  # Any: columns of an entry.
        """Write an entry down, after what its device had seen."""
        written = {name: said[name] for name in ("key", "after", "device")}
        actions.record_entry(self.meeting, EntryDraft(kind=kind, **written, **facts), by=self.person, at=now())


def _is_loose(voice: Voice) -> bool:
    return voice.state in {VoiceState.RECEIVED, VoiceState.TIDIED}


def _called(group: str) -> tuple[str]:
    return (_("those invited") if group == "invited" else str(Crowd(group).label),)
