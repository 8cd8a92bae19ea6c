"""The forms of the money at the desk; each carries a key, so that what is sent twice counts once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.finance.queries import PostRoom
from rembuk.kernel.money import rupiah
from rembuk.plans.states import Fund
from rembuk.web.amounts import Amount
from rembuk.web.desk.hall_forms import KeyedForm
from rembuk.web.formats import language


class Document(forms.CharField):
    """The number of a paper that proves a step."""

    def __init__(self, label: Any, hint: Any) -> None:  # Any: texts that are translated when they are shown.
        super().__init__(
            label=label,
            help_text=hint,
            max_length=120,
            error_messages={"required": _("Write the number of the document; without it no money moves.")},
        )


class Paper(forms.FileField):
    """A photo of that paper."""

    def __init__(self) -> None:
        super().__init__(label=_("Photo of the document"), help_text=_("Only the desk sees it."), required=False)


class WhyForm(KeyedForm):
    """Why a request goes back to who asked."""

    why = forms.CharField(
        label=_("What has to be mended?"),
        help_text=_("Everybody reads it."),
        max_length=300,
        error_messages={"required": _("Write why.")},
    )


class DecreeForm(KeyedForm):
    """The paper by which a second person says yes."""

    document = Document(_("Number of the approval"), _("For example: Persetujuan 12/2027"))


class ReceiptForm(KeyedForm):
    """The receipt of a payment."""

    document = Document(_("Number of the receipt"), _("For example: Kuitansi 12/2027"))
    paper = Paper()


class TurnBackForm(KeyedForm):
    """The paper by which a transfer is turned back."""

    document = Document(_("Number of the minutes"), _("They say what was wrong. For example: BA koreksi 1/2027"))


class SlipForm(KeyedForm):
    """An amount and its paper."""

    amount = Amount(label=_("How much?"))
    document = Document(_("Number of the document"), _("For example: STS 3/2027, or the number of the tax slip"))
    paper = Paper()


class AskForm(SlipForm):
    """A request for a payment (SPP)."""

    field_order = ("post", "amount", "purpose", "document", "paper")

    post = forms.ChoiceField(label=_("Out of which post?"), error_messages={"required": _("Choose the post.")})
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("Everybody reads it. No names of people."),
        max_length=200,
        error_messages={"required": _("Write what it is for.")},
    )
    document = Document(_("Number of the SPP"), _("For example: SPP 12/2027"))

    def __init__(self, *arguments: Any, rooms: Sequence[PostRoom], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        left = _("left: %(amount)s")
        self.offer(
            "post",
            [
                (str(one.post.number), f"{one.post.title} ({left % {'amount': rupiah(one.left_rupiah, language())}})")
                for one in rooms
            ],
        )


class ReceiveForm(SlipForm):
    """Money that came in."""

    field_order = ("fund", "amount", "document", "paper")

    fund = forms.ChoiceField(label=_("From which fund?"), error_messages={"required": _("Choose the fund.")})
    document = Document(_("Number of the document"), _("For example: SP2D 12/2027, or the slip of the bank"))

    def __init__(self, *arguments: Any, funds: Sequence[Fund], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("fund", [(fund.value, fund.label) for fund in funds])
