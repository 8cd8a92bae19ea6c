"""A whole invented year in Kecamatan Bangun Rejo (tahun contoh): who speaks, what the desk does, what is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from django.db import transaction

from rembuk.journal.actions import seal_acts
from rembuk.journal.reading import begin_at_the_end
from rembuk.journeys.intake import ANSWERS
from rembuk.journeys.notices import READER
from rembuk.journeys.year.answers import compose_answer, compose_reply, is_plausible
from rembuk.journeys.year.book import Book, Officer, Reply
from rembuk.journeys.year.building import BuildingSeason
from rembuk.journeys.year.compose import VoiceDraft as Spoken
from rembuk.journeys.year.compose import compose
from rembuk.journeys.year.endings import FOR_ONE_HOUSE, SENT_ON, VILLAGE_REASONS, WITHHELD_FOR, kind_of
from rembuk.journeys.year.gathering import GatheringSeason
from rembuk.journeys.year.gifts import give_to_works
from rembuk.journeys.year.halls import Halls
from rembuk.journeys.year.money import spend_money
from rembuk.journeys.year.planning import planning_years
from rembuk.journeys.year.rounds import hold_rounds
from rembuk.journeys.year.staff import Staff, appoint_staff
from rembuk.journeys.year.talks import hold_talks
from rembuk.journeys.year.vocabulary import HAMLETS
from rembuk.journeys.year.votes import hold_votes
from rembuk.kernel.periods import local_day, month
from rembuk.people.actions import claim_contact, give_consent
from rembuk.people.models import Identity, Person
from rembuk.people.states import Scheme
from rembuk.programmes.clock import path_from
from rembuk.programmes.models import Programme
from rembuk.programmes.presets import start_bangun_rejo
from rembuk.programmes.queries import rule_set_at, rules_of
from rembuk.programmes.rules import Level, Rules
from rembuk.regions.actions import add_localities
from rembuk.regions.drafts import LocalityDraft
from rembuk.regions.models import Locality, Region
from rembuk.regions.presets import load_presets
from rembuk.regions.queries import villages_of
from rembuk.tenancy import in_tenant
from rembuk.tenancy.models import Tenant
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.models import Need, Voice
from rembuk.voices.permissions import REPLIED_TO
from rembuk.voices.states import AnswerKind, Channel, Confidentiality, VoiceKind, VoiceState

TENANT = 1802
SEED = 180202
STAGES = ("intake", "desk", "year")
TWENTY_SIX_MONTHS = timedelta(days=795)
# What came in the last days still waits on the desk, so that a visitor finds work there.
WAITS_FOR_TIDYING = timedelta(days=16)
WAITS_FOR_ROUTING = timedelta(days=22)
WAITS_FOR_AN_ANSWER = timedelta(days=30)
NEVER_WAITS_LONGER = timedelta(days=60)
_KEYS = UUID("7d0f4a53-6f0e-4b8e-9d54-0f6f52aa18b2")

SHARE_WITH_CONTACT = 0.4
SHARE_SENT_ON = 0.85
SHARE_DECIDED = 0.7
SHARE_FOR_ONE_HOUSE = 0.05
SHARE_CHECKED = 0.6

# The village decides these itself.
OWN_LEVELS = frozenset({"", Level.VILLAGE.value, Level.MIXED.value})


class UnknownStage(ValueError):
    """The demo year has no such stage."""


@transaction.atomic
def seed_demo(stage: str, *, at: datetime, voices: int = 3_200, seed: int = SEED) -> str:
    """Write the invented year up to `at` and return the demo accounts as text for the screen.

    Stages: "intake", voices have just come in; "desk", older ones are tidied, joined and sent to who is responsible;
    "year", the village and the sub-district have answered too, and every kampung has its plan and its first works.
    The same moment and seed give the same year.
    """
    if stage not in STAGES:
        raise UnknownStage(f"{stage!r} is no stage of the demo; choose {', '.join(STAGES)}.")
    Tenant.objects.get_or_create(number=TENANT, defaults={"name": "Kabupaten Lampung Tengah"})
    with in_tenant(TENANT):
        year = _begin(at, residents=voices // 20, seed=seed)
        for spoken in compose(year.random, until=at, count=voices):
            year.hear(spoken)
        if stage != "intake":
            year.work_at_the_desk()
        if stage == "year":
            year.decide()
        year.book.write()
        if stage == "year":
            year.meet()
            year.plan_and_build()
        while seal_acts(at=at):
            pass
        begin_at_the_end(READER)
        return year.staff.accounts()


def _begin(at: datetime, *, residents: int, seed: int) -> _Year:
    start = at - TWENTY_SIX_MONTHS
    load_presets(at=start)
    programme = start_bangun_rejo(by=None, at=start)
    villages = {village.number: village for village in villages_of(programme.region)}
    rule_set = rule_set_at(programme, at)
    return _Year(
        at=at,
        random=Random(seed),  # noqa: S311 - the same year each time is the point.
        programme=programme,
        rules=rules_of(rule_set),
        villages=villages,
        hamlets=_number_hamlets(villages, at=start),
        staff=appoint_staff(programme.region, villages.values(), at=start),
        writers=[_make_resident(f"warga{number:03}", at=start) for number in range(residents)],
        supporters=[_make_resident(f"pendukung{number:03}", at=start) for number in range(residents // 2)],
        book=Book(rule_set),
    )


def _number_hamlets(villages: dict[int, Region], *, at: datetime) -> dict[tuple[int, str], Locality]:
    for number, count in HAMLETS.items():
        drafts = [LocalityDraft(Locality.Kind.HAMLET, str(label), f"Dusun {label}") for label in range(1, count + 1)]
        add_localities(villages[number], drafts, by=None, at=at)
    return {(hamlet.region_id, hamlet.label): hamlet for hamlet in Locality.objects.filter(region__in=villages)}


def _make_resident(name: str, *, at: datetime) -> Identity:
    """Make a resident with an address that nobody can have (RFC 2606), confirmed, who wants to hear answers."""
    identity = claim_contact(Scheme.EMAIL, f"{name}@contoh.example", by=None, at=at)
    identity.person, identity.verified_at = Person.objects.create(made_at=at), at
    identity.save(update_fields=["person", "verified_at"])
    give_consent(identity, ANSWERS, language="id", channel="web", by=None, at=at)
    return identity


@dataclass
class _Year:
    """The year under way: who lives and works where, and what was said so far."""

    at: datetime
    random: Random
    programme: Programme
    rules: Rules
    villages: dict[int, Region]
    hamlets: dict[tuple[int, str], Locality]
    staff: Staff
    writers: list[Identity]
    supporters: list[Identity]
    book: Book
    heard: list[tuple[Spoken, Voice]] = field(default_factory=list)
    needs: dict[str, Need] = field(default_factory=dict)
    levels: dict[UUID, Level] = field(default_factory=dict)

    def hear(self, spoken: Spoken) -> None:
        """Receive one voice as it would have come in."""
        village = self.villages[spoken.region]
        is_anonymous = spoken.confidentiality == Confidentiality.ANONYMOUS
        draft = VoiceDraft(
            key=uuid5(_KEYS, f"{len(self.heard)}:{spoken.words}"),
            programme=self.programme,
            region=village,
            words=spoken.words,
            kind=spoken.kind,
            channel=spoken.channel,
            spoken_on=local_day(spoken.said_at),
            confidentiality=spoken.confidentiality,
            group=spoken.group.value if spoken.group else "",
            locality=self.hamlets[spoken.region, spoken.hamlet],
            landmark=spoken.landmark,
            contact=None if is_anonymous else self._contact(spoken),
            about_office=spoken.about_office,
        )
        is_helped = spoken.channel in {Channel.ASSISTED, Channel.MEETING, Channel.PAPER} and not is_anonymous
        helper = self._officer("petugas", village) if is_helped else None
        self.heard.append((spoken, self.book.receive(draft, helper, spoken.said_at)))

    def work_at_the_desk(self) -> None:
        """Check, tidy and join what has waited long enough, and send on what the village cannot decide."""
        for spoken, voice in self.heard:
            if spoken.said_at < self.at - WAITS_FOR_TIDYING:
                self._work_on(spoken, voice)
        for need in self.book.needs:
            self._gather_support(need)
            if need.opened_at < self.at - WAITS_FOR_ROUTING:
                self._route(need)

    def decide(self) -> None:
        """Answer, postpone and decline, so that some wait and most have heard."""
        for need in self.book.needs:
            is_due = need.opened_at < self.at - WAITS_FOR_AN_ANSWER
            if is_due and need.answer is None and need.level in OWN_LEVELS and self.random.random() < SHARE_DECIDED:
                self._decide(need)
        for spoken, voice in self.heard:
            if voice.state == VoiceState.TIDIED and spoken.said_at < self.at - WAITS_FOR_AN_ANSWER:
                self._reply(voice)
        self._change_minds()

    def meet(self) -> None:
        """Hold the meetings of every kampung; what was said in a hall stands in its minutes."""
        said = [voice for spoken, voice in self.heard if voice.channel == Channel.MEETING]
        for number, village in enumerate(self.villages.values()):
            voices = [voice for voice in said if voice.region_number == village.number]
            needs = [need for need in self.book.needs if need.region_number == village.number and need.voice_count]
            Halls(self.programme, village, self.staff, self.at, voices, needs).hold(number)

    def plan_and_build(self) -> None:
        """Build and pay what was planned last year, and decide about the year to come."""
        years, villages = planning_years(self.programme, self.staff, self.at), tuple(self.villages.values())
        for year in years:
            year.plan(villages)
        current, newest = years[0], years[-1]
        BuildingSeason(current).build(villages)
        GatheringSeason(self.staff, self.at).gather(villages)
        for year in years:
            spend_money(year, villages)
        give_to_works(current, villages)
        hold_votes(newest, villages)
        hold_rounds(newest, villages)
        hold_talks(newest, villages)

    def _officer(self, name: str, village: Region | None = None) -> Officer:
        return self.staff.officer(name, village)

    def _contact(self, spoken: Spoken) -> Identity | None:
        writes = spoken.channel in {Channel.WEB, Channel.WHATSAPP} and self.random.random() < SHARE_WITH_CONTACT
        return self.random.choice(self.writers) if writes else None

    def _later(self, moment: datetime, *, most: float) -> datetime:
        """Return a moment some days on, never after the end of the year."""
        return min(moment + timedelta(days=self.random.uniform(0.3, most)), self.at)

    def _work_on(self, spoken: Spoken, voice: Voice) -> None:
        if voice.state == VoiceState.HELD:
            self._check(voice, self._later(spoken.said_at, most=2))
            return
        by = self._officer("kecamatan") if voice.about_office else self._officer("petugas", voice.region)
        when = self._later(spoken.said_at, most=5)
        self.book.tidy(voice, spoken.title, spoken.subject, by, when)
        if voice.kind in REPLIED_TO or (not spoken.need and self.random.random() < SHARE_FOR_ONE_HOUSE):
            return
        key = f"{spoken.need or voice.code}:{voice.about_office}"
        if key in self.needs:
            self.book.merge(voice, self.needs[key], by, when)
        else:
            self.needs[key] = self.book.open_need(voice, by, when)
            self.levels[self.needs[key].pk] = spoken.level

    def _check(self, voice: Voice, when: datetime) -> None:
        """Advertising and rude words are not shown; the rest still waits for the moderator."""
        found = [WITHHELD_FOR[reason] for reason in voice.held_for.split(",") if reason in WITHHELD_FOR]
        if found and self.random.random() < SHARE_CHECKED:
            reason = self.rules.reason(found[0])
            reply = Reply(AnswerKind.DECLINED, reason.label.id, reason.next_step.id, reason.code)
            self.book.withhold(voice, reply, self._officer("moderator"), when)

    def _gather_support(self, need: Need) -> None:
        for identity in self.random.sample(
            self.supporters, k=min(int(self.random.expovariate(0.3)), len(self.supporters))
        ):
            self.book.support(need, identity, self._later(need.opened_at, most=60))

    def _route(self, need: Need) -> None:
        routes = self.rules.authority_for(need.subject).answers
        route = next((route for route in routes if route.level == self.levels[need.pk]), routes[0])
        by = self._officer("kecamatan") if need.about_office else self._officer("petugas", need.region)
        when = self._later(need.opened_at, most=8)
        self.book.route(need, route, by, when)
        is_old = need.opened_at < self.at - NEVER_WAITS_LONGER
        if route.level.value not in OWN_LEVELS and (is_old or self.random.random() < SHARE_SENT_ON):
            self.book.decide(need, self._composed(SENT_ON, need, when), by, when)

    def _decide(self, need: Need) -> None:
        by = self._officer("camat") if need.about_office else self._officer("kepala", need.region)
        when = self._later(need.opened_at + timedelta(days=8), most=30)
        reasons = {reason: weight for reason, weight in VILLAGE_REASONS.items() if is_plausible(reason, need.subject)}
        reason = self.random.choices(list(reasons), list(reasons.values()))[0]
        self.book.decide(need, self._composed(reason, need, when), by, when)

    def _reply(self, voice: Voice) -> None:
        when = self._later(voice.tidied_at or voice.received_at, most=6)
        if voice.kind in REPLIED_TO:
            by = self._officer("camat") if voice.about_office else self._officer("petugas", voice.region)
            said = Reply(AnswerKind.ANSWERED, compose_reply(self.random, VoiceKind(voice.kind)))
        else:
            by = self._officer("camat") if voice.about_office else self._officer("kepala", voice.region)
            said = self._composed(FOR_ONE_HOUSE, None, when)
        self.book.reply(voice, said, by, when)

    def _change_minds(self) -> None:
        """A few senders take their voice back, and one lonely voice leaves a need it was joined to by mistake."""
        waiting = [voice for spoken, voice in self.heard if voice.state in {VoiceState.RECEIVED, VoiceState.TIDIED}]
        for voice in self.random.sample(waiting, k=-(-len(waiting) // 30)):  # At least one, if any waits.
            self.book.withdraw(voice, "DITARIK", self.at)
        lonely = [voice for _spoken, voice in self.heard if voice.need and voice.need.voice_count == 1]
        for voice in lonely[:1]:
            self.book.part(voice, "Keliru digabung.", self._officer("petugas", voice.region), self.at)

    def _composed(self, reason: str, need: Need | None, when: datetime) -> Reply:
        level, agency = (need.level, need.agency) if need else ("", "")
        path = path_from(self.rules, Level(level or Level.VILLAGE), local_day(when))
        draft = compose_answer(
            self.random,
            reason,
            agency=agency or "pemerintah kampung",
            month=month(path.answer_month, "id"),
            year=path.building_year,
        )
        return Reply(kind_of(reason), draft.sentence, draft.next_step, reason)
