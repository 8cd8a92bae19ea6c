"""The forms of a round at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.codes import NotACode
from rembuk.kernel.periods import WIB
from rembuk.meetings.models import Entry
from rembuk.plans.models import PlanItem
from rembuk.plans.queries import item_by_code, need_with_item
from rembuk.plans.states import Fund
from rembuk.priorities.counting import CountRule
from rembuk.priorities.drafts import NotARound, RoundDraft, VotingDraft
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import RoundOption
from rembuk.priorities.states import Way
from rembuk.programmes.criteria import CriterionRule
from rembuk.regions.models import Region
from rembuk.voices.models import Need
from rembuk.web.amounts import Amount
from rembuk.web.formats import language

FUNDS: Final = (Fund.DDS, Fund.ADD, Fund.PAD, Fund.KAB)
MORNING: Final = time(8, 0)
HEAVIEST: Final = 10


def day_field(label: Any) -> forms.DateField:  # Any: a lazy text.
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say on which day."), "invalid": _("This is no day.")},
    )


def morning_of(day: date) -> datetime:
    """Return the moment at which offices open."""
    return datetime.combine(day, MORNING, tzinfo=WIB)


class RoundForm(forms.Form):
    """A round that is opened."""

    region = forms.ChoiceField(label=_("Where?"), error_messages={"required": _("Choose the place.")})
    title = forms.CharField(
        label=_("What is it called?"), max_length=160, error_messages={"required": _("Give it a name.")}
    )
    year = forms.IntegerField(label=_("For the plan of which year?"), min_value=2020, max_value=2200)
    way = forms.ChoiceField(label=_("How is it decided?"), choices=Way.choices, widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, places: Sequence[Region], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["region"].choices = [(one.code, one.name) for one in places]  # type: ignore[attr-defined]
        for fund in FUNDS:
            label = _("Money from: %(fund)s") % {"fund": fund.label}
            self.fields[fund] = Amount(label=label, required=False, least=0)
        self.fields["scores_end"] = day_field(_("Scores are taken until"))
        self.fields["result"] = day_field(_("The result is due"))

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the round together; without money, or with its days the wrong way round, it is none."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        try:
            said["draft"] = RoundDraft(
                title=said["title"],
                year=said["year"],
                way=Way(said["way"]),
                funds={fund: said[fund] for fund in FUNDS if said[fund] is not None},
                scores_end_at=morning_of(said["scores_end"]),
                result_at=morning_of(said["result"]),
            )
        except NotARound:
            raise forms.ValidationError(_("A round needs money, and its result comes after the scores.")) from None
        return said


class OptionForm(forms.Form):
    """What may be chosen."""

    code = forms.CharField(
        label=_("Number of the need or plan item"),
        help_text=_("For example KB-7KQ2M or RN-4T8XA."),
        max_length=20,
        error_messages={"required": _("Write its number.")},
    )
    cost = Amount(label=_("Cost in rupiah"), least=0)
    source = forms.CharField(
        label=_("Who says so?"),
        help_text=_("Where the price comes from, for example the price standard of 2026."),
        max_length=200,
        error_messages={"required": _("Write where the price comes from.")},
    )

    def clean_code(self) -> Need | PlanItem:
        """Return the need or item with this number."""
        text = self.cleaned_data["code"]
        try:
            return item_by_code(text)
        except NotACode:
            raise forms.ValidationError(_("This is no number. Compare it with the page.")) from None
        except PlanItem.DoesNotExist:
            pass
        try:
            return need_with_item(text)[0]
        except Need.DoesNotExist:
            raise forms.ValidationError(_("Nothing has this number.")) from None


class WeightsForm(forms.Form):
    """How much each criterion of the library counts; empty counts for nothing."""

    def __init__(
        self, *arguments: Any, library: Iterable[CriterionRule], known: Mapping[str, int], **options: Any
    ) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        for one in library:
            self.fields[one.key] = forms.IntegerField(
                label=one.label.in_language(language()),
                help_text=one.question.in_language(language()),
                min_value=1,
                max_value=HEAVIEST,
                required=False,
                initial=known.get(one.key),
            )


class DecisionForm(forms.Form):
    """A decision in the minutes that says so: only those that name what it is about, where that is known."""

    decision = forms.ChoiceField(
        label=_("Which decision in the minutes says so?"), error_messages={"required": _("Choose the decision.")}
    )

    def __init__(self, *arguments: Any, decisions: Iterable[Entry], named: str, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        naming = [(str(one.pk), f"{one.meeting.code}: {one.words[:80]}") for one in decisions if named in one.words]
        chosen = self.fields["decision"]
        chosen.choices = [("", "—"), *naming]  # type: ignore[attr-defined]  # of a ChoiceField
        if named and not naming:
            chosen.help_text = _("No decision names %(named)s yet. A meeting decides first.") % {"named": named}


class DeviationForm(DecisionForm):
    """Where the forum decides otherwise, and why."""

    field_order = ("option", "why", "decision")

    option = forms.ChoiceField(label=_("Which wish?"), error_messages={"required": _("Choose the wish.")})
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads it."),
        max_length=500,
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, *arguments: Any, options_here: Iterable[RoundOption], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, named="", **options)
        self.fields["option"].choices = titles_of(options_here)  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["decision"].help_text = _("Its words must name the number of the wish.")


class ScoreForm(forms.Form):
    """One score with its evidence."""

    option = forms.ChoiceField(label=_("Which wish?"), error_messages={"required": _("Choose the wish.")})
    criterion = forms.ChoiceField(
        label=_("By which criterion?"), error_messages={"required": _("Choose the criterion.")}
    )
    value = forms.CharField(
        label=_("What was found?"), max_length=60, error_messages={"required": _("Write what was found.")}
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("Everybody reads it."),
        max_length=500,
        error_messages={"required": _("Write what you looked at.")},
    )

    def __init__(
        self, *arguments: Any, options_here: Iterable[RoundOption], criteria: Iterable[CriterionRule], **options: Any
    ) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        known = list(criteria)
        self.fields["option"].choices = titles_of(options_here)  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["criterion"].choices = [  # type: ignore[attr-defined]  # as above
            ("", "—"), *((one.key, one.label.in_language(language())) for one in known)
        ]  # fmt: skip
        self.fields["value"].help_text = " ".join(_how_to_say(one) for one in known)


MOST_MARKS: Final = 1_000


class VotingForm(forms.Form):
    """The vote of a round."""

    title = forms.CharField(label=_("What is asked?"), max_length=160, error_messages={"required": _("Write it.")})
    kind = forms.ChoiceField(label=_("How do residents vote?"), choices=BallotKind.choices, widget=forms.RadioSelect)
    most = forms.IntegerField(
        label=_("How many wishes or points on a ballot at most?"),
        help_text=_("Leave it empty where residents fill the budget: then it is as much as its money pays for."),
        min_value=1,
        max_value=MOST_MARKS,
        required=False,
    )
    rule = forms.ChoiceField(label=_("How is it counted?"), choices=CountRule.choices, widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        for name, label in (
            ("objections_end", _("Objections to the roll until")),
            ("opens", _("Voting opens")),
            ("closes", _("Voting closes")),
        ):
            self.fields[name] = day_field(label)

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the vote together; its days follow each other."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") != BallotKind.KNAPSACK and "most" in said and said["most"] is None:
            self.add_error("most", _("Write how many."))
        if self.errors:
            return said
        moments = [morning_of(said[name]) for name in ("objections_end", "opens", "closes")]
        if sorted(moments) != moments or moments[1] == moments[2]:
            raise forms.ValidationError(_("The days of a vote follow each other."))
        said["draft"] = VotingDraft(
            said["title"], BallotKind(said["kind"]), said["most"] or 0, CountRule(said["rule"]), *moments
        )
        return said


def titles_of(options: Iterable[RoundOption]) -> list[tuple[str, str]]:
    """Return options to choose from, the empty choice first."""
    return [("", "—"), *((one.key, f"{one.code} {one.title}") for one in options)]


def _how_to_say(criterion: CriterionRule) -> str:
    label = criterion.label.in_language(language())
    if criterion.stretch:
        return f"{label}: 0, 1, 2 … ({criterion.stretch.unit.in_language(language())})."
    return f"{label}: {', '.join(mark.key for mark in criterion.marks)}."
