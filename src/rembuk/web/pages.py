"""The registry of pages: for each address a sample that exists, and whose objects it shows.

One list for everything that must hold on every page: who may open it (rembuk.web.matrix), what it weighs
(rembuk.web.budget), how much it asks of the database, what its headers say. An address that is missing here fails the
build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rembuk.people.models import Person
from rembuk.web import (
    samples,
    staged_gifts,
    staged_money,
    staged_projects,
    staged_rooms,
    staged_rounds,
    staged_swadaya,
    staged_votings,
)
from rembuk.web.access import Access, access_of


class Reach(Enum):
    """Whose objects a page shows, once its own rule has let somebody in. The text is the published rule."""

    ALL = "all of them"
    DEMO = "all of them, and only in a demo"
    STAFF = "their own account; residents have none of this kind"
    OWN_KEY = "staff, their own"
    READ_ALL = "all to read; to change, those of the places they hold the role in"
    OWN = "residents, their own"
    PLACE = "those of the places they hold the role in"
    PLACE_REFUSED = "those of the places they hold the role in; others are refused openly"


@dataclass(frozen=True)
class Page:
    """One address of the URLconf: a sample of its parts, further queries worth a look, and whose objects it shows."""

    name: str
    sample: samples.Sample = samples.nothing
    reach: Reach = Reach.ALL
    queries: tuple[str, ...] = ()
    is_step: bool = False  # Shows nothing of its own: it answers to a form of the page before.
    # What is typed into its form, besides what stands in it already, so that it gets as far as the action.
    fill: Mapping[str, str] = field(default_factory=dict)

    def address(self, owner: Person | None = None) -> str:
        """Return an address that exists, in the language at work; raise NoSample where nothing is there to show."""
        return reverse(self.name, kwargs=dict(self.sample(owner)))

    def addresses(self, owner: Person | None = None) -> list[str]:
        """Return the address, and the same one with each of the queries."""
        plain = self.address(owner)
        return [plain, *(f"{plain}?{query}" for query in self.queries)]


@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf."""

    name: str
    pattern: str
    view: str
    access: Access | None


def addresses(patterns: Sequence[URLPattern | URLResolver] | None = None) -> list[Address]:
    """Return every address of the URLconf, or of some of its patterns, once for both languages."""
    return list(_walk(get_resolver().url_patterns if patterns is None else patterns, ""))


def _walk(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        else:
            view = f"{pattern.callback.__module__}.{pattern.callback.__name__}"
            yield Address(pattern.name or "", here, view, access_of(pattern.callback))


def page_named(name: str) -> Page:
    """Return the page of an address by its name."""
    return _BY_NAME[name]


# --- what is typed into forms ---------------------------------------------------------------------------------------

WHY = {"why": "Contoh"}
DAY_OFF = {"on": "2026-12-28", "indonesian": "Hari contoh", "english": "Sample day", **WHY}
NEW_REASON = {
    "code": "CONTOH",
    **dict.fromkeys(("indonesian", "english", "evidence_indonesian", "evidence_english"), "Contoh"),
    **dict.fromkeys(("next_indonesian", "next_english", "source", "why"), "Contoh"),
    "allows": "declined",
}

# --- the pages -----------------------------------------------------------------------------------------------------

PUBLIC = (
    Page("healthz"),
    Page("readyz"),
    Page("service-worker"),
    Page("manifest"),
    Page("robots"),
    Page("upload", samples.upload, is_step=True),
    Page("photo", samples.photo),
    Page("needs-atom"),
    Page("needs-csv"),
    Page("home"),
    Page("offline"),
    Page("needs", queries=("peta=1", "q=jalan")),
    Page("need", samples.need),
    Page("find-voice", queries=("nomor=apa",)),
    Page("voice", samples.voice),
    Page("receipt", samples.voice, queries=("untuk=kabar", "untuk=keberatan", "untuk=tarik")),
    Page("speak"),
    Page("speak-send", is_step=True),
    Page("meetings", queries=("kampung=18.02.02.2005",)),
    Page("meetings-ics", samples.village),
    Page("meetings-year", samples.year_of_meetings),
    Page("meeting", samples.meeting),
    Page("meeting-invitation", samples.meeting),
    Page("meeting-paper", samples.closed_meeting),
    Page("meeting-invitation-pdf", samples.meeting),
    Page("meeting-paper-pdf", samples.closed_meeting),
    Page("meeting-attendance", samples.meeting),
    Page("meeting-attendance-pdf", samples.meeting),
    Page("meeting-decisions", samples.closed_meeting),
    Page("meeting-decisions-pdf", samples.closed_meeting),
    Page("figures"),
    Page("plans", queries=("tahun=2027", "bidang=2")),
    Page("plan-figures"),
    Page("plan-item", samples.plan_item),
    Page("year-plan", samples.year_plan),
    Page("plan-file", samples.plan_file),
    Page("rounds", queries=("tahun=2027",)),
    Page("round", staged_rounds.round_decided),
    Page("round-why", staged_rounds.wish_decided, is_step=True),
    Page("round-working", staged_rounds.round_decided),
    Page("room", staged_rooms.room_agreed),
    Page("room-wall", staged_rooms.room_agreed),
    Page("room-minutes", staged_rooms.room_agreed),
    Page("room-agreement", staged_rooms.room_agreed),
    Page("room-agreement-pdf", staged_rooms.room_agreed),
    Page("votings", queries=("kampung=18.02.02.2005",)),
    Page("voting", samples.voting),
    Page("voting-result", samples.counted_voting, queries=("tanda=0000-0000-0000-0000",)),
    Page("voting-share", samples.counted_voting),
    Page("voting-roll", samples.signed_voting),
    Page("voting-roll-pdf", samples.signed_voting),
    Page("voting-count", samples.counted_voting),
    Page("voting-count-pdf", samples.counted_voting),
    Page("voting-ballots", samples.counted_voting),
    Page("voting-course", samples.counted_voting),
    Page("projects", queries=("keadaan=started",)),
    Page("project", staged_projects.project),
    Page("project-bill", staged_projects.project),
    Page("project-bought", staged_projects.project),
    Page("project-compared", staged_projects.project),
    Page("project-course", staged_projects.project),
    Page("project-checks", staged_projects.project),
    Page("project-history", staged_projects.project),
    Page("project-asked", staged_projects.project),
    Page("impact-csv"),
    Page("work-draw", staged_projects.draw),
    Page("work-draw-json", staged_projects.draw),
    Page("redraw-script"),
    Page("project-board", staged_projects.project),
    Page("project-board-pdf", staged_projects.project),
    Page("swadaya", staged_projects.project),
    Page("swadaya-csv", staged_projects.project),
    Page("money", queries=("tahun=2027",)),
    Page("budget", samples.budget),
    Page("budget-csv", samples.budget),
    Page("budget-income-csv", samples.budget),
    Page("budget-income-xlsx", samples.budget),
    Page("budget-xlsx", samples.budget),
    Page("budget-poster", samples.budget),
    Page("budget-poster-pdf", samples.budget_poster),
    Page("budget-card", samples.budget),
    Page("budget-card-pdf", samples.budget),
    Page("budget-card-picture", samples.budget),
    Page("budget-pack", samples.budget_report),
    Page("budget-report", samples.budget_report),
    Page("budget-report-pdf", samples.budget_report),
    Page("budget-post", samples.budget_post),
    Page("funding", queries=("bidang=2", "keadaan=cadangan")),
    Page("funding-item", samples.plan_item),
    Page("funding-offer"),
    Page("contribution", staged_gifts.contribution),
    Page("data-dictionary"),
    Page("kiosk", samples.village, queries=("papan=kebutuhan", "papan=jawaban")),
    Page("regions", queries=("q=bangun",)),
    Page("region", samples.village),
    Page("calendar"),
    Page("how-it-works"),
    Page("rules"),
    Page("rules-version", samples.rules_version),
    Page("rules-changes", samples.rules_version),
    Page("rules-pack", samples.rules_version),
    Page("privacy"),
    Page("gallery"),
    Page("simulator", reach=Reach.DEMO),
)

SIGNING_IN = (
    Page("sign-in"),
    Page("sign-in-code"),
    Page("sign-out"),
    Page("account_login"),
    Page("mfa_authenticate"),
    Page("mfa_login_webauthn"),
)

OWN = (
    Page("support", samples.need),
    Page("work-look", staged_projects.project),
    Page("swadaya-confirm", staged_projects.project),
    Page("my-data"),
    Page("my-data-all"),
    Page("my-data-download"),
    Page("my-data-correct"),
    Page("my-data-ask"),
    Page("my-data-forget"),
    Page("my-data-consent", samples.consent, Reach.OWN),
    Page("my-data-silence", samples.identity, Reach.OWN),
    Page("my-data-hear", samples.identity, Reach.OWN),
    Page("usersessions_list"),
)

ACCOUNTS = (
    Page("second-factor", reach=Reach.STAFF),
    Page("account_reauthenticate", reach=Reach.STAFF),
    Page("mfa_reauthenticate", reach=Reach.STAFF),
    Page("mfa_reauthenticate_webauthn", reach=Reach.STAFF),
    Page("mfa_index", reach=Reach.STAFF),
    Page("account_change_password", reach=Reach.STAFF),
    Page("mfa_activate_totp", reach=Reach.STAFF),
    Page("mfa_deactivate_totp", reach=Reach.STAFF),
    Page("mfa_list_webauthn", reach=Reach.STAFF),
    Page("mfa_add_webauthn", reach=Reach.STAFF),
    Page("mfa_edit_webauthn", samples.passkey, Reach.OWN_KEY),
    Page("mfa_remove_webauthn", samples.passkey, Reach.OWN_KEY),
    Page("mfa_view_recovery_codes", reach=Reach.STAFF),
    Page("mfa_generate_recovery_codes", reach=Reach.STAFF),
)

MANAGING = (
    Page("rules-manage-in-force"),
    Page("rules-manage", samples.year),
    Page("rules-next-year", samples.year, Reach.READ_ALL, fill=WHY),
    Page("rules-clock", samples.clock, Reach.READ_ALL, fill=WHY),
    Page("rules-phase", samples.phase, Reach.READ_ALL, fill=WHY),
    Page("rules-reason-new", samples.year, Reach.READ_ALL, fill=NEW_REASON),
    Page("rules-reason", samples.reason, Reach.READ_ALL, fill=WHY),
    Page("rules-holiday-new", samples.year, Reach.READ_ALL, fill=DAY_OFF),
    Page("rules-holiday-end", samples.holiday, Reach.READ_ALL, fill=WHY),
    Page("rules-word", samples.word, Reach.READ_ALL, fill=WHY),
    Page("roles"),
    Page("new-staff"),
    Page("explain-me"),
    Page("end-role", samples.grant, Reach.PLACE_REFUSED, fill=WHY),
    Page("staff", samples.officer, Reach.PLACE),
    Page("explain-staff", samples.officer, Reach.PLACE),
    Page("renew-access", samples.officer, Reach.PLACE),
    Page("close-account", samples.officer, Reach.PLACE),
    Page("neighbours"),
    Page("neighbour", samples.vouching, Reach.PLACE, fill={**WHY, "contest": "1"}),
    Page("data-requests"),
    Page("data-request", samples.data_request),
)

DESK = (
    Page("desk"),
    Page("desk-voice", samples.voice, Reach.PLACE_REFUSED),
    Page("desk-photo", samples.photo_of_voice, Reach.PLACE_REFUSED),
    Page("desk-need", samples.need, Reach.PLACE_REFUSED),
    Page("desk-help"),
    Page("desk-meeting"),
    Page("desk-meetings"),
    Page("desk-hall", samples.meeting, Reach.PLACE_REFUSED),
    Page("desk-projector", samples.meeting, Reach.PLACE_REFUSED),
    Page("desk-attendance", samples.meeting, Reach.PLACE_REFUSED),
    Page("desk-import"),
    Page("desk-import-faults", is_step=True),
    Page("desk-places"),
    Page("desk-hamlets", samples.village, Reach.PLACE_REFUSED),
    Page("desk-hamlet", samples.hamlet, Reach.PLACE_REFUSED),
    Page("desk-report"),
    Page("desk-plans"),
    Page("desk-item", samples.plan_item, Reach.PLACE_REFUSED),
    Page("desk-plan", samples.year_plan, Reach.PLACE_REFUSED),
    Page("desk-plan-matrix", samples.year_plan, Reach.PLACE_REFUSED),
    Page("desk-plan-import", samples.year_plan, Reach.PLACE_REFUSED),
    Page("desk-rounds"),
    Page("desk-new-round"),
    Page("desk-round", staged_rounds.round_decided, Reach.PLACE_REFUSED),
    Page("desk-rooms"),
    Page("desk-room", staged_rooms.room_agreed, Reach.PLACE_REFUSED),
    Page("desk-money"),
    Page("desk-book", samples.budget, Reach.PLACE_REFUSED),
    Page("desk-budget", samples.budget, Reach.PLACE_REFUSED),
    Page("desk-payment", staged_money.payment, Reach.PLACE_REFUSED),
    Page("desk-payment-paper", staged_money.payment, Reach.PLACE_REFUSED),
    Page("desk-transfer", staged_money.transfer, Reach.PLACE_REFUSED),
    Page("desk-transfer-paper", staged_money.transfer, Reach.PLACE_REFUSED),
    Page("desk-gatherings"),
    Page("desk-gathering", staged_projects.project, Reach.PLACE_REFUSED),
    Page("desk-work-day", staged_swadaya.work_day, Reach.PLACE_REFUSED),
    Page("desk-work-day-sheet", staged_swadaya.work_day, Reach.PLACE_REFUSED),
    Page("desk-work-day-paper", staged_swadaya.photographed_day, Reach.PLACE_REFUSED),
    Page("desk-gifts"),
    Page("desk-gift", staged_gifts.contribution, Reach.PLACE_REFUSED),
    Page("desk-gift-proposal", staged_gifts.proposal, Reach.PLACE_REFUSED),
    Page("desk-gift-payments", samples.village, Reach.PLACE_REFUSED),
    Page("desk-gift-payment", staged_gifts.payment, Reach.PLACE_REFUSED),
    Page("desk-votings"),
    Page("desk-voting", samples.voting, Reach.PLACE_REFUSED),
    Page("desk-voting-watch", samples.voting, Reach.PLACE_REFUSED),
    Page("desk-voting-sheet", staged_votings.photographed, Reach.PLACE_REFUSED),
    Page("desk-sheet-photo", staged_votings.sheet_photo, Reach.PLACE_REFUSED),
    Page("desk-sheets-pdf", staged_votings.printed, Reach.PLACE_REFUSED),
    Page("desk-works"),
    Page("desk-audits"),
    Page("desk-work-new", samples.plan_item, Reach.PLACE_REFUSED),
    Page("desk-work", staged_projects.project, Reach.PLACE_REFUSED),
    Page("desk-cards-pdf", samples.voting, Reach.PLACE_REFUSED, is_step=True),
)

PAGES = (*PUBLIC, *SIGNING_IN, *OWN, *ACCOUNTS, *MANAGING, *DESK)
_BY_NAME = {page.name: page for page in PAGES}
