"""A work in somebody's hands: what they may do on it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from secrets import token_hex
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rembuk.journeys.disputes import judge_work
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.projects import actions
from rembuk.projects.bills import sum_of
from rembuk.projects.models import BillRow, Draw, Handover, Measurement, Project, WorkChange
from rembuk.projects.permissions import (
    LOOKERS,
    MEASURERS,
    PREPARERS,
    may_add_work_photo,
    may_announce_witnesses,
    may_ask_for_change,
    may_decide_change,
    may_finish_project,
    may_halt_project,
    may_hold_draw,
    may_look_at_work,
    may_measure_work,
    may_name_team_member,
    may_offer_handover,
    may_record_delivery,
    may_record_purchase,
    may_settle_handover,
    may_start_project,
    may_write_bill,
)
from rembuk.projects.queries import (
    Reach,
    bill_of,
    change_waiting,
    handover_of,
    looks_at,
    measurements_of,
    reach_of,
    witness_draw_of,
)
from rembuk.projects.states import FINISHED, DrawState, Duty, PhotoMoment, ProjectState, Verdict
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.forms import NoForm, WhyForm
from rembuk.web.desk.works import forms, measuring
from rembuk.web.desk.works.buying import PurchaseForm
from rembuk.web.desk.works.comparing import comparing_deeds
from rembuk.web.desk.works.photos import keep_photo

SITE = tuple(dict.fromkeys((*PREPARERS, *MEASURERS, *LOOKERS, Role.HEAD)))


@dataclass
class Site:
    """One work and whoever looks at it."""

    project: Project
    person: Person | None

    @cached_property
    def bill(self) -> list[BillRow]:
        """The rows of the bill."""
        return list(bill_of(self.project))

    @cached_property
    def latest(self) -> Measurement | None:
        """What was measured last."""
        return measurements_of(self.project).last()

    @cached_property
    def reach(self) -> Reach:
        """How far the work is."""
        return reach_of(self.project)

    @cached_property
    def change(self) -> WorkChange | None:
        """The change that waits for somebody's decision."""
        return change_waiting(self.project)

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        state = self.project.state
        if state == ProjectState.PREPARED:
            yield from self._preparing()
        if state == ProjectState.STARTED:
            yield from self.looking()
            yield from self._measuring()
            yield from self._finishing()
        if state in {ProjectState.PREPARED, ProjectState.STARTED}:
            yield from self._drawing()
        if state in {ProjectState.STARTED, ProjectState.HALTED}:
            yield from self._receiving()
            yield from self._changing()
            yield from self._halting()
        if state not in FINISHED and may_record_purchase(self.person, self.project, at=now()):
            label = _("Write down a purchase and its offers")
            yield Deed("purchase", label, _("written down"), PurchaseForm, self._purchase)
        if state == ProjectState.DONE:
            yield from self._handing_over()
        yield from comparing_deeds(self.project, self.person, self.handover)
        if state != ProjectState.HANDED_OVER and may_add_work_photo(self.person, self.project, at=now()):
            yield Deed("photo", _("Add a photo or a drawing"), _("the picture is shown"), forms.PhotoForm, self._photo)

    def _preparing(self) -> Iterator[Deed]:
        project, person = self.project, self.person
        if may_write_bill(person, project, at=now()):
            yield Deed("bill", _("Add a row to the bill"), _("added"), forms.BillRowForm, self._bill, "primary")
        if may_name_team_member(person, project, at=now()):
            yield Deed("member", _("Name somebody of the team"), _("named"), forms.MemberForm, self._member)
        if self.bill and may_write_bill(person, project, at=now()):
            form = partial(forms.StrikeForm, rows=bill_of(project))
            yield Deed("strike", _("Strike a row of the bill"), _("struck"), form, self._strike)
        if self.bill and may_start_project(person, project, at=now()):
            is_low, is_undrawn = sum_of(self.bill).is_low_on_wages, self.draw is None
            starting = partial(forms.StartForm, is_low_on_wages=is_low, is_undrawn=is_undrawn)
            yield Deed("start", _("Let the work begin"), _("the work begins"), starting, self._start, "primary")

    def looking(self) -> Iterator[Deed]:
        """Yield what whoever may look does now: staff, or a resident drawn by lot."""
        if self.project.state != ProjectState.STARTED:
            return
        if self.latest and self.has_not_looked and may_look_at_work(self.person, self.latest, at=now()):
            form = partial(measuring.LookForm, measurement=self.latest)
            yield Deed("look", _("Say what you saw there"), _("written down"), form, self._look, "primary")

    @cached_property
    def has_not_looked(self) -> bool:
        """Has this person said nothing yet of what was measured last?"""
        return not looks_at(self.project).filter(measurement=self.latest, looked_by=self.person).exists()

    @cached_property
    def draw(self) -> Draw | None:
        """The draw of residents who look at the work."""
        return witness_draw_of(self.project)

    def _drawing(self) -> Iterator[Deed]:
        can_begin = self.draw is None and self.latest is None
        if can_begin and may_announce_witnesses(self.person, self.project, at=now()):
            label, done = _("Announce a draw of residents who look"), _("announced; somebody else draws")
            yield Deed("witnesses", label, done, NoForm, self._announce)
        waits = self.draw is not None and self.draw.state == DrawState.ANNOUNCED
        if waits and self.draw and may_hold_draw(self.person, self.draw, at=now()):
            yield Deed("draw", _("Draw the residents"), _("drawn"), forms.WordForm, self._draw, "primary")

    def _measuring(self) -> Iterator[Deed]:
        if may_measure_work(self.person, self.project, at=now()):
            form = partial(measuring.MeasureForm, project=self.project)
            label, done = _("Write down how much stands"), _("measured; others look at it now")
            yield Deed("measure", label, done, form, self._measure, "primary")

    def _receiving(self) -> Iterator[Deed]:
        if self.bill and may_record_delivery(self.person, self.bill[0], at=now()):
            form = partial(measuring.DeliveryForm, rows=bill_of(self.project))
            yield Deed("delivery", _("Write down goods that came"), _("written down"), form, self._delivery)

    def _finishing(self) -> Iterator[Deed]:
        is_seen = self.reach.seen >= self.project.volume and not self.reach.is_disputed
        if is_seen and may_finish_project(self.person, self.project, at=now()):
            yield Deed("finish", _("Call it done"), _("finished and checked"), NoForm, self._finish, "primary")

    def _changing(self) -> Iterator[Deed]:
        if self.change and may_decide_change(self.person, self.change, at=now()):
            yield Deed("agree", _("Agree to the change"), _("agreed"), forms.AgreeForm, self._agree, "primary")
            yield Deed("refuse", _("Refuse the change"), _("refused"), WhyForm, self._refuse)
        if self.change is None and may_ask_for_change(self.person, self.project, at=now()):
            yield Deed("delay", _("Report a delay"), _("asked for"), forms.DelayForm, self._ask)
            form = partial(forms.ChangeForm, project=self.project)
            yield Deed("change", _("Ask for another size or cost"), _("asked for"), form, self._ask)

    def _halting(self) -> Iterator[Deed]:
        if not may_halt_project(self.person, self.project, at=now()):
            return
        if self.project.state == ProjectState.STARTED:
            yield Deed("halt", _("Halt the work"), _("halted"), WhyForm, self._halt, "danger")
        else:
            yield Deed("resume", _("Let the work go on"), _("the work goes on"), NoForm, self._resume, "primary")

    @cached_property
    def handover(self) -> Handover | None:
        """The handover that waits or was taken over."""
        return handover_of(self.project)

    def _handing_over(self) -> Iterator[Deed]:
        if self.handover is None and may_offer_handover(self.person, self.project, at=now()):
            label, done = _("Hand it over to those who care for it"), _("offered; the council takes it over")
            yield Deed("offer", label, done, forms.HandoverForm, self._offer, "primary")
        if self.handover and may_settle_handover(self.person, self.handover, at=now()):
            yield Deed("take", _("Take it over for residents"), _("handed over"), NoForm, self._take, "primary")
            yield Deed("back", _("Send the handover back"), _("sent back"), WhyForm, self._back)

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _bill(self, said: Cleaned) -> None:
        actions.write_bill(self.project, [said["draft"]], by=self.person, at=now())

    def _strike(self, said: Cleaned) -> None:
        row: BillRow = said["row"]
        row.project = self.project
        actions.strike_bill_row(row, said["why"], by=self.person, at=now())

    def _member(self, said: Cleaned) -> None:
        name, duty, interest = said["name"], Duty(said["duty"]), said["interest"]
        actions.name_team_member(self.project, name, duty, interest, key=said["key"], by=self.person, at=now())

    def _purchase(self, said: Cleaned) -> None:
        actions.record_purchase(self.project, said["draft"], key=said["key"], by=self.person, at=now())

    def _start(self, said: Cleaned) -> None:
        whys = said.get("low_wage", ""), said.get("unwitnessed", "")
        actions.start_project(self.project, *whys, by=self.person, at=now())

    def _announce(self, _said: Cleaned) -> None:
        actions.announce_witnesses(self.project, token_hex(32), by=self.person, at=now())

    def _draw(self, said: Cleaned) -> None:
        if self.draw is None:
            raise MovedMeanwhile(f"No draw of {self.project.code} waits.")
        self.draw.project = self.project
        actions.hold_draw(self.draw, said["word"], by=self.person, at=now())

    def _look(self, said: Cleaned) -> None:
        if self.latest is None or self.latest.pk != said["measurement"]:
            raise MovedMeanwhile(f"{self.project.code} was measured again.")
        self.latest.project = self.project
        judge_work(self.latest, Verdict(said["verdict"]), said["words"], by=self.person, at=now())
        if said["photo"]:
            self._show(said["photo"], said["key"], _moment_of(self.project, self.latest.amount), said["words"][:160])

    def _measure(self, said: Cleaned) -> None:
        amount, words = said["amount"], said["words"]
        actions.measure_work(self.project, amount, words, said["key"], said["sides"], by=self.person, at=now())
        if said["photo"]:
            self._show(said["photo"], said["key"], _moment_of(self.project, amount), words[:160])

    def _delivery(self, said: Cleaned) -> None:
        row: BillRow = said["row"]
        row.project = self.project
        actions.record_delivery(row, said["quantity"], said["words"], key=said["key"], by=self.person, at=now())

    def _photo(self, said: Cleaned) -> None:
        self._show(said["photo"], said["key"], PhotoMoment(said["taken"]), said["words"])

    def _show(self, sent: UploadedFile[bytes], key: UUID, taken: PhotoMoment, words: str) -> None:
        photo = keep_photo(sent, key, by=self.person, at=now())
        actions.add_work_photo(self.project, photo, taken, words, by=self.person, at=now())

    def _finish(self, _said: Cleaned) -> None:
        actions.finish_project(self.project, by=self.person, at=now())

    def _offer(self, said: Cleaned) -> None:
        actions.offer_handover(self.project, said["draft"], key=said["key"], by=self.person, at=now())

    def _take(self, _said: Cleaned) -> None:
        actions.take_over(self._offered(), by=self.person, at=now())

    def _back(self, said: Cleaned) -> None:
        actions.send_back_handover(self._offered(), said["why"], by=self.person, at=now())

    def _offered(self) -> Handover:
        if self.handover is None:
            raise MovedMeanwhile(f"No handover of {self.project.code} waits.")
        self.handover.project = self.project
        return self.handover

    def _ask(self, said: Cleaned) -> None:
        actions.ask_for_change(self.project, said["draft"], key=said["key"], by=self.person, at=now())

    def _agree(self, said: Cleaned) -> None:
        actions.agree_to_change(self._waiting(), said["answer"], by=self.person, at=now())

    def _refuse(self, said: Cleaned) -> None:
        actions.refuse_change(self._waiting(), said["why"], by=self.person, at=now())

    def _waiting(self) -> WorkChange:
        if self.change is None:
            raise MovedMeanwhile(f"No change of {self.project.code} waits.")
        self.change.project = self.project
        return self.change

    def _halt(self, said: Cleaned) -> None:
        actions.halt_project(self.project, said["why"], by=self.person, at=now())

    def _resume(self, _said: Cleaned) -> None:
        actions.resume_project(self.project, by=self.person, at=now())


def _moment_of(project: Project, amount: object) -> PhotoMoment:
    return PhotoMoment.AFTER if amount == project.volume else PhotoMoment.DURING if amount else PhotoMoment.BEFORE
