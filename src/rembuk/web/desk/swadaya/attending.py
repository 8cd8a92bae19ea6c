"""What may be done about one work day: who came, read from paper twice or typed once; who was hurt; calling it off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rembuk.kernel.periods import local_day
from rembuk.media.models import Photo
from rembuk.media.pictures import NotAPicture
from rembuk.people.models import Person
from rembuk.projects.swadaya import actions
from rembuk.projects.swadaya.models import Sheet, WorkDay
from rembuk.projects.swadaya.permissions import may_ask_residents, may_write_gift
from rembuk.projects.swadaya.queries import Difference, Entry, entries_on, newest_readings, open_list_of
from rembuk.projects.swadaya.reading import last_differences
from rembuk.projects.swadaya.states import DayState, Harm, Source
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.papers import kept_paper
from rembuk.web.desk.swadaya import forms as sheets
from rembuk.web.desk.swadaya.gathering import Files, with_files
from rembuk.web.plans.cards import decimal


@dataclass
class DayWork:
    """One work day in somebody's hands."""

    day: WorkDay
    person: Person | None
    files: Files

    @cached_property
    def readings(self) -> Sequence[Sheet]:
        """The newest reading of the paper by each person."""
        return newest_readings(self.day)

    @property
    def photo(self) -> Photo | None:
        """The photo of the signed list, once somebody has sent it."""
        return next((one.photo for one in self.readings if one.photo), None)

    @property
    def waits_for_a_second(self) -> bool:
        """Has one person read the paper, and nobody else?"""
        return self.day.state == DayState.PLANNED and len(self.readings) == 1

    @cached_property
    def differences(self) -> list[tuple[object, ...]]:
        """The lines that the last two people read otherwise, as a table shows them."""
        if self.day.state != DayState.PLANNED:
            return []
        return [_difference(one) for one in last_differences(self.day) or ()]

    @cached_property
    def names(self) -> list[Entry]:
        """Who came, for those who write the lists, until two others have confirmed the day; nobody after that."""
        found = open_list_of(self.day)
        return entries_on(found) if found else []

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        writes = may_write_gift(self.person, self.day.project, at=now())
        is_planned = self.day.state == DayState.PLANNED
        if writes and is_planned and self.day.meets_on <= local_day(now()):
            yield from self._lists()
        if writes and self.day.state != DayState.CANCELLED:
            label, done = _("Note that somebody was hurt"), _("It is noted, for those who help.")
            yield Deed("hurt", label, done, sheets.InjuryForm, self._hurt)
        if is_planned and may_ask_residents(self.person, self.day.project, at=now()):
            yield Deed("cancel", _("Call the day off"), _("The day is called off."), sheets.CancelForm, self._cancel)

    def _lists(self) -> Iterator[Deed]:
        done = _("The list is taken. Two others still say that it is so.")
        paper = with_files(partial(sheets.PaperForm, has_photo=self.photo is not None), self.files)
        reading = Deed("paper", _("Read the signed list from its photo"), _("Your reading is kept."), paper, self._read)
        typing = Deed("list", _("Take down who came"), done, sheets.ListForm, self._type, "primary")
        table = Deed("table", _("Take in a table"), done, with_files(sheets.TableForm, self.files), self._table)
        # Once a paper is there, it is read to the end.
        yield from (reading,) if self.readings else (typing, reading, table)

    def _type(self, said: Cleaned) -> None:
        actions.take_attendance(self.day, said["key"], said["names"], Source.SCREEN, by=self.person, at=now())

    def _table(self, said: Cleaned) -> None:
        actions.take_attendance(self.day, said["key"], said["file"], Source.TABLE, by=self.person, at=now())

    def _read(self, said: Cleaned) -> None:
        sent = said.get("photo")
        photo = kept_paper(sent, at=now()) if sent else self.photo
        if photo is None:
            raise NotAPicture("no photo")
        actions.read_paper(self.day, said["key"], photo, said["names"], by=self.person, at=now())

    def _hurt(self, said: Cleaned) -> None:
        actions.note_injury(self.day, said["key"], Harm(said["harm"]), said["words"], by=self.person, at=now())

    def _cancel(self, said: Cleaned) -> None:
        actions.cancel_day(self.day, said["why"], by=self.person, at=now())


def _difference(one: Difference) -> tuple[object, ...]:
    return (str(one.place), _entry(one.first), _entry(one.second))


def _entry(one: Entry | None) -> str | None:
    return f"{one.name}, {decimal(one.days)}" if one else None
