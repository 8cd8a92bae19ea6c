"""A whole invented year in Kecamatan Bangun Rejo, lived through the same actions as a real one (tahun contoh)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from django.db import transaction

from rembuk.journal.actions import seal_acts
from rembuk.journeys.intake import Sender, submit_voice
from rembuk.journeys.year.answers import AnswerDraft, compose_answer
from rembuk.journeys.year.compose import VoiceDraft as Spoken
from rembuk.journeys.year.compose import compose
from rembuk.journeys.year.staff import Staff, appoint_staff
from rembuk.journeys.year.vocabulary import HAMLETS
from rembuk.kernel.periods import local_day, month
from rembuk.people.actions import claim_contact
from rembuk.people.models import Identity, Person
from rembuk.people.states import Scheme
from rembuk.programmes.models import Programme
from rembuk.programmes.presets import start_bangun_rejo
from rembuk.programmes.queries import expected_path, rules_at
from rembuk.programmes.rules import Level, Rules
from rembuk.regions.actions import add_localities
from rembuk.regions.drafts import LocalityDraft
from rembuk.regions.models import Locality, Region
from rembuk.regions.presets import load_presets
from rembuk.regions.queries import villages_of
from rembuk.tenancy import in_tenant
from rembuk.tenancy.models import Tenant
from rembuk.voices import actions as voices
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import Channel, Confidentiality, VoiceKind, VoiceState

TENANT = 1802
SEED = 180202
STAGES = ("intake", "desk", "year")
FOURTEEN_MONTHS = timedelta(days=430)
# What came in the last days still waits on the desk, so that a visitor finds work there.
WAITS_FOR_TIDYING = timedelta(days=6)
WAITS_FOR_ROUTING = timedelta(days=12)
WAITS_FOR_AN_ANSWER = timedelta(days=24)
_KEYS = UUID("7d0f4a53-6f0e-4b8e-9d54-0f6f52aa18b2")

# How often a need of the village meets which end, once somebody has decided; "" is an answer in kind.
VILLAGE_REASONS = (
    ("", 9),
    ("PAGU_TIDAK_CUKUP", 5),
    ("SUDAH_DIRENCANAKAN", 3),
    ("PRIORITAS_LEBIH_RENDAH", 2),
    ("LAHAN_BELUM_JELAS", 2),
    ("DATA_KURANG", 1),
    ("SUDAH_DIBANGUN", 1),
    ("TIDAK_LAYAK_TEKNIS", 1),
    ("BARANG_TERLARANG", 1),
)
DECLINES = frozenset({"SUDAH_DIBANGUN", "TIDAK_LAYAK_TEKNIS", "BARANG_TERLARANG", "KEPENTINGAN_PRIBADI"})
SENT_ON = "BUKAN_KEWENANGAN"


class UnknownStage(ValueError):
    """The demo year has no such stage."""


@transaction.atomic
def seed_demo(stage: str, *, at: datetime) -> str:
    """Live through the invented year up to `at` and return the demo accounts as text for the screen.

    Stages: "intake", voices have just come in; "desk", older ones are tidied, joined and sent to who is responsible;
    "year", the village and the sub-district have answered too. The same moment gives the same year.
    """
    if stage not in STAGES:
        raise UnknownStage(f"{stage!r} is no stage of the demo; choose {', '.join(STAGES)}.")
    Tenant.objects.get_or_create(number=TENANT, defaults={"name": "Kabupaten Lampung Tengah"})
    with in_tenant(TENANT):
        year = _begin(at)
        for spoken in compose(year.random, until=at):
            year.hear(spoken)
        if stage != "intake":
            year.work_at_the_desk()
        if stage == "year":
            year.decide()
        while seal_acts(at=at):
            pass
        return year.staff.accounts()


def _begin(at: datetime) -> _Year:
    start = at - FOURTEEN_MONTHS
    load_presets(at=start)
    programme = start_bangun_rejo(by=None, at=start)
    villages = {village.number: village for village in villages_of(programme.region)}
    staff = appoint_staff(programme.region, villages.values(), at=start)
    hamlets = {}
    for number, count in HAMLETS.items():
        drafts = [LocalityDraft(Locality.Kind.HAMLET, str(label), f"Dusun {label}") for label in range(1, count + 1)]
        add_localities(villages[number], drafts, by=None, at=start)
        for hamlet in Locality.objects.filter(region=villages[number]).order_by("label"):
            hamlets[number, hamlet.label] = hamlet
    random = Random(SEED)  # noqa: S311 - the same year each time is the point.
    return _Year(at, random, programme, rules_at(programme, at), villages, hamlets, staff)


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
    heard: list[tuple[Spoken, Voice]] = field(default_factory=list)
    needs: dict[str, Need] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)

    def hear(self, spoken: Spoken) -> None:
        """Receive one voice as it would have come in."""
        village = self.villages[spoken.region]
        helped = spoken.channel in {Channel.ASSISTED, Channel.MEETING, Channel.PAPER}
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
        )
        by = self._officer(village) if helped and spoken.confidentiality != Confidentiality.ANONYMOUS else None
        if helped and by is None:
            return
        receipt = submit_voice(draft, sender=self._sender(spoken), by=by, at=spoken.said_at)
        self.heard.append((spoken, receipt.voice))

    def work_at_the_desk(self) -> None:
        """Check, tidy and join what has waited long enough, and send on what the village cannot decide."""
        for spoken, voice in self.heard:
            if spoken.said_at < self.at - WAITS_FOR_TIDYING:
                self._tidy(spoken, voice)
        for key, need in self.needs.items():
            if need.opened_at < self.at - WAITS_FOR_ROUTING:
                self._route(need, self.levels[key])
        self._gather_support()

    def decide(self) -> None:
        """Answer, postpone and decline, so that some wait and most have heard."""
        for need in self.needs.values():
            if need.opened_at < self.at - WAITS_FOR_AN_ANSWER and self.random.random() < 0.7:
                self._answer(need)
        for spoken, voice in self.heard:
            if voice.state == VoiceState.TIDIED and spoken.said_at < self.at - WAITS_FOR_AN_ANSWER:
                self._reply(voice)

    def _officer(self, village: Region) -> Person:
        return self.staff.of("petugas", village)

    def _sender(self, spoken: Spoken) -> Sender | None:
        """Some leave an address for the answer; nobody's, at a domain that cannot exist (RFC 2606)."""
        if spoken.channel not in {Channel.WEB, Channel.WHATSAPP} or spoken.confidentiality == Confidentiality.ANONYMOUS:
            return None
        if self.random.random() < 0.6:
            return None
        return Sender(Scheme.EMAIL, f"warga{self.random.randrange(900):03}@contoh.example", "id")

    def _later(self, moment: datetime, *, most: int) -> datetime:
        """Return a moment some days on, never after the end of the year."""
        return min(moment + timedelta(days=self.random.uniform(0.3, most)), self.at)

    def _tidy(self, spoken: Spoken, voice: Voice) -> None:
        officer = self._officer(voice.region)
        when = self._later(spoken.said_at, most=5)
        if voice.state == VoiceState.HELD:
            if spoken.subject == "other" or "NIK" in spoken.words:
                self._withhold(voice, when)
            return
        voices.tidy_voice(voice, spoken.title, "", spoken.subject, by=officer, at=when)
        if spoken.kind in {VoiceKind.QUESTION, VoiceKind.THANKS}:
            return
        if spoken.need in self.needs:
            voices.merge_voice(voice, self.needs[spoken.need], by=officer, at=when)
            return
        need = voices.open_need(voice, spoken.title, by=officer, at=when)
        self.needs[spoken.need or need.code] = need
        self.levels[spoken.need or need.code] = spoken.level

    def _withhold(self, voice: Voice, when: datetime) -> None:
        moderator = self.staff.of("moderator")
        reasons = {"insult": "KATA_KASAR", "contact_details": "DATA_PRIBADI"}
        code = next((reasons[reason] for reason in voice.held_for.split(",") if reason in reasons), "IKLAN")
        voices.withhold_voice(voice, code, "Tidak kami tayangkan; nomornya tetap ada.", by=moderator, at=when)

    def _route(self, need: Need, level: Level) -> None:
        answers = self.rules.authority_for(need.subject).answers
        answer = next((answer for answer in answers if answer.level == level), answers[0])
        when = self._later(need.opened_at, most=8)
        voices.route_need(need, answer.key, by=self._router(need), at=when)
        if answer.level in {Level.VILLAGE, Level.MIXED} or self.random.random() < 0.15:
            return
        draft = self._answer_draft(SENT_ON, need, when)
        voices.forward_need(need, SENT_ON, draft.sentence, draft.next_step, by=self._router(need), at=when)

    def _router(self, need: Need) -> Person:
        return self.staff.of("kecamatan") if need.about_office else self._officer(need.region)

    def _answer_draft(self, reason: str, need: Need, when: datetime) -> AnswerDraft:
        level = Level(need.level or Level.VILLAGE)
        path = expected_path(self.programme, level, local_day(when))
        agency = need.agency or need.region.name
        return compose_answer(
            self.random, reason, agency=agency, month=month(path.answer_month, "id"), year=path.building_year
        )

    def _answer(self, need: Need) -> None:
        if need.answer_id is not None or need.level not in {"", Level.VILLAGE.value, Level.MIXED.value}:
            return
        by = self.staff.of("camat") if need.about_office else self.staff.of("kepala", need.region)
        when = self._later(need.opened_at + timedelta(days=8), most=30)
        reasons, weights = zip(*VILLAGE_REASONS, strict=True)
        reason = self.random.choices(reasons, weights)[0]
        draft = self._answer_draft(reason, need, when)
        if not reason:
            voices.answer_need(need, draft.sentence, by=by, at=when)
        elif reason in DECLINES:
            voices.decline_need(need, reason, draft.sentence, draft.next_step, by=by, at=when)
        else:
            voices.postpone_need(need, reason, draft.sentence, draft.next_step, by=by, at=when)

    def _reply(self, voice: Voice) -> None:
        by = self.staff.of("camat") if voice.about_office else self._officer(voice.region)
        when = self._later(voice.received_at + timedelta(days=2), most=6)
        said = (
            "Terima kasih kembali."
            if voice.kind == VoiceKind.THANKS
            else "Pertanyaan ini kami jawab di papan balai kampung."
        )
        voices.answer_voice(voice, said, by=by, at=when)

    def _gather_support(self) -> None:
        """Let residents say "saya juga" about the needs of others."""
        crowd = [_make_resident(number, at=self.at) for number in range(120)]
        for need in self.needs.values():
            for identity in self.random.sample(crowd, k=min(int(self.random.expovariate(0.3)), len(crowd))):
                when = self._later(need.opened_at, most=60)
                voices.support_need(need, identity, by=identity.person, at=when)


def _make_resident(number: int, *, at: datetime) -> Identity:
    """Make a resident whose address nobody can have (RFC 2606) and who has confirmed it."""
    identity = claim_contact(Scheme.EMAIL, f"pendukung{number:03}@contoh.example", by=None, at=at)
    identity.person, identity.verified_at = Person.objects.create(made_at=at), at
    identity.save(update_fields=["person", "verified_at"])
    return identity
