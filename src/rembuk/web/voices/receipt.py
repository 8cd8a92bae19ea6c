"""What a sender may still do, one question per page: withdraw, object, ask for news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.actions import claim_contact, give_consent
from rembuk.people.models import Person
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import NothingToDispute, Proof, add_contact, object_to, withdraw_voice
from rembuk.voices.actions.sending import KnowsNobody
from rembuk.voices.models import Voice
from rembuk.voices.states import Disputed
from rembuk.web.clock import now
from rembuk.web.formats import language
from rembuk.web.voices.forms import ContactForm, ObjectForm, WithdrawForm

Cleaned = dict[str, Any]  # Any: each form cleans to its own types.


@dataclass(frozen=True)
class Wish:
    """One thing a sender may ask for: its place in the address, its words, its form and what does it."""

    key: str
    label: Promise
    button: Promise
    form: type[forms.Form]
    do: Callable[[Voice, Cleaned, Person | None], Proof]
    done: Promise


def _withdraw(voice: Voice, answers: Cleaned, by: Person | None) -> Proof:
    return withdraw_voice(voice, by=by, at=now(), secret=answers["secret"])


def _object(voice: Voice, answers: Cleaned, by: Person | None) -> Proof:
    return object_to(voice, Disputed(answers["against"]), answers["why"], by=by, at=now(), secret=answers["secret"])


def _add_contact(voice: Voice, answers: Cleaned, by: Person | None) -> Proof:
    scheme, value = answers["contact"]
    identity = claim_contact(scheme, value, by=by, at=now())
    proof = add_contact(voice, identity, by=by, at=now(), secret=answers["secret"])
    if proof is Proof.RIGHT:
        give_consent(identity, "answers", language=language(), channel="web", by=by, at=now())
    return proof


WISHES: Final = {
    wish.key: wish
    for wish in (
        Wish(
            "kabar",
            gettext_lazy("Send me news"),
            gettext_lazy("Send me news"),
            ContactForm,
            _add_contact,
            gettext_lazy("Good. We write to you when something happens to your voice."),
        ),
        Wish(
            "keberatan",
            gettext_lazy("Something is wrong"),
            gettext_lazy("Send my objection"),
            ObjectForm,
            _object,
            gettext_lazy("Your objection is recorded. Somebody else than who did it looks again."),
        ),
        Wish(
            "tarik",
            gettext_lazy("Take my voice back"),
            gettext_lazy("Take my voice back"),
            WithdrawForm,
            _withdraw,
            gettext_lazy("Your voice is withdrawn. Its number stays, its words are no longer shown."),
        ),
    )
}


@transaction.atomic
def fulfil(wish: Wish, voice: Voice, form: forms.Form, *, by: Person | None) -> bool:
    """Do what a sender asks; False, with the reason in the form, when it cannot be done."""
    try:
        # Its own savepoint, so that what was refused leaves nothing, while a wrong word is counted all the same.
        with transaction.atomic():
            proof = wish.do(voice, form.cleaned_data, by)
    except (MoveNotAllowed, MovedMeanwhile):
        form.add_error(None, _("This voice can no longer be withdrawn."))
    except NothingToDispute:
        form.add_error(None, _("There is nothing of this kind to object to, or your objection is waiting already."))
    except KnowsNobody:
        form.add_error(None, _("This voice takes no contact: it is anonymous, or it has one already."))
    else:
        if proof is Proof.RIGHT:
            return True
        form.add_error("secret", REFUSALS[proof])
    return False


REFUSALS: Final = {
    Proof.WRONG: gettext_lazy("This is not the receipt word of this number. Look at the slip once more."),
    Proof.LOCKED: gettext_lazy("Too many wrong tries. Please wait an hour."),
}
