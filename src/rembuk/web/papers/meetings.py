"""The papers of a meeting: the letter that asks people to it, and its minutes in the form of the law."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rembuk.documents.sheets import Facts, Form, Grid, Part, Point, Points, Quote, Sheet, Signature, Square, Words
from rembuk.kernel.periods import local_day
from rembuk.meetings.attendance import cell_of
from rembuk.meetings.minutes import Decision
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import Crowd, Method, Side
from rembuk.people.roles import Role
from rembuk.web.formats import capital, language, number
from rembuk.web.meetings.showing import Shown
from rembuk.web.needs.history import role_label
from rembuk.web.papers.saying import letterhead, note, said_day, said_moment

Rows = tuple[tuple[str, str], ...]


def invitation(shown: Shown, href: str) -> Sheet:
    """Return the letter that asks people to a meeting."""
    meeting = shown.meeting
    told = (
        (_("Meeting"), meeting.title),
        (_("Kind"), shown.kind_label),
        (_("Time"), said_moment(meeting.starts_at)),
        (_("Place"), shown.place),
        (_("Access"), _("with a ramp") if meeting.has_ramp else ""),
        (_("Interpreter"), _("a sign language interpreter is there") if meeting.has_interpreter else ""),
        (_("Invited"), shown.asked),
    )
    return Sheet(
        form=Form.LETTER,
        language=language(),
        drawn_on=local_day(meeting.called_at or meeting.planned_at),
        places=letterhead(meeting.region),
        title=_("Invitation"),
        subject=meeting.title,
        mark=meeting.code,
        note=note(),
        square=Square(
            address=href,
            label=_("Square code that opens the page of this meeting"),
            lines=(meeting.code, _("Scan the square to read more, and later what was decided."), href),
        ),
        opening=_("You are asked to come and speak. Your voice gets a number, and you can read what comes of it."),
        facts=Facts(rows=tuple((term, said) for term, said in told if said)),
        parts=(Part(heading=_("Agenda"), blocks=(_agenda(shown),)),),
        signatures=(Signature(side=_called(meeting), office=role_label(meeting.called_as)),),
    )


def _called(meeting: Meeting) -> str:
    on = said_day(local_day(meeting.called_at or meeting.planned_at))
    return _("%(place)s, %(day)s") % {"place": meeting.region.name, "day": on}


def minutes(shown: Shown, href: str) -> Sheet:
    """Return the minutes of a closed meeting in the form of the law, with attendance, decisions and objections."""
    meeting = shown.meeting
    return Sheet(
        form=Form.RECORD,
        language=language(),
        drawn_on=local_day(meeting.closed_at or meeting.starts_at),
        places=letterhead(meeting.region),
        title=_("Minutes"),
        subject=meeting.title,
        mark=f"{meeting.code} · {shown.checksum}",
        note=note(),
        square=Square(
            address=href,
            label=_("Square code that opens the page of this meeting"),
            lines=(shown.checksum, _("Scan the square and compare: page and paper show the same checksum."), href),
        ),
        facts=Facts(rows=tuple(_facts(shown))),
        parts=tuple(_parts(shown)),
        closing=_("These minutes are sealed. Whoever corrects them adds a dated annex."),
        signatures=(*(signature(one) for one in shown.minutes.signatures), _council()),
    )


def _facts(shown: Shown) -> Iterator[tuple[str, str]]:
    meeting = shown.meeting
    yield _("Number"), meeting.code
    yield _("Kind"), shown.kind_label
    yield from legal_basis(shown)
    yield _("Time"), said_moment(meeting.starts_at)
    yield _("Place"), shown.place
    yield _("Called by"), capital(meeting.get_called_as_display())
    yield _("Chaired by"), ""
    yield _("Written down by"), capital(meeting.get_closed_as_display())
    yield _("People who explained"), ""
    if meeting.closed_at:
        yield _("Closed"), said_moment(meeting.closed_at)
    if meeting.quorum_waiver:
        yield _("Why fewer than the rules ask"), meeting.quorum_waiver


def legal_basis(shown: Shown) -> Rows:
    """Return the law that the rules of a meeting name, where they name one."""
    law = shown.rules.legal_basis
    if not law:
        return ()
    said = {"law": law[0], "year": str(shown.rules.year)}
    return ((_("Legal basis"), _("%(law)s; rules of the programme for %(year)s") % said),)


def _parts(shown: Shown) -> Iterator[Part]:
    found = shown.minutes
    yield Part(heading=_("A. Agenda"), blocks=(_agenda(shown),))
    yield Part(heading=_("B. Attendance"), blocks=tuple(attendance(shown)))
    yield Part(heading=_("C. What was said"), blocks=tuple(_said(shown)))
    resolved = tuple(decided(one) for one in found.decisions)
    yield Part(
        heading=_("D. Decisions and objections"),
        blocks=(Points(rows=resolved) if resolved else Words(text=_("Nothing was decided.")),),
    )
    tasks = tuple(_task(one) for one in found.tasks)
    yield Part(
        heading=_("E. Who does what by when"),
        blocks=(Points(rows=tasks) if tasks else Words(text=_("Nothing was handed out.")),),
    )
    if found.annexes:
        added = tuple(Point(words=one.words, notes=(said_day(local_day(one.recorded_at)),)) for one in found.annexes)
        yield Part(heading=_("Annexes"), blocks=(Points(rows=added),))


def _agenda(shown: Shown) -> Grid:
    return Grid(
        caption=_("%(count)s minutes together") % {"count": shown.total_minutes},
        columns=((_("What"), "text"), (_("Minutes of time"), "number")),
        rows=tuple((item.label, number(item.minutes)) for item in shown.agenda),
    )


def attendance(shown: Shown) -> Iterator[Facts | Grid | Words]:
    """Yield how many were asked, came and were heard, as everybody may see it."""
    yield Facts(rows=tuple(_numbers(shown)))
    table = shown.equity
    caption = _("Who was asked, who came, who was heard")
    yield Grid(caption=caption, columns=tuple(table.columns), rows=tuple(table.rows))
    yield Words(
        text=_(
            "Numbers from 1 to 4 are masked, so that nobody can be recognised. One person may count in several groups."
        ),
        is_quiet=True,
    )


def _numbers(shown: Shown) -> Iterator[tuple[str, str]]:
    """Yield how many were asked, came and stayed away, unless one of them is so small that it points at somebody."""
    asked, came = shown.invited.get(Crowd.EVERYBODY), shown.minutes.count(Crowd.EVERYBODY)
    if asked is None or came is None or cell_of(asked).is_masked or cell_of(came).is_masked:
        return
    yield _("People asked"), number(asked)
    yield _("People who came"), number(came)
    yield _("People who did not come"), number(max(0, asked - came))


def _said(shown: Shown) -> Iterator[Facts | Points | Words]:
    found = shown.minutes
    if found.spoken:
        said = ngettext(
            "%(num)s voice was recorded under its own number:",
            "%(num)s voices were recorded under their own numbers:",
            len(found.spoken),
        ) % {"num": len(found.spoken)}
        yield Words(text=f"{said} {', '.join(one.voice.code for one in found.spoken if one.voice)}.")
    else:
        yield Words(text=_("No voice was recorded."))
    if found.ranking:
        yield order_of_the_room(shown)
    for view in found.views:
        yield Points(rows=(Point(words=_("View of the village council"), quotes=(Quote(words=view.words, who=""),)),))


def order_of_the_room(shown: Shown) -> Facts:
    """Return the needs in the order that the room set, with how it was counted."""
    return Facts(rows=tuple(_place(one.place, one.entry) for one in shown.minutes.ranking))


def _place(place: int, entry: Entry) -> tuple[str, str]:
    need = entry.need
    way = {"count": entry.count or 0, "way": Method(entry.method).label}
    term = _("Place %(place)s") % {"place": place}
    return term, f"{need.code} {need.title} ({_('%(count)s, %(way)s') % way})" if need else ""


def decided(decision: Decision) -> Point:
    """Return a decision with its votes, its need and the objections beside it."""
    entry = decision.entry
    votes = {"yes": entry.in_favour, "no": entry.against, "none": entry.abstained}
    return Point(
        words=entry.words,
        notes=(
            _("For %(yes)s · against %(no)s · abstained %(none)s") % votes,
            *((entry.need.code,) if entry.need else ()),
            _("Decided by vote") if entry.against or entry.abstained else _("Decided by consensus"),
        ),
        quotes=tuple(_objection(one) for one in decision.objections),
    )


def _objection(entry: Entry) -> Quote:
    who = _("Objection of %(name)s") % {"name": entry.name} if entry.name else _("Objection, name not given")
    return Quote(words=entry.words, who=who)


def _task(entry: Entry) -> Point:
    due = said_day(entry.due_on) if entry.due_on else ""
    return Point(words=entry.words, notes=(_("%(owner)s, until %(day)s") % {"owner": entry.owner, "day": due},))


def signature(entry: Entry) -> Signature:
    """Return who signed the minutes, for whom."""
    return Signature(side=capital(str(Side(entry.side).label)), name=entry.name, office=entry.owner)


def _council() -> Signature:
    return Signature(side=_("Seen by the village council"), office=role_label(Role.COUNCIL))
