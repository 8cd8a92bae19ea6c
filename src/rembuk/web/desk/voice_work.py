"""What may be done with one voice now, by whoever has it in hand: forms and deeds, the usual thing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rembuk.kernel.codes import NotACode
from rembuk.people.models import Person
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import Outcome, Rules
from rembuk.regions.queries import localities_of
from rembuk.voices import actions
from rembuk.voices.models import Need, Objection, Voice
from rembuk.voices.permissions import (
    REPLIED_TO,
    may_answer_voice,
    may_check_voice,
    may_decline_voice,
    may_merge_voice,
    may_reopen_voice,
    may_settle_objection,
    may_tidy_voice,
    may_withhold_voice,
)
from rembuk.voices.queries import NeedRow, need_by_code, similar_needs
from rembuk.voices.reasons import reasons_allowing
from rembuk.voices.states import (
    VOICE_STATES,
    VoiceState,
)
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.forms import LATER, NEW, JoinForm, NoForm, ReasonForm, SentenceForm, SettleForm, TidyForm, WhyForm
from rembuk.web.desk.queues import shortened
from rembuk.web.desk.suggesting import likely_subject
from rembuk.web.formats import language
from rembuk.web.needs.subjects import subject_labels
from rembuk.web.speak.places import named_locality

MOST_ALIKE = 4
LONGEST_PROPOSAL = 70


@dataclass
class Work:
    """A voice in somebody's hands: what they may do with it now."""

    voice: Voice
    person: Person | None

    @cached_property
    def rules(self) -> Rules:
        """The rules in force."""
        return rules_at(self.voice.programme, now())

    @cached_property
    def objection(self) -> Objection | None:
        """What its sender objects to, while nobody has replied."""
        return Objection.objects.filter(voice=self.voice, settled_at__isnull=True).first()

    @cached_property
    def alike(self) -> list[NeedRow]:
        """The needs that read most like it, of those it may be joined to."""
        said = f"{self.voice.title} {self.voice.words}"
        found = similar_needs(said, self.voice.region_number, limit=MOST_ALIKE)
        own = self.voice.need.code if self.voice.need else ""
        return [need for need in found if need.code != own]

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        voice, person, at = self.voice, self.person, now()
        if voice.state == VoiceState.HELD and may_check_voice(person, voice, at=at):
            yield Deed("release", _("Nothing wrong: let it go on"), _("let go on"), NoForm, self._release, "primary")
        if self.objection and may_settle_objection(person, self.objection, at=at):
            settle = partial(self._settle, self.objection)
            yield Deed("settle", _("Reply to the objection"), _("replied to"), SettleForm, settle, "primary")
        may_tidy = may_tidy_voice(person, voice, at=at)
        if may_tidy:
            yield from self._sorting()
        if voice.state == VoiceState.TIDIED:
            yield from self._deciding()
        if may_tidy and voice.state in {VoiceState.TIDIED, VoiceState.MERGED}:
            yield Deed("tidy", _("Tidy once more"), _("tidied"), self._tidy_form, self._tidy)
        yield from self._taking_back()

    def _taking_back(self) -> Iterator[Deed]:
        voice, person, at = self.voice, self.person, now()
        if voice.state in {VoiceState.ANSWERED, VoiceState.DECLINED} and may_reopen_voice(person, voice, at=at):
            yield Deed("reopen", _("Take it up again"), _("taken up again"), WhyForm, self._reopen)
        if voice.need and may_merge_voice(person, voice, voice.need, at=at):
            yield Deed("part", _("Take it out of its need"), _("taken out of its need"), WhyForm, self._part)
        if may_withhold_voice(person, voice, at=at):
            yield from self._withholding()

    def _sorting(self) -> Iterator[Deed]:
        state = self.voice.state
        if state == VoiceState.RECEIVED:
            yield Deed("tidy", _("Tidy"), _("tidied"), self._tidy_form, self._tidy, "primary")
        if state == VoiceState.TIDIED and self.voice.kind not in REPLIED_TO:
            yield Deed("join", _("Join"), _("joined"), self._join_form, self._join, "primary")

    def _deciding(self) -> Iterator[Deed]:
        if may_answer_voice(self.person, self.voice, at=now()):
            yield Deed("answer", _("Give the answer"), _("answered"), SentenceForm, self._answer, "primary")
        if may_decline_voice(self.person, self.voice, at=now()):
            form = self._reason_form(Outcome.DECLINED)
            yield Deed("decline", _("Decline with a reason"), _("declined"), form, self._decline, "danger")

    def _withholding(self) -> Iterator[Deed]:
        state = VoiceState(self.voice.state)
        if state == VoiceState.WITHHELD:
            yield Deed("show", _("Show it again"), _("shown again"), WhyForm, self._show)
        elif VOICE_STATES.allows(state, VoiceState.WITHHELD):
            form = self._reason_form(Outcome.WITHHELD)
            yield Deed("withhold", _("Do not show it"), _("withheld"), form, self._withhold, "danger")

    # --- the forms -------------------------------------------------------------------------------------------------

    def _reason_form(self, outcome: Outcome) -> Any:  # Any: a form's maker.
        reasons = reasons_allowing(self.voice.programme, outcome, at=now())
        return partial(ReasonForm, reasons=reasons, language=language())

    def _needs(self) -> list[tuple[str, str]]:
        return [(need.code, f"{need.title} · {need.code} · {self._counted(need)}") for need in self.alike]

    def _counted(self, need: NeedRow) -> str:
        return _("%(count)s voices") % {"count": need.voice_count + need.support_count}

    def _join_form(self, data: Any = None, **options: Any) -> forms.Form:  # Any: Django's own form arguments.
        return JoinForm(data, needs=self._needs(), may_wait=False, **options)

    def _tidy_form(self, data: Any = None, **options: Any) -> forms.Form:  # Any: Django's own form arguments.
        voice = self.voice
        joins = voice.state != VoiceState.MERGED and voice.kind not in REPLIED_TO
        localities = list(localities_of(voice.region))
        place = voice.locality or named_locality(voice.words, localities)
        initial = {
            "title": voice.title or shortened(voice.shown_words, LONGEST_PROPOSAL),
            "subject": voice.subject or likely_subject(voice.words, self.rules),
            "locality": str(place.pk) if place else "",
            "words": voice.tidied_words,
            "about_office": voice.about_office,
        }
        form = TidyForm(
            data,
            initial=initial,
            subjects=subject_labels(self.rules, language()),
            localities=localities,
            needs=self._needs() if joins else [],
            may_wait=True,
            start="" if joins and self.alike else NEW if joins else LATER,
            **options,
        )
        if not joins:
            form.fields["join"].widget = forms.HiddenInput()
            form.fields["other"].widget = forms.HiddenInput()
        return form

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _release(self, _said: Cleaned) -> None:
        actions.release_voice(self.voice, by=self.person, at=now())

    def _settle(self, objection: Objection, said: Cleaned) -> None:
        actions.settle_objection(objection, said["sentence"], by=self.person, at=now())

    @transaction.atomic
    def _tidy(self, said: Cleaned) -> None:
        locality = next((one for one in localities_of(self.voice.region) if str(one.pk) == said["locality"]), None)
        actions.tidy_voice(
            self.voice,
            said["title"],
            said["words"],
            said["subject"],
            locality,
            about_office=said["about_office"],
            by=self.person,
            at=now(),
        )
        if self.voice.state == VoiceState.TIDIED and (said["other"] or said["join"] != LATER):
            self._join(said)

    def _join(self, said: Cleaned) -> None:
        if said["join"] == NEW and not said["other"]:
            actions.open_need(self.voice, self.voice.title, by=self.person, at=now())
            return
        actions.merge_voice(self.voice, _need(said["other"] or said["join"]), by=self.person, at=now())

    def _answer(self, said: Cleaned) -> None:
        actions.answer_voice(self.voice, said["sentence"], said["next_step"], by=self.person, at=now())

    def _decline(self, said: Cleaned) -> None:
        actions.decline_voice(self.voice, said["reason"], said["sentence"], said["next_step"], by=self.person, at=now())

    def _reopen(self, said: Cleaned) -> None:
        actions.reopen_voice(self.voice, said["why"], by=self.person, at=now())

    def _part(self, said: Cleaned) -> None:
        actions.undo_merge(self.voice, said["why"], by=self.person, at=now())

    def _withhold(self, said: Cleaned) -> None:
        actions.withhold_voice(
            self.voice, said["reason"], said["sentence"], said["next_step"], by=self.person, at=now()
        )

    def _show(self, said: Cleaned) -> None:
        actions.show_voice(self.voice, said["why"], by=self.person, at=now())


def _need(code: str) -> Need:
    try:
        return need_by_code(code)
    except (NotACode, Need.DoesNotExist) as error:
        raise actions.CannotJoin(code) from error
