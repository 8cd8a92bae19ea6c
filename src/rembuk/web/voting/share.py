"""Where the share of a ballot went: anybody marks a ballot like their own, or any other, and nothing of it is kept.

No receipt leads to a ballot, so the page cannot look up what somebody chose. It does not have to: in equal shares the
published prices say where the share of any ballot went.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rembuk.engines.allocation import explain_share
from rembuk.engines.allocation.equal_shares import Run
from rembuk.kernel.money import split_rupiah
from rembuk.priorities.marking import Marks
from rembuk.web.access import public_form
from rembuk.web.formats import number, rupiah
from rembuk.web.voting.files import counted_or_404
from rembuk.web.voting.forms import MarksForm
from rembuk.web.voting.marking import how_to_mark
from rembuk.web.voting.result import ResultShown

UNPROCESSABLE = 422


@public_form
def share(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Say where the share of a ballot went; nobody is asked who they are, and nothing is stored."""
    shown = ResultShown(counted_or_404(voting))
    run = shown.result.outcome.run
    if run is None:
        raise Http404("This rule gives no ballot a share.")
    order = [option.id for option in shown.declaration.options]
    form = MarksForm(shown.declaration, order, request.POST if request.method == "POST" else None)
    followed = ShareShown(shown, run, form.cleaned_data["marks"]) if form.is_valid() else None
    context = {"voting": shown.voting, "shown": shown, "form": form, "share": followed}
    context |= {"how": how_to_mark(shown.declaration), "robots": "noindex"}
    return render(request, "voting/share.html", context, status=UNPROCESSABLE if form.errors else 200)


class ShareShown:
    """The share of one ballot for its page, in whole rupiah that add up."""

    def __init__(self, shown: ResultShown, run: Run, marks: Marks) -> None:
        self._shown = shown
        numbers = shown.election.number
        self._points = {numbers[key]: points for key, points in shown.declaration.ballot_rule.read(marks).items()}
        followed = explain_share(run, self._points)
        *paid, self.left = split_rupiah(round(run.endowment), [*(paid for _, paid in followed.payments), followed.left])
        self._paid = dict(zip((project for project, _ in followed.payments), paid, strict=True))

    @property
    def headline(self) -> str:
        """The finding in a sentence."""
        if not self._paid:
            said = {"left": rupiah(self.left)}
            return _("Nothing that this ballot chose got money, so its share stayed whole: %(left)s.") % said
        wishes = ngettext("%(num)s wish", "%(num)s wishes", len(self._paid)) % {"num": number(len(self._paid))}
        said = {"wishes": wishes, "paid": rupiah(sum(self._paid.values())), "left": rupiah(self.left)}
        return _("This ballot helped to pay for %(wishes)s: %(paid)s. %(left)s of its share were left.") % said

    @property
    def table(self) -> tuple[tuple[tuple[str, str], ...], list[tuple[str, str, int | None]]]:
        """The columns and rows as components/table.html takes them: what was bought in its order, then the rest."""
        columns = ((_("Wish"), "text"), (_("Outcome"), "text"), (_("From this share"), "money"))
        others = [project for project in self._points if project not in self._paid]
        return columns, [self._row(project) for project in (*self._paid, *others)]

    def _row(self, project: int) -> tuple[str, str, int | None]:
        wish = self._shown.election.projects[project]
        return wish.name, self._shown.outcome(wish.id), self._paid.get(project)
