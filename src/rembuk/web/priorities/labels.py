"""What rounds did to a need or item, as its history tells it, with the way to the round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.web.thread import Paper, Step

ROUND_SAID: Final[Mapping[str, Promise]] = {
    "round.joined": _("Put into a round of priorities"),
    "round.funded": _("Gets money in a round of priorities"),
    "round.reserved": _("On the reserve list of a round of priorities"),
    "round.left_out": _("Not chosen in a round of priorities"),
}


# After these a wish has come to something, and the round says why.
EXPLAINED: Final = frozenset({"round.funded", "round.reserved", "round.left_out"})


def round_step(act: Act, who: str) -> Step:
    """Return a step that a need or item took in a round; `who` is the role in which somebody did it, in words."""
    facts = {name: str(fact) for name, fact in facts_of(act).items()}
    return Step(
        str(ROUND_SAID[act.kind]),
        act.at,
        who,
        papers=papers_of_round(act.kind, facts["title"], facts["round"], facts["code"]),
    )


def papers_of_round(kind: str, title: str, key: str, wish: str) -> tuple[Paper, ...]:
    """Return the page of a round under its title and, once it has decided on a wish, why it did so."""
    found = Paper(title, reverse("round", args=[key]))
    if kind not in EXPLAINED:
        return (found,)
    return found, Paper(gettext("Why?"), reverse("round-why", args=[key, wish]))
