"""What personal data is kept for (tujuan pemrosesan): the page, the consents and a test over all tables read this list.

Each field that holds personal data stands under one purpose, by "app.Model.field"; `links` names the tables that only
point at a person or a contact. Law 27/2022 asks for purpose, basis, who sees it and how long it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class UnknownPurpose(LookupError):
    """Nobody was ever asked for this purpose."""


class Basis(TextChoices):
    """Why the law allows it (article 20, paragraph 2)."""

    CONSENT = "consent", _("your consent, which you can take back")
    PUBLIC_TASK = "public_task", _("a public task of the kampung and the sub-district")
    LEGAL_DUTY = "legal_duty", _("a duty set by law")


@dataclass(frozen=True)
class Purpose:
    """One reason to keep personal data. A new wording of what is asked gets the next version."""

    key: str
    title: _StrPromise
    why: _StrPromise
    basis: Basis
    kept: _StrPromise
    seen_by: _StrPromise
    fields: tuple[str, ...]
    links: tuple[str, ...] = ()
    version: int = 1


PURPOSES: tuple[Purpose, ...] = (
    Purpose(
        "voices",
        _("To record what you say"),
        _("Your words reach those who decide, and you get an answer."),
        Basis.PUBLIC_TASK,
        _("As long as the plan and its papers are kept. Your name is not part of it."),
        _("Everybody reads the words with numbers and addresses hidden. Officers read them as you wrote them."),
        fields=(
            "voices.Voice.words",
            "voices.Voice.landmark",
            "voices.Voice.secret_hash",
            "voices.Objection.why",
        ),
        links=("voices.Voice", "voices.Support"),
    ),
    Purpose(
        "answers",
        _("To send you the answer"),
        _("We write to your phone or e-mail when something happens to your voice."),
        Basis.CONSENT,
        _("Until you take your consent back or ask us to forget you."),
        _("The officer who handles your voice sees that there is a contact. Nobody sees the whole number."),
        fields=("people.Identity.value", "people.Identity.index"),
        links=("people.Consent",),
    ),
    Purpose(
        "minutes",
        _("To keep the minutes of meetings"),
        _("Minutes say who signed them, and who objected if that person wants to be named."),
        Basis.LEGAL_DUTY,
        _("As long as the plan and its papers are kept."),
        _("Everybody reads who signed, and objections. Objectors are named only if they want it."),
        fields=("meetings.Entry.name",),
        links=("meetings.Meeting", "meetings.Entry"),
    ),
    Purpose(
        "attendance",
        _("To count who came to a meeting"),
        _("Where a hall keeps a list of names, it is counted by group. You may ask not to stand on it."),
        Basis.CONSENT,
        _("As long as the rules of the programme say; then it is erased by itself."),
        _("Those who record the meeting. The public sees only how many, small numbers masked."),
        fields=("meetings.Attendee.name", "meetings.Attendee.groups"),
    ),
    Purpose(
        "messages",
        _("To send a message once and only once"),
        _("A message waits here until it has left."),
        Basis.CONSENT,
        _("Thirty days after it has left, or after the last try."),
        _("Nobody. The programme sends it by itself."),
        fields=("messaging.Message.recipient", "messaging.Message.title", "messaging.Message.body"),
    ),
    Purpose(
        "account",
        _("To know you again"),
        _("You see your own voices and change your own data."),
        Basis.CONSENT,
        _("Until you ask us to forget you."),
        _("You. Officers see a name only if you gave one and asked something about your data."),
        fields=("people.Person.name",),
        links=("people.OneTimeCode",),
    ),
    Purpose(
        "sign_in",
        _("To keep accounts safe"),
        _("You see where your account is signed in, and can end it there."),
        Basis.LEGAL_DUTY,
        _("Sign-ins end after twelve hours. We keep only the first part of the network address."),
        _("You."),
        fields=(
            "people.Person.last_login",
            "usersessions.UserSession.ip",
            "usersessions.UserSession.user_agent",
            "usersessions.UserSession.session_key",
            "mfa.Authenticator.data",
        ),
        links=("usersessions.UserSession", "mfa.Authenticator"),
    ),
    Purpose(
        "residents",
        _("To confirm who lives here"),
        _("Two people who know you confirm it. No card is copied, and no NIK is asked."),
        Basis.PUBLIC_TASK,
        _("Until you ask us to forget you."),
        _("The two people, and the administrator if somebody doubts it. The public sees only how many."),
        fields=("people.Vouching.contested_why", "people.Vouching.settled_why"),
        links=("people.Vouching",),
    ),
    Purpose(
        "voting_roll",
        _("To know who may vote"),
        _("You stand on the roll of your hamlet, and are given a card. Nothing says which card."),
        Basis.PUBLIC_TASK,
        _("Until the result can no longer be disputed."),
        _("Those who keep the roll, the council and the monitor. The public sees only how many."),
        fields=("priorities.RollEntry.name",),
    ),
    Purpose(
        "gotong_royong",
        _("To record what residents give together"),
        _("Days of work and goods are counted, and whoever is hurt is helped. Giving is voluntary."),
        Basis.PUBLIC_TASK,
        _("As long as the papers of the work. A pledge that is over names nobody at once."),
        _("Those who write the lists. The public sees only quantities, and never who came."),
        fields=("swadaya.SheetLine.name", "swadaya.Pledge.giver", "swadaya.Injury.words"),
        links=(
            *("swadaya.Sheet", "swadaya.Pledge", "swadaya.Injury", "swadaya.GroupHead", "swadaya.Confirmation"),
            *("swadaya.Supply", "swadaya.Price", "swadaya.WorkDay", "swadaya.Gift"),
        ),
    ),
    Purpose(
        "contributions",
        _("To receive what you give"),
        _("We agree with you on what you give, write down that it came, and report what became of it."),
        Basis.CONSENT,
        _("As long as the papers of the money. Name and contact are emptied at once if you take a promise back."),
        _("Staff of the kampung. The public reads a name only once it is agreed, and never if you ask for that."),
        fields=(
            "finance.Contribution.donor_name",
            "finance.Contribution.contact",
            "finance.Contribution.secret_hash",
            "finance.PaymentNotice.words",
        ),
        links=("finance.Contribution", "finance.PaymentNotice"),
    ),
    Purpose(
        "draws",
        _("To draw who looks at a work"),
        _("Residents who were confirmed may be drawn by lot to look at a work. The list holds numbers, no names."),
        Basis.PUBLIC_TASK,
        _("As long as the papers of the work."),
        _(
            "You see it under your data, and we write to you when you were drawn. "
            "The public sees the numbers, and the secret of the draw once it is drawn."
        ),
        fields=("projects.Draw.secret",),
        links=("projects.Draw", "projects.Ticket"),
    ),
    Purpose(
        "data_requests",
        _("To do what you ask about your data"),
        _("You ask to see, correct or delete. It is done within 72 hours."),
        Basis.LEGAL_DUTY,
        _("The request stays as proof. Its words are emptied when we forget you."),
        _("The officer who handles the request."),
        fields=("people.DataRequest.wish", "people.DataRequest.outcome"),
        links=("people.DataRequest",),
    ),
    Purpose(
        "staff",
        _("To show who decides"),
        _("Who holds a role answers for what they do in it."),
        Basis.PUBLIC_TASK,
        _("As long as the papers that they decided on."),
        _("Everybody sees the role. Administrators see the account."),
        fields=(
            *("people.Person.login", "people.RoleGrant.decree", "people.RoleGrant.ended_why"),
            *("projects.TeamMember.name", "projects.TeamMember.interest"),
        ),
        links=(
            *("people.RoleGrant", "voices.Answer", "voices.Merge", "voices.Withholding", "voices.Objection"),
            *("plans.PlanItem", "plans.Examination", "plans.Decision", "plans.LongPlan", "plans.YearPlan"),
            *("priorities.Round", "priorities.Score", "priorities.Deviation"),
            *("priorities.Room", "priorities.RoomSeat"),
            *("priorities.Voting", "priorities.Extension", "priorities.PaperReading", "priorities.SheetCount"),
            *("projects.Project", "projects.Measurement", "projects.Delivery", "projects.Look", "projects.TeamMember"),
            *("projects.WorkChange", "projects.WorkPhoto", "projects.Handover", "projects.Purchase"),
            *("projects.ImpactReading", "projects.ReadingTakenBack"),
            *("finance.Budget", "finance.Evaluation", "finance.PaymentRequest", "finance.Transfer"),
            *("finance.DonorReport", "finance.FundingProposal"),
        ),
    ),
    Purpose(
        "unused",
        _("Kept empty"),
        _("A part we use brings this table along. Nothing is ever written into it."),
        Basis.LEGAL_DUTY,
        _("Never filled."),
        _("Nobody."),
        fields=("account.EmailAddress.email",),
        links=("account.EmailAddress",),
    ),
)


def purpose_of(key: str) -> Purpose:
    """Return the purpose of a key; raise UnknownPurpose."""
    for purpose in PURPOSES:
        if purpose.key == key:
            return purpose
    raise UnknownPurpose(key)
