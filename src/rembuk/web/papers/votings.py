"""The papers of a vote: the minutes of its roll and of its count, and the cards to vote with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from rembuk.documents.sheets import Facts, Form, Grid, Part, Point, Points, Sheet, Signature, Square, Words
from rembuk.kernel.periods import local_day
from rembuk.people.roles import Role
from rembuk.priorities.counting import CountRule
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import SheetCount, Voting
from rembuk.priorities.queries import voters_by_locality
from rembuk.web.charts import share
from rembuk.web.formats import capital, language, number, rupiah
from rembuk.web.needs.history import role_label
from rembuk.web.papers.saying import letterhead, note, said_moment
from rembuk.web.voting.result import ResultShown


def roll(voting: Voting, href: str) -> Sheet:
    """Return the minutes of a signed roll: how many may vote, hamlet by hamlet, and nobody's name."""
    seal = voting.seal[:16]
    return Sheet(
        form=Form.RECORD,
        language=language(),
        drawn_on=local_day(voting.roll_signed_at or voting.declared_at),
        places=letterhead(voting.region),
        title=_("Minutes of the roll of voters"),
        subject=voting.title,
        mark=seal,
        note=note(),
        square=Square(
            address=href,
            label=_("Square code that opens the page of this vote"),
            lines=(seal, _("Seal of the rule, made before anybody votes. Scan the square and compare."), href),
        ),
        opening=_("The roll lay open for objections, and was signed before anybody voted."),
        facts=Facts(rows=tuple(_moments_of_roll(voting))),
        parts=(
            Part(heading=_("A. Who may vote"), blocks=tuple(_voters(voting))),
            Part(heading=_("B. How it is voted and counted"), blocks=(Facts(rows=tuple(_rule(voting))),)),
        ),
        closing=_("Whoever wrote the roll neither declared the vote nor signs here."),
        signatures=_signatures(_("Kept the roll")),
    )


def count_record(shown: ResultShown, href: str) -> Sheet:
    """Return the minutes of a count: sheets, ballots, what won and why, and how anybody counts again."""
    voting, checksum = shown.voting, shown.checksum
    return Sheet(
        form=Form.RECORD,
        language=language(),
        drawn_on=local_day(voting.counted_at or voting.closes_at),
        places=letterhead(voting.region),
        title=_("Minutes of the count of votes"),
        subject=voting.title,
        mark=checksum,
        note=note(),
        square=Square(
            address=href,
            label=_("Square code that opens the page of this vote"),
            lines=(checksum, _("Checksum of the ballots. Scan the square and compare: it stands there too."), href),
        ),
        opening=f"{shown.headline}.",
        facts=Facts(rows=tuple(_moments_of_count(voting))),
        parts=tuple(_parts_of_count(shown)),
        closing=_("Two counts, one of them by the database alone, gave every wish the same."),
        signatures=_signatures(_("Had the ballots counted")),
    )


def cards(voting: Voting, codes: Sequence[str], href: str) -> Sheet:
    """Return sheets of cards to cut out; the codes stand nowhere else."""
    return Sheet(
        form=Form.CARDS,
        language=language(),
        drawn_on=local_day(voting.roll_signed_at or voting.declared_at),
        places=letterhead(voting.region),
        title=_("Card to vote with"),
        subject=voting.title,
        mark=voting.region.name,
        note=note(),
        square=Square(
            address=href,
            label=_("Square code that opens the vote"),
            lines=(voting.region.name, f"{said_moment(voting.opens_at)} –", said_moment(voting.closes_at)),
        ),
        opening=_("Print on thick paper, cut along the lines and mix. Then delete this file."),
        closing=_("Whoever holds this card votes with it. Show nobody the code."),
        codes=tuple(codes),
        strip=_(
            "Tear this off and keep it apart from the card. Card lost? Show this at the table: you get another one."
        ),
    )


def _moments_of_roll(voting: Voting) -> Iterator[tuple[str, str]]:
    yield _("Declared"), said_moment(voting.declared_at)
    yield _("Objections to the roll until"), said_moment(voting.objections_end_at)
    if voting.roll_signed_at:
        yield _("Roll signed"), said_moment(voting.roll_signed_at)
    yield _("Voting opens"), said_moment(voting.opens_at)
    yield _("Voting closes"), said_moment(voting.closes_at)


def _voters(voting: Voting) -> Iterator[Grid | Words]:
    voters = {hamlet: listed for hamlet, (listed, _cards) in voters_by_locality(voting).items()}
    yield Grid(
        caption=_("Voters on the roll by hamlet"),
        columns=((_("Hamlet or RT"), "text"), (_("Voters on the roll"), "number")),
        rows=(
            *((hamlet, number(listed)) for hamlet, listed in voters.items()),
            (_("Together"), number(sum(voters.values()))),
        ),
    )
    yield Words(text=_("The names hang in the hall. The same roll holds for paper and web."), is_quiet=True)


def _rule(voting: Voting) -> Iterator[tuple[str, str]]:
    yield _("Money to give"), rupiah(voting.budget_rupiah)
    yield _("How a ballot is marked"), capital(str(BallotKind(voting.kind).label))
    yield _("How votes are counted"), capital(str(CountRule(voting.rule).label))


def _moments_of_count(voting: Voting) -> Iterator[tuple[str, str]]:
    yield from _rule(voting)
    yield _("Seal of the rule"), voting.seal[:16]
    yield _("Voting opens"), said_moment(voting.opens_at)
    yield _("Voting closes"), said_moment(voting.closes_at)
    if voting.counted_at:
        yield _("Ballots counted"), said_moment(voting.counted_at)


def _parts_of_count(shown: ResultShown) -> Iterator[Part]:
    yield Part(heading=_("A. Ballots"), blocks=(Facts(rows=tuple(_ballots(shown))),))
    yield Part(heading=_("B. Result"), blocks=(_outcomes(shown),))
    why = tuple(Point(words=one.name, notes=(" ".join(one.why),)) for one in shown.options)
    yield Part(heading=_("C. Why each one won or did not"), blocks=(Points(rows=why),))
    again = _("The ballots, without names and without order, are on the page of the result for anybody to count again.")
    yield Part(heading=_("D. Count it again yourself"), blocks=(Words(text=again),))


def _ballots(shown: ResultShown) -> Iterator[tuple[str, str]]:
    ballots, voters = shown.ballots, shown.voters
    yield _("Ballots counted"), number(ballots)
    if voters:
        yield _("Voters on the roll"), number(voters)
        yield _("Turnout"), share(ballots, voters)
    sheets = SheetCount.objects.filter(voting=shown.voting).first()
    if sheets is not None:
        yield _("Printed sheets"), number(sheets.printed)
        yield _("Used"), number(sheets.used)
        yield _("Spoiled"), number(sheets.spoiled)
        yield _("Left over"), number(sheets.unused)


def _outcomes(shown: ResultShown) -> Grid:
    return Grid(
        caption=_("Winners in the order of their choice, then the reserve list, then the others"),
        columns=((_("Wish"), "text"), (shown.unit, "number"), (_("Cost"), "number"), (_("Outcome"), "text")),
        rows=tuple((one.name, number(one.support), rupiah(one.cost), capital(one.outcome)) for one in shown.options),
    )


def _signatures(side: str) -> tuple[Signature, ...]:
    """Three hands: who did it, the village council, and a witness who is neither."""
    return (
        Signature(side=side),
        Signature(side=_("For the village council"), office=role_label(Role.COUNCIL)),
        Signature(side=_("Witness"), office=role_label(Role.MONITOR)),
    )
