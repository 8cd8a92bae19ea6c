"""What may be done about the gotong royong of one work: asking, pledges, gifts, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.projects.models import Project
from rembuk.projects.states import ProjectState
from rembuk.projects.swadaya import actions
from rembuk.projects.swadaya.models import Pledge, Supply, WorkDay
from rembuk.projects.swadaya.permissions import may_ask_residents, may_name_head, may_write_gift
from rembuk.projects.swadaya.queries import (
    Confirmed,
    SupplySum,
    candidates_for_head,
    days_of,
    gifts_of,
    head_of,
    pledges_of,
    supply_sums,
)
from rembuk.projects.swadaya.states import Basis, DayState, GiftKind, PledgeState
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.papers import kept_paper
from rembuk.web.desk.swadaya import forms as sheets
from rembuk.web.formats import day as day_words
from rembuk.web.plans.cards import decimal

Files: TypeAlias = "MultiValueDict[str, UploadedFile[Any]]"  # Any: bytes or text.
Label = tuple[str, str]


@dataclass
class GatheringWork:
    """The gotong royong of one work in somebody's hands."""

    project: Project
    person: Person | None
    files: Files

    @cached_property
    def sums(self) -> list[SupplySum]:
        """What residents were asked for, and what came of it."""
        return supply_sums(self.project, self.today)

    @cached_property
    def days(self) -> list[WorkDay]:
        """The work days, first to last."""
        return list(days_of(self.project))

    @cached_property
    def pledges(self) -> list[Pledge]:
        """The pledges that wait to be kept."""
        return list(pledges_of(self.project))

    @cached_property
    def gifts(self) -> list[Confirmed]:
        """The ledger, newest first."""
        return gifts_of(self.project)

    @cached_property
    def head(self) -> Person | None:
        """Who heads the work group."""
        return head_of(self.project)

    @property
    def today(self) -> date:
        """The day on which somebody looks."""
        return local_day(now())

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        is_open = self.project.state != ProjectState.DONE
        writes = may_write_gift(self.person, self.project, at=now())
        if is_open and may_ask_residents(self.person, self.project, at=now()):
            yield from self._asking()
        if is_open and writes:
            yield from self._giving()
        if writes and self._correctable:
            correct = partial(sheets.CorrectForm, gifts=self._correctable)
            label, done = _("Correct a line of somebody else"), _("The correction waits for two words.")
            yield Deed("correct", label, done, correct, self._correct)
        if may_name_head(self.person, self.project, at=now()):
            head = partial(sheets.HeadForm, heads=self._heads)
            yield Deed("head", _("Name the head of the work group"), _("The head is named."), head, self._name)

    def _asking(self) -> Iterator[Deed]:
        if labour := self._supplies(lambda one: one.kind == GiftKind.LABOUR):
            plan = partial(sheets.DayForm, supplies=labour)
            done = _("The work day is planned. Everybody can read it.")
            yield Deed("day", _("Plan a work day"), done, plan, self._plan, "primary")
        label, done = _("Ask residents for something"), _("Everybody can read it now.")
        yield Deed("ask", label, done, sheets.SupplyForm, self._ask)
        if supplies := self._supplies(lambda _one: True):
            price = partial(sheets.PriceForm, supplies=supplies)
            done = _("The price counts from its day. What is written keeps its own.")
            yield Deed("price", _("Set a price"), done, price, self._price)

    def _giving(self) -> Iterator[Deed]:
        if supplies := self._supplies(lambda _one: True):
            form = partial(sheets.PledgeForm, supplies=supplies)
            yield Deed("pledge", _("Write down a pledge"), _("The pledge is written down."), form, self._pledge)
        if waiting := [one for one in self.pledges if one.state == PledgeState.PLEDGED]:
            call = partial(sheets.CallForm, pledges=_labels(waiting), days=self._day_labels)
            yield Deed("call", _("Call up a pledge"), _("It is called up."), call, self._call)
        if self.pledges:
            end = partial(sheets.EndForm, pledges=_labels(self.pledges))
            yield Deed("end", _("A pledge is over"), _("It is over, and forgotten."), end, self._end)
        if self._givable:
            take = with_files(partial(sheets.GiftForm, givable=self._givable), self.files)
            yield Deed("gift", _("Write down what was given"), _("It waits for two words."), take, self._take)

    # --- what can be chosen ----------------------------------------------------------------------------------------

    def _supplies(self, fits: Callable[[Supply], bool]) -> list[Label]:
        found = (one.supply for one in self.sums)
        return [(str(one.pk), f"{one.what} ({one.unit})") for one in found if fits(one)]

    @cached_property
    def _day_labels(self) -> list[Label]:
        planned = [one for one in self.days if one.state == DayState.PLANNED]
        return [(str(one.pk), f"{day_words(one.meets_on).striptags()}: {one.words}") for one in planned]

    @cached_property
    def _givable(self) -> list[Label]:
        pledged = [one for one in self.pledges if one.supply.kind != GiftKind.LABOUR]
        goods = self._supplies(lambda one: one.kind != GiftKind.LABOUR)
        return [*goods, *_labels(pledged)]

    @cached_property
    def _correctable(self) -> list[Label]:
        firsts = (one.gift for one in self.gifts if one.gift.corrects_id is None)
        mine = self.person.pk if self.person else None
        return [
            (str(one.pk), f"{day_words(one.given_on).striptags()}: {_much(one.quantity, one.supply)}")
            for one in firsts
            if one.written_by_id != mine
        ]

    @cached_property
    def _heads(self) -> list[Label]:
        people = candidates_for_head(self.project, at=now())
        return [(str(one.pk), one.name) for one in people if one.name]

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _plan(self, said: Cleaned) -> None:
        draft = actions.DayDraft(said["key"], said["meets_on"], said["meeting_place"], said["words"])
        actions.plan_day(self._supply(said["supply"]), draft, by=self.person, at=now())

    def _ask(self, said: Cleaned) -> None:
        draft = actions.SupplyDraft(said["key"], GiftKind(said["kind"]), said["what"], said["unit"], said["wanted"])
        actions.ask_residents(self.project, draft, by=self.person, at=now())

    def _price(self, said: Cleaned) -> None:
        draft = actions.PriceDraft(said["key"], said["price"], Basis(said["basis"]), said["source"], said["from_on"])
        actions.set_price(self._supply(said["supply"]), draft, by=self.person, at=now())

    def _pledge(self, said: Cleaned) -> None:
        draft = actions.PledgeDraft(said["key"], said["giver"], said["quantity"], said["is_grown"])
        actions.pledge_gift(self._supply(said["supply"]), draft, by=self.person, at=now())

    def _call(self, said: Cleaned) -> None:
        day = next((one for one in self.days if str(one.pk) == said["day"]), None)
        actions.call_up(self._pledge_of(said["pledge"]), day, by=self.person, at=now())

    def _end(self, said: Cleaned) -> None:
        actions.end_pledge(self._pledge_of(said["pledge"]), by=self.person, at=now())

    def _take(self, said: Cleaned) -> None:
        paper = kept_paper(said["paper"], at=now()) if said["paper"] else None
        pledge = next((one for one in self.pledges if str(one.pk) == said["of"]), None)
        supply = pledge.supply if pledge else self._supply(said["of"])
        draft = actions.GiftDraft(said["key"], said["quantity"], said["given_on"], paper, pledge)
        actions.take_gift(supply, draft, by=self.person, at=now())

    def _correct(self, said: Cleaned) -> None:
        gift = next(one.gift for one in self.gifts if str(one.gift.pk) == said["gift"])
        draft = actions.CorrectionDraft(said["key"], said["quantity"], said["why"], said["people"] or 0)
        actions.correct_gift(gift, draft, by=self.person, at=now())

    def _name(self, said: Cleaned) -> None:
        actions.name_head(self.project, Person.objects.get(pk=said["head"]), by=self.person, at=now())

    def _supply(self, pk: str) -> Supply:
        return next(one.supply for one in self.sums if str(one.supply.pk) == pk)

    def _pledge_of(self, pk: str) -> Pledge:
        return next(one for one in self.pledges if str(one.pk) == pk)


def _labels(pledges: Iterable[Pledge]) -> list[Label]:
    return [(str(one.pk), f"{one.giver}: {_much(one.quantity, one.supply)}") for one in pledges]


def _much(quantity: Decimal, supply: Supply) -> str:
    return f"{decimal(quantity)} {supply.unit} {supply.what}"


def with_files(make: Callable[..., forms.Form], files: Files) -> Callable[..., forms.Form]:
    """Return a maker of forms that gives them the files which came with what was typed."""

    def made(data: Mapping[str, Any] | None, **options: Any) -> forms.Form:  # Any: Django's own form arguments.
        return make(data, None if data is None else files, **options)

    return made
