"""The forms of a meeting at the desk; each that writes something down carries a key, so that it counts once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import WIB
from rembuk.meetings.entries import LONGEST_NAME, LONGEST_OWNER, LONGEST_WORDS, MOST_PEOPLE
from rembuk.meetings.states import Crowd, Method, Side
from rembuk.voices.states import Group, VoiceKind
from rembuk.web.formats import capital

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Labels = Sequence[tuple[str, object]]
NEW: Final = "new"


class Counted(forms.IntegerField):
    """A number of people, typed on the number pad of a phone."""

    def __init__(self, label: str | _StrPromise, *, required: bool = True) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric"})
        super().__init__(
            label=label,
            required=required,
            min_value=0,
            max_value=MOST_PEOPLE,
            widget=widget,
            error_messages={"required": _("Write a number; 0 for nobody."), "invalid": _("Write a number.")},
        )


class Words(forms.CharField):
    """A sentence of the minutes."""

    def __init__(self, label: _StrPromise, *, hint: str | _StrPromise = "", required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=LONGEST_WORDS,
            widget=forms.Textarea,
            error_messages={"required": _("Write it down in a sentence.")},
        )


class KeyedForm(forms.Form):
    """A form that carries its own key."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["key"].initial = uuid4()

    def offer(self, name: str, choices: Labels) -> None:
        """Set what a field can be chosen from."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # every such field has choices


class NotedForm(KeyedForm):
    """A form that becomes an entry: it says the last number that its page showed, and which phone it was kept on."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    device = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, seen: int = 0, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["after"].initial = seen


class PlanForm(KeyedForm):
    """What a meeting is to be."""

    kind = forms.ChoiceField(label=_("Which kind of meeting?"))
    region = forms.ChoiceField(label=_("In which kampung?"))
    title = forms.CharField(label=_("Title"), max_length=160, error_messages={"required": _("Give it a title.")})
    place = forms.CharField(label=_("Where?"), max_length=200, error_messages={"required": _("Say where.")})
    day = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(
        label=_("At what time?"),
        help_text=_("WIB, for example 13:30"),
        error_messages={"invalid": _("Write the time like this: 13:30.")},
    )
    has_ramp = forms.BooleanField(label=_("There is a ramp"), required=False)
    has_interpreter = forms.BooleanField(label=_("A sign language interpreter comes"), required=False)

    def __init__(self, *arguments: Any, kinds: Labels, villages: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("kind", kinds)
        self.offer("region", villages)
        self.fields["day"].widget.input_type = "date"

    @property
    def starts_at(self) -> datetime:
        """The moment it begins."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=WIB)


class GroupsForm(KeyedForm):
    """A number of people for each group; what is left empty stays as it was."""

    def __init__(self, *arguments: Any, groups: Sequence[Crowd], known: Mapping[Crowd, int], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        for group in groups:
            self.fields[group.value] = Counted(capital(str(group.label)), required=False)
            self.fields[group.value].initial = known.get(group)

    def clean(self) -> None:
        """Refuse more of a group than there are in all, where that was said."""
        most = self.cleaned_data.get(Crowd.EVERYBODY)
        for name, people in list(self.cleaned_data.items()):
            if name in Crowd.values and most and people and people > most:
                self.add_error(name, _("These are more than everybody together."))


class CountForm(NotedForm):
    """How many of each group came. What is noted stands beside its field, so that whatever is typed was counted."""

    def __init__(self, *arguments: Any, groups: Sequence[Crowd], noted: Mapping[Crowd, str], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        for group in groups:
            self.fields[group.value] = Counted(capital(str(group.label)), required=False)
            if told := noted.get(group):
                self.fields[group.value].help_text = _("Noted: %(count)s") % {"count": told}


class HeardForm(NotedForm):
    """How many of a group spoke, proposed something, and got it decided."""

    group = forms.ChoiceField(label=_("Group"))
    spoke = Counted(_("Spoke"), required=False)
    proposed = Counted(_("Proposed"), required=False)
    won = Counted(_("Decided as asked"), required=False)

    def __init__(self, *arguments: Any, groups: Sequence[Crowd], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("group", [(group.value, str(group.label)) for group in groups])


class SpeakForm(NotedForm):
    """What somebody says, in their own words."""

    words = Words(_("What was said?"), hint=_("In their own words. It gets its number at once."))
    kind = forms.ChoiceField(label=_("Kind"), choices=VoiceKind.choices, initial=VoiceKind.WISH)
    group = forms.ChoiceField(label=_("Group"), choices=[("", _("not said")), *Group.choices], required=False)
    hamlet = forms.ChoiceField(label=_("Hamlet or RT"), required=False)

    def __init__(self, *arguments: Any, hamlets: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("hamlet", [("", _("not known")), *hamlets])


class CardsForm(KeyedForm):
    """Which cards the room puts together."""

    voices = forms.MultipleChoiceField(
        label=_("Which voices ask for the same?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one voice.")},
    )
    need = forms.ChoiceField(label=_("Which need is it?"))
    title = forms.CharField(
        label=_("Title"), help_text=_("What is asked, in a few words, with the place."), max_length=120
    )
    subject = forms.ChoiceField(label=_("What is it about?"))

    def __init__(self, *arguments: Any, voices: Labels, needs: Labels, subjects: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("voices", voices)
        self.offer("need", [(NEW, _("A new need with this title")), *needs])
        self.offer("subject", subjects)


class RankForm(NotedForm):
    """How many hands or stickers a need got."""

    need = forms.ChoiceField(label=_("Need"))
    method = forms.ChoiceField(label=_("How did the room choose?"), choices=Method.choices, widget=forms.RadioSelect)
    count = Counted(_("How many?"))

    def __init__(self, *arguments: Any, needs: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("need", needs)
        self.fields["method"].initial = Method.HANDS


class DecideForm(NotedForm):
    """What is decided, and by how many."""

    words = Words(_("What is decided?"))
    in_favour = Counted(_("For"))
    against = Counted(_("Against"))
    abstained = Counted(_("Abstained"))
    need = forms.ChoiceField(label=_("About which need?"), required=False)

    def __init__(self, *arguments: Any, needs: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("need", [("", _("none")), *needs])


class ObjectForm(NotedForm):
    """Who does not agree, in their own words."""

    target = forms.ChoiceField(label=_("Against which decision?"))
    words = Words(_("The objection, in their own words"))
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME, required=False)
    wants_to_be_named = forms.BooleanField(label=_("Wants to be named in the minutes"), required=False)

    def __init__(self, *arguments: Any, decisions: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("target", decisions)

    def clean(self) -> None:
        if bool(self.cleaned_data.get("name")) != bool(self.cleaned_data.get("wants_to_be_named")):
            self.add_error("name", _("Write a name only if that person wants it, and tick that they do."))


class WordsForm(NotedForm):
    """One sentence for the minutes."""

    words = Words(_("What is to be written down?"))


class TaskForm(NotedForm):
    """What somebody will do by when."""

    words = Words(_("What will be done?"))
    owner = forms.CharField(
        label=_("Who does it?"), help_text=_("An office or a task, not a private name."), max_length=LONGEST_OWNER
    )
    due_on = forms.DateField(label=_("Until when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["due_on"].widget.input_type = "date"


class FinishForm(NotedForm):
    """What came of something that was handed out last time."""

    target = forms.ChoiceField(label=_("Which action item?"))
    words = Words(_("What came of it?"))

    def __init__(self, *arguments: Any, tasks: Labels, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("target", tasks)


class SignForm(NotedForm):
    """Who signs, and for whom."""

    side = forms.ChoiceField(label=_("For whom?"), choices=Side.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    owner = forms.CharField(
        label=_("As what?"), help_text=_("For example: delegate of Dusun 3"), max_length=LONGEST_OWNER
    )


class CloseForm(forms.Form):
    """Sealing the minutes."""

    quorum_waiver = forms.CharField(
        label=_("Why close with fewer than the rules ask?"),
        help_text=_("Only if the quorum is not reached. Everybody reads it."),
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )
    paper = forms.FileField(label=_("Photo of the sheet that was signed by hand"), required=False)
