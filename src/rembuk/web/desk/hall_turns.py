"""Who wants to speak in a hall, and giving them the floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.meetings.entries import BadEntry
from rembuk.meetings.models import Entry
from rembuk.meetings.speaking import heard_groups, unheard_of, waiting_to_speak
from rembuk.meetings.states import Crowd, EntryKind
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.hall_forms import Labels, NotedForm
from rembuk.web.formats import capital
from rembuk.web.meetings.showing import Shown

if TYPE_CHECKING:
    from rembuk.web.desk.hall_work import Work


class AskForm(NotedForm):
    """Of which group somebody is who wants to speak."""

    group = forms.ChoiceField(label=gettext_lazy("Who wants to speak?"))

    def __init__(self, *arguments: Any, groups: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("group", groups)


class Turn(forms.TypedChoiceField):
    """Somebody who asked; those whom only the phone knows yet are not among the choices of its page."""

    def valid_value(self, value: Any) -> bool:  # Any: Django's own.
        """Leave it to the deed to find them."""
        return bool(value)


class FloorForm(NotedForm):
    """Who speaks now."""

    target = Turn(
        label=gettext_lazy("Who speaks now?"),
        help_text=gettext_lazy("In the order of asking; the rules say who comes first."),
        coerce=UUID,
        error_messages={"required": gettext_lazy("Choose who speaks.")},
    )

    def __init__(self, *arguments: Any, turns: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("target", turns)


def turn_deeds(work: Work, groups: Sequence[Crowd]) -> Iterator[Deed]:
    """Yield asking for the floor and giving it, which phones may do without a signal."""
    people = [(group.value, capital(str(group.label))) for group in groups if group is not Crowd.EVERYBODY]
    ask, floor = partial(AskForm, groups=people), partial(FloorForm, turns=_turns(work.shown))
    done = _("The speaker is on the list."), _("The speaker has the floor.")
    yield Deed("ask", _("Put on the speakers' list"), done[0], ask, partial(_ask, work), "primary", is_kept=True)
    yield Deed("floor", _("Give the floor"), done[1], floor, partial(_floor, work), "primary", is_kept=True)


def _turns(shown: Shown) -> Labels:
    waiting = waiting_to_speak(shown.entries, shown.kind.speak_first)
    return [(str(one.key), speaker_called(one)) for one in waiting] or [("", _("Nobody waits to speak"))]


def _ask(work: Work, said: Cleaned) -> None:
    work.write(said, EntryKind.ASKED, group=Crowd(said["group"]))


def _floor(work: Work, said: Cleaned) -> None:
    asked = {one.key: one for one in work.shown.entries if one.kind == EntryKind.ASKED}
    if said["target"] not in asked:
        raise BadEntry("nobody asked for the floor under this key")
    work.write(said, EntryKind.FLOOR, target=asked[said["target"]])


def speaker_called(entry: Entry) -> str:
    """Return what somebody on the list is called: by their group, never by name."""
    return capital(str(Crowd(entry.group).label))


def told_speakers(shown: Shown) -> list[str]:
    """Return who speaks next, in their order."""
    return [speaker_called(one) for one in waiting_to_speak(shown.entries, shown.kind.speak_first)]


def speakers_for_phones(shown: Shown, groups: Sequence[Crowd]) -> dict[str, object]:
    """Return what a phone needs to keep the list without a signal."""
    return {
        "first": shown.kind.speak_first,
        "heard": sorted(heard_groups(shown.entries)),
        "waiting": [{"key": str(one.key), "group": one.group} for one in unheard_of(shown.entries)],
        "labels": {group.value: capital(str(group.label)) for group in groups},
        "nobody": _("Nobody waits to speak"),
    }
