"""Doing one thing to a voice or need at the desk, and saying in its form why it could not be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.engines.negotiation import StepRefused
from rembuk.journeys.adopt import LineMissing, NoDraft
from rembuk.kernel.states import MoveNotAllowed
from rembuk.media.pictures import NotAPicture
from rembuk.meetings.actions import CountedTwice, NotSigned, Overcounted, TooFewCame, WrittenOtherwise
from rembuk.meetings.attending import NoPeriod
from rembuk.meetings.entries import BadEntry
from rembuk.plans.actions import AlreadyTakenUp, GateNotPassed, NoSuchYear, NotInThisPlan, NotReady
from rembuk.priorities.actions import (
    AlreadySealed,
    BadScore,
    CardAlreadyHandedOver,
    MoreCardsThanVoters,
    NoExtension,
    NoSuchCard,
    NoSuchSheet,
    NotACriterion,
    NotAnAct,
    NotAnOption,
    NotForTalks,
    NothingToDeviateFrom,
    NotMinuted,
    NotNow,
    NotReadyToSeal,
    NotReadyToVote,
    ReadAndSpoiled,
    RollIsSigned,
    RollNotReady,
    SameReader,
    SheetIsSettled,
    SheetsAccountedFor,
    ShowsAnotherSheet,
    SitsElsewhere,
)
from rembuk.priorities.counting import SealBroken, TalliesDiffer
from rembuk.priorities.outcome import TooExpensive
from rembuk.priorities.paper import SheetsMissing, SheetsUnread
from rembuk.priorities.sealing import RoundTampered
from rembuk.priorities.secrecy import TooFewBallots
from rembuk.projects.actions import (
    AlreadyAProject,
    AlreadyJudged,
    AnnouncedAlready,
    ChangeWaits,
    NobodyAsked,
    NobodyDrawn,
    NotAnIndicator,
    NothingToCompare,
    NotPlanned,
    NotReadyToStart,
    NotSeenByOthers,
    NotThatDay,
    OfferedAlready,
    PhotosMissing,
    ReadAlready,
    TakenBackAlready,
    TeamHasAChair,
    TooFewToDraw,
    TooLateForBaseline,
    TooLateToDraw,
)
from rembuk.projects.swadaya.actions import (
    AskedAlready,
    BadLine,
    NeedsAttendance,
    NeedsStatement,
    NotFromHere,
    NotLabour,
    NotYetGiven,
    TakesTooMuch,
    TooYoung,
    WorthTooMuch,
)
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import BadWords, CannotJoin, NotRouted
from rembuk.web.desk.gifts.faults import GIFT_FAULTS


class Refused(ValueError):
    """A deed cannot be done, and says itself why and what to do; the message is the sentence."""


Cleaned = dict[str, Any]  # Any: each form cleans to its own types.


@dataclass(frozen=True)
class Deed:
    """One thing that may be done here and now: its words, its form, and what does it.

    `make_form` takes what was typed, or None; a form without fields is shown as a single button. What `is_kept` may be
    written without a signal: the phone keeps it and sends it later, once, under its key.
    """

    key: str
    label: str | Promise
    done: str | Promise
    make_form: Callable[..., forms.Form]
    do: Callable[[Cleaned], object]
    kind: str = "quiet"
    is_kept: bool = False

    def form(self, data: Any = None, files: Any = None) -> forms.Form:  # Any: Django's own form data.
        """Return the form, its names kept apart from those of the others on the page."""
        sent = (data, files) if files else (data,)
        return self.make_form(*sent, prefix=self.key)


@dataclass(frozen=True)
class Shown:
    """A deed with its form as the page draws it."""

    deed: Deed
    form: forms.Form


FAULTS: Final = (
    (MoveNotAllowed, _("This can no longer be done. Look at the page as it is now.")),
    (MovedMeanwhile, _("Somebody else was faster. Look at the page as it is now.")),
    (CannotJoin, _("They do not belong together: another place, or only one of them is about the office.")),
    (NotRouted, _("Say first who is responsible; only what is not the village's is sent on.")),
    (TooFewCame, _("Too few came for the quorum. Count again, or write why you close all the same.")),
    (NotSigned, _("Somebody must sign for each side first.")),
    (CountedTwice, _("Two devices counted the same thing differently. Pick what is right first.")),
    (Overcounted, _("More of a group are noted than came in all, or more spoke than came. Count once more.")),
    (WrittenOtherwise, _("This page was sent before with other words. Begin anew.")),
    (BadEntry, _("Something is missing or does not fit.")),
    (NotAPicture, _("This file is no photo that we can open. Choose another one.")),
    (BadWords, _("A text is missing or too long.")),
    (GateNotPassed, _("It has not passed every gate that this needs. Look at what was examined.")),
    (NotReady, _("The plan has no lines yet, or one of its needs was decided otherwise. Look at its items.")),
    (NotInThisPlan, _("It is meant for another year or place.")),
    (AlreadyTakenUp, _("This need is an item of the plans already.")),
    (NotNow, _("The clock does not allow this now.")),
    (NoExtension, _("Voting cannot end then. It ends later than now, and before the result is due.")),
    (RollIsSigned, _("The roll is signed; nothing is added any more.")),
    (RollNotReady, _("The roll is not ready: it is empty, or the days for objections are not over.")),
    (MoreCardsThanVoters, _("There would be more cards than voters on the roll.")),
    (CardAlreadyHandedOver, _("This voter has a card already.")),
    (NoSuchCard, _("No card has this code, or it was used up.")),
    (NoSuchSheet, _("No sheet with this number was printed, or it is spoiled.")),
    (ReadAndSpoiled, _("A sheet that you call spoiled was read as a ballot. Look at it again.")),
    (SheetIsSettled, _("Two people have read this sheet alike. It counts as it is.")),
    (SameReader, _("You have read this sheet before. Somebody else reads it the second time.")),
    (ShowsAnotherSheet, _("This picture was sent with another sheet. Take one of this sheet.")),
    (SheetsMissing, _("The sheets do not add up. Count again.")),
    (SheetsAccountedFor, _("The sheets are accounted for already.")),
    (SheetsUnread, _("Some sheets are not yet read alike by two people.")),
    (TooFewBallots, _("There are too few ballots to publish a result without showing who voted how.")),
    (SealBroken, _("The rule is not the one that was sealed. Nothing is counted.")),
    (TalliesDiffer, _("Two tallies differ. Nothing is counted.")),
    (NotPlanned, _("Only what the approved plan holds is carried out.")),
    (AlreadyAProject, _("This is a project already. Look at the list of works.")),
    (AlreadyJudged, _("You have said what you saw of this measurement. A new one is looked at anew.")),
    (NobodyDrawn, _("Ask the facilitator or the council to announce a draw of residents, or say why not.")),
    (NotReadyToStart, _("Write the bill first, and say why wages are under half where they are.")),
    (NotSeenByOthers, _("Others have not yet seen all of it. Ask them to go there and look.")),
    (AnnouncedAlready, _("This draw was announced before. Look at the page as it is now.")),
    (TooFewToDraw, _("Fewer stand on the list than are to be drawn. Confirm residents first, or prepare more works.")),
    (TooLateToDraw, _("Something was measured already; a draw is announced before.")),
    (PhotosMissing, _("Photos of before, during and after are needed. Add those that are missing first.")),
    (OfferedAlready, _("It was offered already; the council takes it over or sends it back.")),
    (NobodyAsked, _("Ask those present whether they are satisfied, and write the counts.")),
    (TeamHasAChair, _("The team has a chair already.")),
    (ChangeWaits, _("A change waits already for the village head. It is decided first.")),
    (NotAnIndicator, _("This is not measured about this kind of work.")),
    (TooLateForBaseline, _("The work is done. How it was before can no longer be measured.")),
    (NothingToCompare, _("It was not measured before the work, so there is nothing to compare it with.")),
    (NotThatDay, _("The day lies ahead, or outside the months in which this follow-up counts.")),
    (ReadAlready, _("This was measured already. Take the wrong figure back first.")),
    (TakenBackAlready, _("This figure was taken back before.")),
    (NotAnOption, _("It lies elsewhere, is in the round already, or costs more than there is.")),
    (AlreadySealed, _("The round is sealed; nothing in it is changed any more.")),
    (NotReadyToSeal, _("The round is not ready: it has too little to choose from, no weights, or it is too late.")),
    (NotForTalks, _("This round is not decided by talks, or its terms were announced already.")),
    (SitsElsewhere, _("You sit for another side in this room already.")),
    (NotAnAct, _("This cannot be said or shown now, or something is missing.")),
    (StepRefused, _("This does not fit the money or the talks as they stand. Look at the room as it is now.")),
    (NotMinuted, _("These minutes do not name it. Choose the decision whose words do.")),
    (NotACriterion, _("This does not count in the round.")),
    (BadScore, _("This is not on the scale of the criterion. Look at what may be written.")),
    (NothingToDeviateFrom, _("There is nothing to decide otherwise about this wish.")),
    (TooExpensive, _("There is not enough money for it.")),
    (NotReadyToVote, _("The vote does not fit its round: look at the days, and at how it is decided.")),
    (RoundTampered, _("The round is not as it was sealed. Nothing is decided.")),
    (NoPeriod, _("The rules do not say when names are erased, so none are kept.")),
    (NoDraft, _("There is no draft of the plan of this year.")),
    (LineMissing, _("What gets money is not in the draft of the plan yet. The secretary puts it in first.")),
    (NoSuchYear, _("No long plan has this year.")),
    (TooYoung, _("Nobody under fifteen works or is called up.")),
    (NotYetGiven, _("This day has not come yet.")),
    (NeedsAttendance, _("Labour is called up for a work day and counted by its list; goods are not.")),
    (NeedsStatement, _("Land needs the photo of the statement that its owner signed.")),
    (TakesTooMuch, _("There would be less than nothing left.")),
    (WorthTooMuch, _("So much at this price is more than the books hold. Look at quantity and price.")),
    (AskedAlready, _("Residents are asked for this already.")),
    (NotLabour, _("A work day is called together for labour.")),
    (NotFromHere, _("Only somebody who lives here heads a work group.")),
    (BadLine, _("A line of the list has no name, or more than one day.")),
    *GIFT_FAULTS,
)


def attempt(deed: Deed, form: forms.Form) -> bool:
    """Do a deed with what was typed; False, with the reason in the form, when it cannot be done."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            deed.do(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except tuple(fault for fault, _sentence in FAULTS) as error:
        form.add_error(None, next(sentence for fault, sentence in FAULTS if isinstance(error, fault)))
        return False
    return True


def chosen(request: HttpRequest, deeds: Sequence[Deed]) -> Deed | None:
    """Return the deed that a page was sent back with, if it may still be done."""
    return next((deed for deed in deeds if deed.key == request.POST.get("do")), None)


def shown(deeds: Sequence[Deed], failed: forms.Form | None) -> list[Shown]:
    """Return the deeds with fresh forms, but for the one that was sent back."""
    prefix = failed.prefix if failed is not None else None
    return [Shown(deed, failed if failed is not None and deed.key == prefix else deed.form()) for deed in deeds]


def tried(request: HttpRequest, deeds: Sequence[Deed]) -> tuple[bool, forms.Form | None]:
    """Take the deed that a page was sent back with; say whether it is done, or return its form with the reason."""
    if request.method != "POST":
        return False, None
    deed = chosen(request, deeds)
    if deed is None:
        messages.error(request, _("This can no longer be done. Look at the page as it is now."))
        return False, None
    form = deed.form(request.POST)
    if not attempt(deed, form):
        return False, form
    messages.success(request, str(deed.done))
    return True, None


def forms_of(deeds: Sequence[Deed], failed: forms.Form | None) -> dict[str, object]:
    """Return what a page needs to show its deeds, that with a reason open, else the first."""
    first = failed.prefix if failed else next((deed.key for deed in deeds), "")
    return {"forms": shown(deeds, failed), "first": first, "robots": "noindex"}


def status_of(request: HttpRequest) -> int:
    """Return the status of a page that is shown again because a form was not taken."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else 200
