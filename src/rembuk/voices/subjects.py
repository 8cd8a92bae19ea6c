"""The subjects of the rules in force (bidang)."""

from __future__ import annotations

from datetime import datetime

from rembuk.programmes.models import Programme
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import Authority


class UnknownSubject(ValueError):
    """The rules in force know no such subject."""


def authority_of(programme: Programme, subject: str, *, at: datetime) -> Authority:
    """Return who is responsible for a subject under the rules in force."""
    try:
        return rules_at(programme, at).authority_for(subject)
    except KeyError as error:
        raise UnknownSubject(subject) from error


def check_subject(programme: Programme, subject: str, *, at: datetime) -> str:
    """Return the subject if the rules in force know it."""
    return authority_of(programme, subject, at=at).subject
