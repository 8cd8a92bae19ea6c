"""The paper of a negotiation: what both sides agreed, what waits, what was said against it, and both signatures."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from django.utils.translation import gettext as _

from rembuk.documents.sheets import Facts, Form, Grid, Part, Point, Points, Sheet, Signature, Square, Words
from rembuk.kernel.periods import local_day
from rembuk.web.formats import language, number, rupiah
from rembuk.web.papers.saying import letterhead, note, said_day, said_moment
from rembuk.web.rooms.balance import Asked
from rembuk.web.rooms.labels import PARTIES, became, reached, worth
from rembuk.web.rooms.shown import Difference, RoomShown


def agreement(shown: RoomShown, href: str) -> Sheet:
    """Return the minutes of an agreement that both sides signed."""
    round_ = shown.talks.room.round
    checksum = sha256(shown.talks.minutes(shown.at)).hexdigest()[:16]
    return Sheet(
        form=Form.RECORD,
        language=language(),
        drawn_on=local_day(shown.standing.at),
        places=letterhead(round_.region),
        title=_("Minutes of the agreement"),
        subject=round_.title,
        mark=checksum,
        note=note(),
        square=Square(
            address=href,
            label=_("Square code that opens the negotiation room"),
            lines=(checksum, _("Checksum of the minutes. Scan the square and compare: every step stands there."), href),
        ),
        opening=_("Residents and government talked about one budget, and both signed what follows."),
        facts=Facts(rows=tuple(_facts(shown))),
        parts=(
            Part(heading=_("A. What is built"), blocks=(_built(shown),)),
            Part(heading=_("B. What each side asked for and why, and what it got"), blocks=tuple(_balances(shown))),
            Part(heading=_("C. What waits, and what each side said of it"), blocks=tuple(_waiting(shown))),
            Part(heading=_("D. Signatures"), blocks=(Points(rows=tuple(_signed(shown))),)),
        ),
        closing=_("Two accounts signed, one for each side. Nobody can sign for both."),
        signatures=(
            Signature(side=str(PARTIES["residents"])),
            Signature(side=str(PARTIES["government"])),
            Signature(side=str(PARTIES["mediator"])),
        ),
    )


def _facts(shown: RoomShown) -> Iterator[tuple[str, str]]:
    talks = shown.talks
    yield _("Money in all"), rupiah(sum(fund.amount_rupiah for fund in talks.funds))
    yield _("Agreed"), said_moment(shown.standing.at)
    yield _("Offers that were made"), number(len(shown.standing.offers))
    yield _("Both look at it again"), said_day(talks.room.review_on)


def _built(shown: RoomShown) -> Grid:
    built = shown.titles(shown.built.projects) if shown.built else []
    rows = tuple((one.title, one.option.code, rupiah(one.cost_rupiah)) for one in built)
    together = (_("Together"), "", rupiah(sum(one.cost_rupiah for one in built)))
    return Grid(
        caption=_("What both sides agreed"),
        columns=((_("Wish"), "text"), (_("Number"), "text"), (_("Cost"), "number")),
        rows=(*rows, together),
    )


def _balances(shown: RoomShown) -> Iterator[Points | Words]:
    for side in shown.balances:
        yield Words(text=reached(side))
        yield Points(rows=tuple(Point(words=worth(one), notes=tuple(_told(one))) for one in side.asked))


def _told(one: Asked) -> Iterator[str]:
    yield _("In its words: %(words)s") % {"words": one.said.words}
    if one.said.interest:
        yield _("What is behind it: %(words)s") % {"words": one.said.interest}
    if one.said.evidence:
        yield _("What shows it: %(words)s") % {"words": one.said.evidence}
    yield became(one)


def _waiting(shown: RoomShown) -> Iterator[Points | Words]:
    built = {key[0] for key in shown.built.projects} if shown.built else set()
    left = [one for one in (*shown.core, *shown.contested, *shown.lost) if one.choice.key not in built]
    if not left:
        yield Words(text=_("Nothing has to wait."))
        return
    yield Points(rows=tuple(Point(words=one.choice.title, notes=tuple(_said_of(one))) for one in left))


def _said_of(one: Difference) -> Iterator[str]:
    for voice in one.voices:
        if voice.said:
            yield f"{voice.party}: {voice.said.words}"


def _signed(shown: RoomShown) -> Iterator[Point]:
    for act in shown.signatures:
        said = _("Signed with an account of its own, %(moment)s") % {"moment": said_moment(act.taken_at)}
        against = (_("Does not agree with: %(words)s") % {"words": act.words},) if act.words else ()
        yield Point(words=f"{PARTIES[act.party]}: {said}", notes=against)
