"""What a rule set says: typed values, validated when they are read, canonical when they are written."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from rembuk.engines.merkle.canonical import canonical_json, digest
from rembuk.kernel.periods import Span, Unit
from rembuk.programmes.criteria import CriterionRule
from rembuk.programmes.parts import Key, Percent, Saying, Sealed, Text
from rembuk.programmes.watch import WatchRules


class NotRules(ValueError):
    """A file or form does not hold a valid rule set; the message names the place and the fault."""


class Level(StrEnum):
    """Who has the authority for a matter (kewenangan)."""

    VILLAGE = "village"
    SUBDISTRICT = "subdistrict"
    REGENCY = "regency"
    PROVINCE = "province"
    NATION = "nation"
    MIXED = "mixed"


class Outcome(StrEnum):
    """What a reason can be given for."""

    DECLINED = "declined"
    POSTPONED = "postponed"
    FORWARDED = "forwarded"
    MERGED = "merged"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


MonthDay = Annotated[str, msgspec.Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Month = Annotated[int, msgspec.Meta(ge=1, le=12)]


class Clock(Sealed, frozen=True):
    """A legal or agreed time limit (tenggat)."""

    amount: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    unit: Unit
    source: Text
    verified: bool

    @property
    def span(self) -> Span:
        """The limit as a span that deadlines are counted with."""
        return Span(self.amount, self.unit)


class Quorum(Sealed, frozen=True):
    """The least attendance of a forum, by group (kuorum)."""

    forum: Key
    group: Key
    at_least_percent: Annotated[int, msgspec.Meta(ge=0, le=100)]
    source: Text


class AgendaPoint(Sealed, frozen=True):
    """One part of a meeting and the time it takes (mata acara)."""

    label: Saying
    minutes: Annotated[int, msgspec.Meta(ge=1, le=480)]


class MeetingKind(Sealed, frozen=True, omit_defaults=True):
    """One kind of meeting (jenis musyawarah): who calls, decides and records, who must be asked, how it runs.

    `cadence_days` is how often it is held at the least, 0 for whenever it is needed. `papers` names what its record
    must hold. `speak_first` are the groups that are given the floor before others, the first of them first; "unheard"
    is whoever is of a group that nobody has spoken for yet.
    """

    key: Key
    label: Saying
    tier: Key
    called_by: Annotated[list[Key], msgspec.Meta(min_length=1)]
    decided_by: list[Key]
    recorded_by: Annotated[list[Key], msgspec.Meta(min_length=1)]
    invited: Annotated[list[Key], msgspec.Meta(min_length=1)]
    agenda: Annotated[list[AgendaPoint], msgspec.Meta(min_length=1)]
    papers: list[Key]
    cadence_days: Annotated[int, msgspec.Meta(ge=0, le=730)]
    source: Text
    speak_first: list[Key] = []

    def __post_init__(self) -> None:
        if not set(self.recorded_by) - set(self.decided_by):
            raise ValueError(f"{self.key}: who decides may not be the only one who records")


class Phase(Sealed, frozen=True):
    """A stretch of the yearly cycle (tahap); `year_offset` counts from the year in which the plan is made."""

    key: Key
    label: Saying
    starts: MonthDay
    ends: MonthDay
    year_offset: Annotated[int, msgspec.Meta(ge=0, le=2)] = 0


class Step(Sealed, frozen=True):
    """One line of the planning calendar (kalender perencanaan)."""

    month: Month
    until_month: Month
    tier: Key
    label: Saying
    output: Saying
    limit: Saying
    source: Text
    verified: bool


class Reason(Sealed, frozen=True):
    """A reason that may be given for a refusal, and the next step it obliges to (alasan)."""

    code: Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Z_]*$", max_length=40)]
    label: Saying
    evidence: Saying
    next_step: Saying
    allows: Annotated[list[Outcome], msgspec.Meta(min_length=1)]
    source: Text


class Answer(Sealed, frozen=True):
    """One answer to a routing question, and who has the authority then."""

    key: Key
    label: Saying
    level: Level
    agency: Saying


class Authority(Sealed, frozen=True):
    """Who is responsible for a subject (kewenangan): "which road?" is asked, never "which agency?"."""

    subject: Key
    label: Saying
    question: Saying
    answers: Annotated[list[Answer], msgspec.Meta(min_length=1)]
    keywords: list[Text]


class IncompatibleRoles(Sealed, frozen=True):
    """Two roles that one person may not hold in one place at one time (rangkap jabatan)."""

    roles: Annotated[list[Key], msgspec.Meta(min_length=2, max_length=2)]
    why: Saying


class Holiday(Sealed, frozen=True):
    """A day that is no working day (hari libur)."""

    on: date
    name: Saying
    verified: bool


class UpwardPath(Sealed, frozen=True):
    """When a wish that the village cannot pay is heard upward, in months and years after the year it was asked."""

    forum_month: Month
    forum_year_offset: int
    answer_month: Month
    answer_year_offset: int
    budget_month: Month
    budget_year_offset: int
    building_year_offset: int
    source: Text
    verified: bool


class VillagePath(Sealed, frozen=True):
    """When a wish the village can pay is answered and built at the earliest."""

    collected_until: MonthDay
    answer_month: Month
    building_year_offset: int
    source: Text
    verified: bool


class WorkRules(Sealed, frozen=True):
    """What is asked of works: how many residents are drawn to look, how many works to be checked, when to ask back.

    So many who went there and say that it is not so open a case, which the sub-district handles. From a price on, so
    many sellers are asked for an offer. What one seller sells in parts below it, within some days, is asked about.
    """

    witnesses_drawn: Annotated[int, msgspec.Meta(ge=1, le=50)] = 5
    witnesses_needed: Annotated[int, msgspec.Meta(ge=1, le=50)] = 2
    audit_percent: Percent = 10
    price_percent: Percent = 20
    lag_percent: Percent = 20
    hours_between_hands: Annotated[int, msgspec.Meta(ge=1, le=240)] = 24
    disputes_for_a_case: Annotated[int, msgspec.Meta(ge=1, le=50)] = 1
    offers_from_rupiah: Annotated[int, msgspec.Meta(ge=0)] = 10_000_000
    offers_needed: Annotated[int, msgspec.Meta(ge=1, le=10)] = 2
    # It came later and is left out while nobody set it, so that older rule sets keep their digest.
    parts_within_days: Annotated[int, msgspec.Meta(ge=0, le=366)] | msgspec.UnsetType = msgspec.UNSET
    source: Text = "Rembuk: usulan awal, menunggu kesepakatan musyawarah"
    verified: bool = False

    @property
    def days_between_parts(self) -> int:
        """So many days apart purchases may be and still be parts of one; a month unless somebody set it."""
        return 31 if self.parts_within_days is msgspec.UNSET else self.parts_within_days


class Rules(Sealed, frozen=True, omit_defaults=True):
    """A whole rule set (aturan berlaku) for a year and a region.

    What came later has a default and is left out while it is empty, so that older rule sets keep their digest.
    """

    format: Annotated[int, msgspec.Meta(ge=1, le=1)]
    year: Annotated[int, msgspec.Meta(ge=2000, le=2200)]
    region: Annotated[str, msgspec.Meta(pattern=r"^\d\d(\.\d\d){0,2}(\.\d{4})?$")]
    legal_basis: list[Text]
    clocks: dict[Key, Clock]
    quorum: list[Quorum]
    phases: Annotated[list[Phase], msgspec.Meta(min_length=1)]
    calendar: Annotated[list[Step], msgspec.Meta(min_length=1)]
    reasons: Annotated[list[Reason], msgspec.Meta(min_length=1)]
    authority: Annotated[list[Authority], msgspec.Meta(min_length=1)]
    incompatible_roles: list[IncompatibleRoles]
    words: dict[Key, Saying]
    holidays: list[Holiday]
    upward_path: UpwardPath
    village_path: VillagePath
    meetings: list[MeetingKind] = []
    criteria: list[CriterionRule] = []
    works: WorkRules = WorkRules()
    watch: WatchRules = WatchRules()

    def __post_init__(self) -> None:
        for name, keys in {
            "reasons": [reason.code for reason in self.reasons],
            "authority": [entry.subject for entry in self.authority],
            "phases": [phase.key for phase in self.phases],
            "holidays": [holiday.on.isoformat() for holiday in self.holidays],
            "meetings": [kind.key for kind in self.meetings],
            "criteria": [criterion.key for criterion in self.criteria],
        }.items():
            if doubled := sorted({key for key in keys if keys.count(key) > 1}):
                raise ValueError(f"{name} holds {', '.join(doubled)} more than once")
        if missing := sorted(REQUIRED_CLOCKS - set(self.clocks)):
            raise ValueError(f"clocks lacks {', '.join(missing)}")

    def reason(self, code: str) -> Reason:
        """Return the reason of a code; raise KeyError for an unknown one."""
        return {reason.code: reason for reason in self.reasons}[code]

    def authority_for(self, subject: str) -> Authority:
        """Return who is responsible for a subject; raise KeyError for an unknown one."""
        return {entry.subject: entry for entry in self.authority}[subject]

    def meeting(self, key: str) -> MeetingKind:
        """Return a kind of meeting; raise KeyError for an unknown one."""
        return {kind.key: kind for kind in self.meetings}[key]

    def criterion(self, key: str) -> CriterionRule:
        """Return a criterion of the library; raise KeyError for an unknown one."""
        return {criterion.key: criterion for criterion in self.criteria}[key]

    def quorum_of(self, forum: str) -> list[Quorum]:
        """Return the least attendance that a kind of meeting needs, by group."""
        return [entry for entry in self.quorum if entry.forum == forum]

    @property
    def days_off(self) -> frozenset[date]:
        """The holidays, as deadlines take them."""
        return frozenset(holiday.on for holiday in self.holidays)


REQUIRED_CLOCKS = frozenset({
    "moderate",
    "tidy",
    "forward",
    "answer",
    "correct_data",
    "delete_data",
    "export_data",
    "withdraw_consent",
})


# Made here, by one thread: msgspec looks into a type when it is first read, and two threads that do so at once have
# brought a server down.
_READER = msgspec.json.Decoder(Rules)


def read_rules(data: bytes | str) -> Rules:
    """Read a rule set from JSON; refuse anything unknown, missing or out of range."""
    try:
        return _READER.decode(data)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise NotRules(str(error)) from error


def write_rules(rules: Rules) -> bytes:
    """Write a rule set as canonical JSON: the same rules give the same bytes."""
    return canonical_json(msgspec.to_builtins(rules))


def digest_of(rules: Rules) -> str:
    """Return the SHA-256 of the canonical JSON of a rule set."""
    return digest(msgspec.to_builtins(rules))
