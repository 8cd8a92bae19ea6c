"""The forms of a budget at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.finance.accounts import Chart
from rembuk.finance.models import Income
from rembuk.finance.queries import LineChange
from rembuk.kernel.periods import month_name
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund
from rembuk.web.amounts import Amount
from rembuk.web.desk.activity_forms import ActivityForm
from rembuk.web.desk.hall_forms import KeyedForm
from rembuk.web.desk.money.forms import Document
from rembuk.web.desk.plans.forms import months
from rembuk.web.formats import language, rupiah


class VersionForm(KeyedForm):
    """Why a version of a budget is drawn up."""

    why = forms.CharField(
        label=_("Why is it drawn up?"),
        help_text=_("Everybody reads it. For example: first draft, or less money than expected."),
        max_length=300,
        error_messages={"required": _("Write why.")},
    )


class PostForm(ActivityForm, KeyedForm):
    """A new post."""

    field_order = ("title", "activity_code", "own_number")

    title = forms.CharField(label=_("What"), max_length=160, error_messages={"required": _("Give it a title.")})
    account = forms.ChoiceField(label=_("Account code"))
    fund = forms.ChoiceField(label=_("Paid from"))
    amount = Amount(label=_("How much?"))
    line = forms.ChoiceField(label=_("In the plan"), required=False)

    def __init__(self, *arguments: Any, chart: Chart, lines: Sequence[PlanLine], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("account", [(code, f"{code} {name}") for code, name in chart.spendings()])
        self.offer("fund", [(fund.value, fund.label) for fund in Fund if fund in chart.incomes])
        self.offer("line", [("", _("not in the plan")), *((str(one.item_id), one.title) for one in lines)])


class IncomeForm(KeyedForm):
    """How much of a fund is expected, and when."""

    fund = forms.ChoiceField(label=_("From which fund?"))
    amount = Amount(label=_("How much?"))
    month = forms.TypedChoiceField(
        label=_("In which month?"),
        help_text=_("It replaces what was said of this fund and month, or of the fund without a month."),
        choices=lambda: [("", _("nobody has said yet")), *months()],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *arguments: Any, chart: Chart, **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("fund", [(fund.value, fund.label) for fund in Fund if fund in chart.incomes])


class WhichIncomeForm(KeyedForm):
    """Which expected income."""

    income = forms.ChoiceField(label=_("Which income?"), error_messages={"required": _("Choose the income.")})

    def __init__(self, *arguments: Any, incomes: Sequence[Income], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.offer("income", [(str(one.pk), said_income(one)) for one in incomes])


def said_income(income: Income) -> str:
    """Return an expected income in words."""
    when = month_name(income.month, language()) if income.month else _("nobody has said yet")
    return f"{Fund(income.fund).label}, {when}: {rupiah(income.amount_rupiah)}"


class LetterForm(KeyedForm):
    """The letter by which the regency says what may be expected."""

    document = Document(_("Number of the letter"), _("For example: Surat Bupati 900/12/2026"))


class WhichForm(KeyedForm):
    """Which post."""

    post = forms.ChoiceField(label=_("Which post?"), error_messages={"required": _("Choose the post.")})

    def __init__(self, *arguments: Any, changes: Sequence[LineChange], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        held = (one.post for one in changes if one.amount_rupiah)
        self.offer("post", [(str(post.number), f"{post.number} {post.title}") for post in held])


class ChangeForm(WhichForm):
    """Another amount for a post."""

    field_order = ("post", "amount")

    amount = Amount(label=_("How much?"))


class BookForm(KeyedForm):
    """A budget in a file; the file itself is read beside the form."""

    file = forms.FileField(
        label=_("The budget as a file"),
        help_text=_("XLSX or CSV, with the columns of the download. All rows are taken in, or none."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        required=False,
    )


class IncomeBookForm(BookForm):
    """What comes in, in a file."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["file"].label = _("What comes in, as a file")


class WordsForm(KeyedForm):
    """What the sub-district says."""

    words = forms.CharField(
        label=_("What has to be mended?"),
        help_text=_("Everybody reads it."),
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": _("Write why.")},
    )


class RegulationForm(KeyedForm):
    """The regulation that puts a budget in force."""

    document = Document(_("Number of the regulation"), _("For example: Peraturan Kampung 1/2027"))
