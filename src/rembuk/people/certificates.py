"""Which roles need a certificate (sertifikat): asked here, answered by the stage that teaches.

Learning comes after people, so it hands its answer in: `ask_about_certificates` is called once, when it is loaded.
Until then no role needs one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from rembuk.people.models import Person
from rembuk.people.roles import Role


class Ask(Protocol):
    """Names the certificate that a person still lacks for a role in a region; an empty text when none is lacking."""

    def __call__(self, person: Person, role: Role, region_number: int, *, at: datetime) -> str: ...


_asks: list[Ask] = []


def ask_about_certificates(ask: Ask) -> None:
    """Let this answer from now on which certificate is lacking."""
    _asks[:] = [ask]


def lacking_certificate(person: Person, role: Role, region_number: int, *, at: datetime) -> str:
    """Return the name of the certificate that a person lacks for a role; an empty text when they may take it."""
    return next((lack for ask in _asks if (lack := ask(person, role, region_number, at=at))), "")
