"""Picking between counts of two devices that did not know of one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.meetings.conflicts import Conflict
from rembuk.meetings.minutes import Minutes
from rembuk.meetings.models import Entry
from rembuk.meetings.states import Crowd, EntryKind, Measure
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.hall_forms import Labels, NotedForm
from rembuk.web.formats import capital

if TYPE_CHECKING:
    from rembuk.web.desk.hall_work import Work


class PickForm(NotedForm):
    """Which of the counts is right."""

    count = forms.TypedChoiceField(
        label=gettext_lazy("Which count is right?"),
        help_text=gettext_lazy("Two devices counted differently. If neither is right, count again."),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pick one, or count again.")},
    )

    def __init__(self, *arguments: Any, counts: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("count", counts)


def pick_deeds(work: Work) -> Iterator[Deed]:
    """Yield one deed for each contradiction; picking is one more count, by somebody who has seen them all."""
    for conflict in work.shown.minutes.conflicts:
        label = _("Pick a count: %(what)s") % {"what": what_is_counted(conflict.entry)}
        form = partial(PickForm, counts=[(str(count), str(count)) for count in conflict.counts])
        key, do = f"pick{conflict.entry.number}", partial(_pick, work, conflict.entry)
        yield Deed(key, label, _("The count is picked."), form, do, "primary", is_kept=True)


def _pick(work: Work, entry: Entry, said: Cleaned) -> None:
    names = ("group", "measure") if entry.kind == EntryKind.COUNTED else ("need", "method")
    work.write(said, EntryKind(entry.kind), count=said["count"], **{name: getattr(entry, name) for name in names})


def what_is_counted(entry: Entry) -> str:
    """Return what an entry counts, in words."""
    if entry.need is not None:
        return f"{entry.need.title}, {entry.get_method_display()}"
    return capital(f"{Crowd(entry.group).label}, {Measure(entry.measure).label}")


def told_conflicts(minutes: Minutes) -> list[tuple[str, str]]:
    """Return what was counted differently, with all that was counted."""
    return [(what_is_counted(one.entry), _either(one)) for one in minutes.conflicts]


def noted_of(minutes: Minutes) -> Mapping[Crowd, str]:
    """Return what was counted of those who came, all of it where two devices contradict each other."""
    known = {group: str(people) for (group, measure), people in minutes.counts.items() if measure is Measure.CAME}
    disputed = (one for one in minutes.conflicts if one.entry.measure == Measure.CAME)
    return known | {Crowd(one.entry.group): _either(one) for one in disputed}


def _either(conflict: Conflict) -> str:
    return " / ".join(str(count) for count in conflict.counts)
