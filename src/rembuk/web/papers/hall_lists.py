"""The lists of a meeting: the one that hands sign, who came once it is closed, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from rembuk.documents.sheets import Facts, Form, Lines, Part, Points, Sheet, Signature, Square, Words
from rembuk.kernel.periods import local_day
from rembuk.meetings.states import Crowd
from rembuk.web.formats import capital, language
from rembuk.web.meetings.showing import Shown
from rembuk.web.papers.meetings import Rows, attendance, decided, legal_basis, order_of_the_room, signature
from rembuk.web.papers.saying import letterhead, note, said_moment

FEWEST_LINES: Final = 20
MOST_LINES: Final = 200
# Some come without having been asked.
SPARE_LINES: Final = 5


def attendance_list(shown: Shown, href: str) -> Sheet:
    """Return the sheet on which everybody who comes signs; nothing but its own paper ever holds the names."""
    lines = Lines(
        caption=_("Whoever comes signs. The paper stays in the kampung office; numbers alone are published."),
        columns=(_("Name"), _("F/M"), _("Address, RT, hamlet"), _("Group or office"), _("Signature")),
        count=_lines_for(shown),
    )
    chair, writer = Signature(side=_("Chaired by")), Signature(side=_("Written down by"))
    return _sheet(
        shown, href,
        title=_("Attendance list"),
        parts=(Part(heading=_("Who came"), blocks=(lines,)),),
        closing=_("Ask before you take a photo of this list: it holds names and addresses."),
        signatures=(chair, writer),
    )  # fmt: skip


def _lines_for(shown: Shown) -> int:
    asked = shown.invited.get(Crowd.EVERYBODY, 0)
    return min(MOST_LINES, max(FEWEST_LINES, asked + SPARE_LINES))


def attendance_summary(shown: Shown, href: str) -> Sheet:
    """Return how many came to a closed meeting and were heard, by group; names stand on the signed sheet alone."""
    return _sheet(
        shown, href,
        title=_("Attendance summary"),
        parts=(Part(heading=_("Who was asked, who came, who was heard"), blocks=tuple(attendance(shown))),),
        closing=_("The signed list with the names stays in the kampung office."),
        signatures=tuple(signature(one) for one in shown.minutes.signatures),
    )  # fmt: skip


def decision_list(shown: Shown, href: str) -> Sheet:
    """Return what a closed meeting decided, with its votes and the objections beside it."""
    return _sheet(
        shown, href,
        title=_("Decision list"),
        parts=tuple(_decision_parts(shown)),
        closing=_("An objection stays beside its decision. The minutes say how it came to it."),
        signatures=tuple(signature(one) for one in shown.minutes.signatures),
    )  # fmt: skip


def _decision_parts(shown: Shown) -> Iterator[Part]:
    rows = tuple(decided(one) for one in shown.minutes.decisions)
    blocks = (Points(rows=rows) if rows else Words(text=_("Nothing was decided.")),)
    yield Part(heading=_("What was decided"), blocks=blocks)
    if shown.minutes.ranking:
        yield Part(heading=_("The order the room gave"), blocks=(order_of_the_room(shown),))


def _sheet(
    shown: Shown, href: str, *, title: str, parts: tuple[Part, ...], closing: str, signatures: tuple[Signature, ...]
) -> Sheet:
    meeting = shown.meeting
    return Sheet(
        form=Form.RECORD,
        language=language(),
        drawn_on=local_day(meeting.closed_at or meeting.called_at or meeting.planned_at),
        places=letterhead(meeting.region),
        title=title,
        subject=meeting.title,
        mark=" · ".join(filter(None, (meeting.code, shown.checksum))),
        note=note(),
        square=Square(
            address=href,
            label=_("Square code that opens the page of this meeting"),
            lines=(shown.checksum or meeting.code, href),
        ),
        facts=Facts(rows=_facts(shown)),
        parts=parts,
        closing=closing,
        signatures=signatures,
    )


def _facts(shown: Shown) -> Rows:
    meeting = shown.meeting
    return (
        (_("Number"), meeting.code),
        (_("Kind"), shown.kind_label),
        *legal_basis(shown),
        (_("Time"), said_moment(meeting.starts_at)),
        (_("Place"), shown.place),
        (_("Called by"), capital(meeting.get_called_as_display())),
    )
