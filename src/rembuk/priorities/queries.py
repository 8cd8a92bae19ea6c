"""Questions about a vote; none of them leads from a person to a ballot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db import connection
from django.db.models import Count, Q, QuerySet

from rembuk.engines.allocation import Project
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.priorities.counting import CountRule, Declaration
from rembuk.priorities.marking import BallotKind, Marks
from rembuk.priorities.models import (
    Ballot,
    Card,
    Extension,
    PaperMark,
    PaperReading,
    PrintedSheet,
    Receipt,
    RollEntry,
    RoundOption,
    SheetCount,
    Voting,
)
from rembuk.priorities.paper import SheetsMissing, ballots_on
from rembuk.priorities.states import CardState
from rembuk.regions.models import Locality, Region
from rembuk.tenancy import current_tenant

# The second tally asks the database itself, past the code that counts. The last rank that there may be is one point.
_TALLY = """
SELECT option.key, SUM(CASE WHEN %s = 'points' THEN mark.value WHEN %s = 'ranking' THEN %s + 1 - mark.value ELSE 1 END)
FROM priorities_ballotmark mark
JOIN priorities_roundoption option ON option.tenant = mark.tenant AND option.id = mark.option_id
JOIN priorities_ballot ballot ON ballot.tenant = mark.tenant AND ballot.id = mark.ballot_id
WHERE mark.tenant = %s AND ballot.voting_id = %s
GROUP BY option.key
"""


def public_votings(region: Region) -> QuerySet[Voting]:
    """Return the votes in a region, the one that ends last first; each is public from its declaration on."""
    known = Voting.objects.filter(region_number__range=(region.number, region.last_number)).select_related("region")
    return known.order_by("-closes_at", "id")


def declaration_of(voting: Voting) -> Declaration:
    """Return the rule of a vote as its options and columns stand now; the seal says whether they were changed."""
    return declaration_with(voting, RoundOption.objects.filter(round=voting.round_id).order_by("key"))


def declaration_with(voting: Voting, options: Iterable[RoundOption]) -> Declaration:
    """Return the same with options that are known already, by key."""
    return Declaration(
        options=tuple(Project(option.key, option.cost_rupiah, option.title) for option in options),
        budget_rupiah=voting.budget_rupiah,
        kind=BallotKind(voting.kind),
        most=voting.most,
        rule=CountRule(voting.rule),
    )


def ballots_of(voting: Voting) -> list[Marks]:
    """Return what each ballot says, by option; in no order that means anything."""
    return list(each_ballot(voting))


def each_ballot(voting: Voting) -> Iterator[Marks]:
    """Yield the same, without having all ballots in memory."""
    rows = Ballot.objects.filter(voting=voting).order_by("pk").values_list("pk", "marks__option__key", "marks__value")
    for _ballot, said in groupby(rows.iterator(), key=itemgetter(0)):
        # An empty ballot is a ballot too.
        yield {option: value for _pk, option, value in said if option}


def paper_readings(voting: Voting) -> dict[str, list[Marks]]:
    """Return what was read on each sheet, by serial; one reading per person."""
    said: dict[object, dict[str, int]] = {}
    pile: dict[str, list[Marks]] = {}
    readings = PaperReading.objects.filter(voting=voting)
    for pk, serial in sorted(readings.values_list("pk", "serial")):
        said[pk] = {}
        pile.setdefault(serial, []).append(said[pk])
    marks = PaperMark.objects.filter(reading__in=readings).values_list("reading_id", "option__key", "value")
    for reading_id, option, value in marks:
        said[reading_id][option] = value
    return pile


@dataclass(frozen=True)
class SheetReading:
    """What one person read on a sheet, and the picture of it that they took along, if any."""

    by: Person
    marks: Marks
    photo: Photo | None


def readings_of(voting: Voting, serial: str) -> list[SheetReading]:
    """Return what was read on one sheet, the first reading first."""
    known = PaperReading.objects.filter(voting=voting, serial=serial).select_related("read_by", "photo").order_by("pk")
    said: dict[object, dict[str, int]] = {reading.pk: {} for reading in known}
    marks = PaperMark.objects.filter(reading__in=list(said)).values_list("reading_id", "option__key", "value")
    for reading_id, option, value in marks:
        said[reading_id][option] = value
    return [SheetReading(reading.read_by, said[reading.pk], reading.photo) for reading in known]


def photographed_sheets(voting: Voting) -> list[str]:
    """Return the numbers of the sheets of which there is a picture, in alphabetical order."""
    taken = PaperReading.objects.filter(voting=voting, photo__isnull=False)
    return sorted(set(taken.values_list("serial", flat=True)))


def sheets_unaccounted(voting: Voting) -> bool:
    """Is there paper of which nobody has said yet where it went? Nothing is counted before that."""
    if SheetCount.objects.filter(voting=voting).exists():
        return False
    exchanged = Card.objects.filter(voting=voting, state=CardState.PAPER).exists()
    return exchanged or PrintedSheet.objects.filter(voting=voting).exists()


def paper_ballots(voting: Voting) -> list[Marks]:
    """Return the ballots on paper; raise SheetsUnread or SheetsMissing while sheets, cards and readings do not fit."""
    exchanged = Card.objects.filter(voting=voting, state=CardState.PAPER).count()
    count = SheetCount.objects.filter(voting=voting).first()
    ballots = ballots_on(paper_readings(voting))
    if count is None and (printed := PrintedSheet.objects.filter(voting=voting).count() or exchanged):
        raise SheetsMissing(printed - len(ballots))
    if count is not None and count.used != len(ballots):
        raise SheetsMissing(count.used - len(ballots))
    if len(ballots) > exchanged:
        raise SheetsMissing(exchanged - len(ballots))
    return ballots


def independent_tally(voting: Voting) -> dict[str, int]:
    """Return the points of each option as the database adds them up."""
    voting_id = RoundOption._meta.get_field("id").get_db_prep_value(voting.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, [voting.kind, voting.kind, voting.most, current_tenant(), voting_id])
        return {key: int(points) for key, points in cursor.fetchall() if points}


def extensions_of(voting: Voting) -> list[Extension]:
    """Return every later end that was asked for, granted or not, the first one first."""
    return list(Extension.objects.filter(voting=voting).order_by("asked_at", "id"))


def cards_left(voting: Voting) -> int:
    """Return how many voters on the roll no card was made for yet; a void card is none."""
    usable = Card.objects.filter(voting=voting).exclude(state=CardState.VOID).count()
    return RollEntry.objects.filter(voting=voting).count() - usable


def voters_by_locality(voting: Voting) -> dict[str, tuple[int, int]]:
    """Return how many are on the roll of each hamlet, and how many of them have a card."""
    counted = RollEntry.objects.filter(voting=voting).order_by().values_list("locality")
    rows = counted.annotate(voters=Count("pk"), cards=Count("pk", filter=Q(has_card=True)))
    here = {hamlet: (voters, cards) for hamlet, voters, cards in rows}
    # A hamlet and a ward cluster may have the same number.
    hamlets = Locality.objects.filter(pk__in=here).order_by("kind", "label")
    return {str(hamlet): here[hamlet.pk] for hamlet in hamlets}


def receipts_counted(voting: Voting, text: str = "") -> tuple[int, bool]:
    """Return how many counted ballots came over the web, as each left a receipt, and whether one has this text."""
    counted = Receipt.objects.filter(voting=voting).aggregate(all=Count("pk"), same=Count("pk", filter=Q(text=text)))
    return counted["all"], counted["same"] > 0
