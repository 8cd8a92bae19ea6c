"""What people do about people: accounts, roles, contacts, neighbours, consent and requests about data."""

from rembuk.people.actions import accounts, consents, contacts, data_requests, roles, vouchings
from rembuk.people.actions.accounts import correct_account, make_staff, renew_access, retire_staff
from rembuk.people.actions.consents import give_consent, withdraw_consent
from rembuk.people.actions.contacts import (
    CodeResult,
    check_code,
    claim_contact,
    forget_resident,
    hear_again,
    send_code,
    silence_identity,
)
from rembuk.people.actions.data_requests import (
    ask_data_request,
    finish_data_request,
    refuse_data_request,
)
from rembuk.people.actions.roles import LastAdministrator, NoCertificate, NotStaff, RolesClash, end_role, grant_role
from rembuk.people.actions.vouchings import (
    TooManyVouchings,
    annul_vouching,
    contest_vouching,
    uphold_vouching,
    vouch_first,
    vouch_second,
)

__all__ = [
    "CodeResult",
    "LastAdministrator",
    "NoCertificate",
    "NotStaff",
    "RolesClash",
    "TooManyVouchings",
    "accounts",
    "annul_vouching",
    "ask_data_request",
    "check_code",
    "claim_contact",
    "consents",
    "contacts",
    "contest_vouching",
    "correct_account",
    "data_requests",
    "end_role",
    "finish_data_request",
    "forget_resident",
    "give_consent",
    "grant_role",
    "hear_again",
    "make_staff",
    "refuse_data_request",
    "renew_access",
    "retire_staff",
    "roles",
    "send_code",
    "silence_identity",
    "uphold_vouching",
    "vouch_first",
    "vouch_second",
    "vouchings",
    "withdraw_consent",
]
