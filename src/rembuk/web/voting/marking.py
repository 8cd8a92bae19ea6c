"""How a ballot is marked, in a sentence: the same on paper and on a phone."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rembuk.priorities.counting import Declaration
from rembuk.priorities.marking import BallotKind
from rembuk.web.formats import number, rupiah


def how_to_mark(declaration: Declaration) -> str:
    """Say how a ballot of this kind is marked, with a pen or on a phone."""
    most = declaration.most
    match declaration.kind:
        case BallotKind.APPROVAL:
            said = ngettext("Tick at most %(num)s wish.", "Tick at most %(num)s wishes.", most)
        case BallotKind.POINTS:
            said = ngettext(
                "Give %(num)s point. Write it into a box.",
                "Give %(num)s points in all. Write them into the boxes.",
                most,
            )
        case BallotKind.RANKING:
            said = ngettext(
                "Write 1 beside the first. Rank at most %(num)s wish.",
                "Write 1 beside the first, 2 beside the second. Rank at most %(num)s wishes:"
                " the first is worth %(num)s points, each further one a point less.",
                most,
            )
        case _:
            money = rupiah(declaration.budget_rupiah)
            return _("Tick what the money is for. Together it costs at most %(money)s.") % {"money": money}
    return said % {"num": number(most)}
