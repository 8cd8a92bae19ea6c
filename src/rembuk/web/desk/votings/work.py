"""A vote of residents in somebody's hands: what they may do with it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.priorities import actions
from rembuk.priorities.models import Extension, PrintedSheet, RollEntry, Voting
from rembuk.priorities.paper import SheetsMissing, SheetsRead, sheets_read
from rembuk.priorities.permissions import (
    may_account_for_sheets,
    may_ask_extension,
    may_count_voting,
    may_grant_extension,
    may_keep_roll,
    may_make_cards,
    may_print_sheets,
    may_read_sheet,
    may_see_sheet,
    may_sign_roll,
    may_watch_voting,
)
from rembuk.priorities.phases import phase_of
from rembuk.priorities.queries import (
    cards_left,
    declaration_of,
    extensions_of,
    paper_readings,
    photographed_sheets,
    readings_of,
    sheets_unaccounted,
    voters_by_locality,
)
from rembuk.priorities.states import Phase
from rembuk.regions.queries import localities_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, Refused
from rembuk.web.desk.forms import NoForm
from rembuk.web.desk.swadaya.gathering import Files, with_files
from rembuk.web.desk.votings.forms import (
    CardForm,
    CardsForm,
    ExtensionForm,
    PrintForm,
    RollForm,
    SheetForm,
    SheetsForm,
    VoidForm,
    VoterForm,
)
from rembuk.web.desk.works.photos import keep_photo
from rembuk.web.papers.saying import said_moment

READING = frozenset({Phase.OPEN, Phase.CLOSED})


@dataclass
class VotingWork:
    """One vote and whoever looks at it. `codes` are those just made: shown once and kept nowhere.

    `serial` is the number of the sheet whose square was scanned, "" for none; `files` are those that came along.
    """

    voting: Voting
    person: Person | None
    serial: str = ""
    files: Files = field(default_factory=MultiValueDict)
    codes: list[str] = field(default_factory=list)

    @cached_property
    def phase(self) -> Phase:
        """Where the vote is."""
        return phase_of(self.voting, at=now())

    @cached_property
    def roll(self) -> dict[str, tuple[int, int]]:
        """How many are on the roll of each hamlet, and how many of them have a card."""
        return voters_by_locality(self.voting)

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """The roll as components/table.html takes it."""
        return [(hamlet, voters, cards) for hamlet, (voters, cards) in self.roll.items()]

    @property
    def voters(self) -> int:
        """How many are on the roll."""
        return sum(voters for voters, _cards in self.roll.values())

    @cached_property
    def sheets(self) -> SheetsRead:
        """How far the paper ballots are read: numbers of sheets, never what stands on them."""
        return sheets_read(paper_readings(self.voting))

    @cached_property
    def may_read(self) -> bool:
        """May this person read sheets, and is there one left to read?"""
        if self.phase not in READING or not self._registered:
            return False
        is_over = self.phase is Phase.CLOSED and not self.sheets.waiting and not sheets_unaccounted(self.voting)
        return not is_over and may_read_sheet(self.person, self.voting, at=now())

    @cached_property
    def photographed(self) -> list[str]:
        """The numbers of the sheets of which there is a picture."""
        return photographed_sheets(self.voting)

    @cached_property
    def pictures(self) -> list[Photo]:
        """The pictures of the sheet whose square was scanned, if they are for this person."""
        if not self.serial or not may_see_sheet(self.person, self.voting, self.serial, at=now()):
            return []
        return [one.photo for one in readings_of(self.voting, self.serial) if one.photo]

    @cached_property
    def printed(self) -> int:
        """How many paper ballots are registered, as far as this person may take them; else none."""
        if not may_print_sheets(self.person, self.voting, at=now()):
            return 0
        return self._registered

    @cached_property
    def extensions(self) -> list[Extension]:
        """Every later end that was asked for."""
        return extensions_of(self.voting)

    @property
    def asked_extension(self) -> Extension | None:
        """The later end that was asked for last and is not granted, None where there is none."""
        last = self.extensions[-1] if self.extensions else None
        return last if last and last.granted_at is None and last.closed_before_at == self.voting.closes_at else None

    @property
    def may_watch(self) -> bool:
        """Are the observations for this person?"""
        return may_watch_voting(self.person, self.voting, at=now())

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        yield from self._keeping_the_roll()
        yield from self._making_cards()
        if self.phase is Phase.CLOSED and not self.sheets.waiting:
            yield from self._closing()
            yield from self._reading_sheets()
        else:
            yield from self._reading_sheets()
            yield from self._closing()
        yield from self._extending()

    def _keeping_the_roll(self) -> Iterator[Deed]:
        signed = self.voting.roll_signed_at is not None
        if may_keep_roll(self.person, self.voting, at=now()) and self.phase in {Phase.PREPARING, Phase.OPEN}:
            yield from self._at_the_table() if signed else self._before_signing()
        ripe = self.voters and now() >= self.voting.objections_end_at
        if not signed and ripe and may_sign_roll(self.person, self.voting, at=now()):
            yield Deed("sign", _("Sign the roll"), _("The roll is signed."), NoForm, self._sign, "primary")

    def _before_signing(self) -> Iterator[Deed]:
        form = partial(RollForm, hamlets=localities_of(self.voting.region))
        yield Deed("enter", _("Put voters on the roll"), _("They are on the roll."), form, self._enter, "primary")

    def _at_the_table(self) -> Iterator[Deed]:
        form = partial(VoterForm, waiting=self._waiting())
        yield Deed("hand", _("Hand out a card"), _("The card is handed out."), form, self._hand, "primary")
        if self.phase is Phase.OPEN:
            label = _("Exchange a card for paper")
            done = _("The card is exchanged: the paper counts, nothing on the web. Hand out a sheet.")
            yield Deed("exchange", label, done, CardForm, self._exchange)

    def _making_cards(self) -> Iterator[Deed]:
        signed = self.voting.roll_signed_at is not None and self.phase in {Phase.PREPARING, Phase.OPEN}
        if signed and may_make_cards(self.person, self.voting, at=now()):
            if left := cards_left(self.voting):
                form = partial(CardsForm, left=left)
                yield Deed("cards", _("Make cards"), _("The cards are made."), form, self._cards, "primary")
            label, done = _("Register paper ballots"), _("They are registered. Take the PDF and print it once.")
            yield Deed("print", label, done, PrintForm, self._print)
            yield Deed("void", _("Void a card and make a new one"), _("The card is void."), VoidForm, self._void)

    def _reading_sheets(self) -> Iterator[Deed]:
        if self.may_read:
            form = with_files(partial(SheetForm, declaration_of(self.voting), serial=self.serial), self.files)
            label, done = _("Read a paper ballot"), _("The sheet is read. It counts once two people read the same.")
            yield Deed("read", label, done, form, self._read)

    def _closing(self) -> Iterator[Deed]:
        if self.phase is not Phase.CLOSED:
            return
        if sheets_unaccounted(self.voting):
            if may_account_for_sheets(self.person, self.voting, at=now()):
                label, done = (
                    _("Account for the printed sheets"),
                    _("The sheets add up. Now count the ballots."),
                )
                form = partial(SheetsForm, printed=self._registered, read=self.sheets.total)
                yield Deed("sheets", label, done, form, self._sheets, "primary")
        elif may_count_voting(self.person, self.voting, at=now()):
            yield Deed("count", _("Count the ballots"), _("The ballots are counted."), NoForm, self._count, "primary")

    def _extending(self) -> Iterator[Deed]:
        if self.phase not in {Phase.PREPARING, Phase.OPEN}:
            return
        asked = self.asked_extension
        if asked and may_grant_extension(self.person, asked, at=now()):
            label = _("Let voting end later: %(moment)s") % {"moment": said_moment(asked.closes_at)}
            yield Deed("extend", label, _("Voting ends later."), NoForm, self._extend)
        if may_ask_extension(self.person, self.voting, at=now()):
            label, done = _("Ask for a later end"), _("It is asked for. It holds once somebody else has granted it.")
            yield Deed("later", label, done, ExtensionForm, self._ask)

    @cached_property
    def _registered(self) -> int:
        return PrintedSheet.objects.filter(voting=self.voting).count()

    def _waiting(self) -> QuerySet[RollEntry]:
        return RollEntry.objects.filter(voting=self.voting, has_card=False).select_related("locality", "voting")

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _enter(self, said: Cleaned) -> None:
        for name in said["names"]:
            actions.enter_in_roll(self.voting, name, said["hamlet"], said["group"], by=self.person, at=now())

    def _sign(self, _said: Cleaned) -> None:
        actions.sign_roll(self.voting, by=self.person, at=now())

    def _hand(self, said: Cleaned) -> None:
        # Whoever was handed a card meanwhile is told so, not lost.
        entry = RollEntry.objects.select_related("locality", "voting").get(voting=self.voting, pk=said["voter"])
        actions.hand_over_card(entry, by=self.person, at=now())

    def _exchange(self, said: Cleaned) -> None:
        actions.exchange_card(self.voting, said["code"], by=self.person, at=now())

    def _cards(self, said: Cleaned) -> None:
        self.codes = actions.make_cards(self.voting, said["number"], by=self.person, at=now())

    def _print(self, said: Cleaned) -> None:
        actions.print_sheets(self.voting, said["number"], by=self.person, at=now())

    def _void(self, said: Cleaned) -> None:
        self.codes = [actions.replace_card(self.voting, said["code"], said["why"], by=self.person, at=now())]

    def _read(self, said: Cleaned) -> None:
        sent = said["photo"]
        photo = keep_photo(sent, uuid4(), by=self.person, at=now()) if sent else None
        actions.read_sheet(self.voting, said["serial"], said["marks"], photo, by=self.person, at=now())

    def _sheets(self, said: Cleaned) -> None:
        actions.account_for_sheets(self.voting, said["spoiled"], said["unused"], by=self.person, at=now())

    def _count(self, _said: Cleaned) -> None:
        try:
            actions.count_voting(self.voting, by=self.person, at=now())
        except SheetsMissing as error:
            raise Refused(
                _("More paper ballots were read than cards exchanged or sheets counted. Look at them again.")
            ) from error

    def _ask(self, said: Cleaned) -> None:
        actions.ask_extension(self.voting, said["closes_at"], said["why"], by=self.person, at=now())

    def _extend(self, _said: Cleaned) -> None:
        if asked := self.asked_extension:
            actions.grant_extension(asked, by=self.person, at=now())
