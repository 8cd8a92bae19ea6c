"""What follows from the decisions of closed minutes: into the plan, not now, or no, with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.journeys.adopt import Signers
from rembuk.journeys.adopt_minutes import Consequence, Follow, adopt_minutes, decisions_that_wait
from rembuk.kernel.periods import local_day
from rembuk.meetings.models import Entry
from rembuk.plans.permissions import may_take_up_need
from rembuk.plans.queries import item_of_need
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import Outcome, Reason
from rembuk.voices.models import Need
from rembuk.voices.permissions import may_refuse_need
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.queues import shortened
from rembuk.web.formats import language

if TYPE_CHECKING:
    from rembuk.web.desk.hall_work import Work

OUTCOMES = {Consequence.WAIT: Outcome.POSTPONED, Consequence.DECLINE: Outcome.DECLINED}
WAYS = (
    (Consequence.PLAN.value, gettext_lazy("Into the yearly plan: it is examined next")),
    (Consequence.WAIT.value, gettext_lazy("Not now, for a reason")),
    (Consequence.DECLINE.value, gettext_lazy("No, for a reason")),
)
LONGEST_SENTENCE = 1_000


class FollowForm(forms.Form):
    """What was decided about a need, and why where it is refused."""

    way = forms.ChoiceField(
        label=gettext_lazy("What was decided?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what was decided.")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason, where it is refused"),
        required=False,
    )
    sentence = forms.CharField(
        label=gettext_lazy("Why, in your words"),
        help_text=gettext_lazy("Leave it empty and people read the words of the decision."),
        max_length=LONGEST_SENTENCE,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *arguments: Any, reasons: Sequence[Reason], is_verified: bool, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.reasons = {one.code: one for one in reasons}
        told = [(one.code, one.label.in_language(language())) for one in reasons]
        # A verified item needs its line, which is written on the page of the plan.
        self.fields["way"].choices = WAYS[1:] if is_verified else WAYS  # type: ignore[attr-defined]  # both have choices
        self.fields["reason"].choices = [("", "–"), *told]  # type: ignore[attr-defined]  # both have choices

    def clean(self) -> dict[str, Any]:  # Any: as Django has it.
        """A refusal has a reason that the rules allow for it."""
        said = super().clean() or {}
        reason = self.reasons.get(said.get("reason", ""))
        outcome = OUTCOMES.get(said.get("way", ""))
        if outcome and (reason is None or outcome not in reason.allows):
            self.add_error("reason", _("Choose a reason that fits."))
        return said


def follow_deeds(work: Work) -> Iterator[Deed]:
    """Yield one deed for each decision whose need does not show yet what became of it."""
    for decision in decisions_that_wait(work.meeting):
        need = decision.need
        if need is None or not _may_follow(work, need):
            continue
        reasons = [one for one in rules_at(need.programme, now()).reasons if set(OUTCOMES.values()) & set(one.allows)]
        form = partial(FollowForm, reasons=reasons, is_verified=item_of_need(need) is not None)
        label = _("What follows: %(words)s") % {"words": shortened(decision.words)}
        do = partial(_follow, work, decision)
        yield Deed(f"follow{decision.number}", label, _("Everybody who asked can read it now."), form, do, "primary")


def _may_follow(work: Work, need: Need) -> bool:
    return may_take_up_need(work.person, need, at=now()) and may_refuse_need(work.person, need, at=now())


def _follow(work: Work, decision: Entry, said: Cleaned) -> None:
    follow = Follow(Consequence(said["way"]), said["reason"], said["sentence"])
    next_year = local_day(now()).year + 1
    by = Signers(work.person, work.person)
    adopt_minutes(work.meeting, {decision.number: follow}, next_year, by=by, at=now())
