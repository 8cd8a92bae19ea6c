"""What residents ask about a line, as its page lists it; and where that line stands, for the page of the voice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.finance.asking import Thing
from rembuk.finance.models import Asked, Post
from rembuk.kernel import periods
from rembuk.regions.models import Region
from rembuk.voices.expectations import reply_due_of
from rembuk.voices.models import Voice
from rembuk.voices.queries import is_public
from rembuk.voices.states import VoiceKind
from rembuk.web.clock import now
from rembuk.web.formats import language
from rembuk.web.programme import rules_today
from rembuk.web.speak.things import named


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question on a line: its number, what it is about, and its answer or until when there is one."""

    code: str
    kind: str
    title: str
    about: str
    said: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """The line that a voice asks about, and where it stands."""

    name: str
    href: str


def ask_address(thing: Thing, region: Region) -> str:
    """Return where somebody asks about a line."""
    asked = {"region": region.code, "kind": VoiceKind.QUESTION.value, "about": named(thing)}
    return f"{reverse('speak')}?{urlencode(asked)}"


def questions_shown(asked: Iterable[Asked]) -> list[QuestionShown]:
    """Return questions as a page lists them; words only where everybody may read them."""
    return [_shown(one) for one in asked]


def line_of(asked: Asked) -> LineShown:
    """Return the line that a voice asks about."""
    work = asked.bill_row or asked.measurement
    if work is not None:
        name = asked.bill_row.what if asked.bill_row else _("what was measured")
        page, place = ("project-bill", "#bill") if asked.bill_row else ("project-checks", "#looks")
        return LineShown(f"{name}, {work.project.title}", reverse(page, args=[work.project.code]) + place)
    post: Post | None = asked.post or (asked.transfer.post if asked.transfer else None)
    assert post is not None  # noqa: S101 - a payment that is asked about is one out of a post.
    return LineShown(post.title, reverse("budget-post", args=[post.region.code, post.year, post.number]))


def _shown(one: Asked) -> QuestionShown:
    voice = one.voice
    title = voice.title if is_public(voice) else ""
    return QuestionShown(voice.code, str(VoiceKind(voice.kind).label), title, _about(one), _said(voice))


def _about(one: Asked) -> str:
    if one.measurement:
        return _("what was measured")
    row, payment = one.bill_row, one.transfer
    return str(row.what if row else payment.document if payment else "")


def _said(voice: Voice) -> str:
    if voice.answer is None:
        return _due(voice)
    return str(voice.answer.sentence) if is_public(voice) else _("It was answered.")


def _due(voice: Voice) -> str:
    due_at = reply_due_of(voice, rules_today(voice.programme))
    said = _("Answer by %(day)s") if now() <= due_at else _("It is late: an answer was due by %(day)s.")
    return said % {"day": periods.day(periods.local_day(due_at), language())}
