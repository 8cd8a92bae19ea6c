"""What stands out about a work, as questions with their rule; and photos, team and changes as everybody sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.kernel import periods
from rembuk.projects.buying import Bought
from rembuk.projects.models import Project, TeamMember, WorkChange, WorkPhoto
from rembuk.projects.questioning import Question, QuestionKind
from rembuk.projects.states import PHOTOGRAPHED, ChangeKind, ChangeState, Duty, PhotoMoment
from rembuk.web.formats import day, language, rupiah
from rembuk.web.plans.cards import decimal

# The question, and the rule that asked it. Both name the figure, so that a reader can reckon it again.
ASKED: Final[Mapping[QuestionKind, tuple[Promise, Promise]]] = {
    QuestionKind.OVER_STANDARD: (
        gettext_lazy("Why does %(about)s cost %(found)s %% more than the regency's price?"),
        gettext_lazy("Asked from more than %(threshold)s %% above the standard price."),
    ),
    QuestionKind.OVER_NEIGHBOURS: (
        gettext_lazy("Why does %(about)s cost %(found)s %% more than in neighbouring kampung?"),
        gettext_lazy("Asked from more than %(threshold)s %% above the middle price of three others or more."),
    ),
    QuestionKind.QUICK_START: (
        gettext_lazy("Was there time to look at the bill? Work began %(found)s hours after it was prepared."),
        gettext_lazy("Asked under %(threshold)s hours."),
    ),
    QuestionKind.EARLY: (
        gettext_lazy("Was there money for it already? Work began %(found)s months before the plan begins it."),
        gettext_lazy("Asked whenever work begins before its month."),
    ),
    QuestionKind.QUICK_CHANGE: (
        gettext_lazy("Was the change looked at? It was agreed to after %(found)s hours: %(about)s"),
        gettext_lazy("Asked under %(threshold)s hours."),
    ),
    QuestionKind.INTEREST: (
        gettext_lazy("How is it made sure that this does not matter? Declared by somebody of the team: %(about)s"),
        gettext_lazy("Asked whenever somebody declares an interest."),
    ),
    QuestionKind.NO_TEAM: (
        gettext_lazy("Who carries it out? Nobody of the team is named."),
        gettext_lazy("Asked once work has begun."),
    ),
    QuestionKind.UNWITNESSED: (
        gettext_lazy("Who of the residents looks? Nobody is drawn by lot: %(about)s"),
        gettext_lazy("Asked whenever work begins without a draw of residents."),
    ),
    QuestionKind.DISPUTED: (
        gettext_lazy("Who is right? Somebody who went there says it is not so."),
        gettext_lazy("Asked until it is measured again."),
    ),
    QuestionKind.OVER_PLAN: (
        gettext_lazy("Was more built than planned? What was measured is %(found)s %% above it."),
        gettext_lazy("Asked whenever more is measured than planned; whoever needs more asks for a change first."),
    ),
    QuestionKind.LATE: (
        gettext_lazy("What keeps it back? The planned end was %(found)s months ago."),
        gettext_lazy("Asked from the month after the planned end."),
    ),
    QuestionKind.SPLIT: (
        gettext_lazy("Why was it bought in %(found)s parts from %(about)s within a month?"),
        gettext_lazy("Asked when parts below %(threshold)s reach it together; from there on others are asked."),
    ),
    QuestionKind.SINGLE_OFFER: (
        gettext_lazy("Why were no others asked for %(about)s? Offers: %(found)s."),
        gettext_lazy("Asked under %(threshold)s offers for a large purchase."),
    ),
    QuestionKind.LATE_OFFER: (
        gettext_lazy("Why was an offer taken that came %(found)s days too late? %(about)s"),
        gettext_lazy("Asked whenever the offer that was taken came after the last day."),
    ),
    QuestionKind.GOODS_BEHIND: (
        gettext_lazy("What was it built with? Of %(about)s so much less has come than stands: %(found)s points."),
        gettext_lazy("Asked from more than %(threshold)s points, once deliveries are written down."),
    ),
    QuestionKind.MONEY_AHEAD: (
        gettext_lazy("What was the money spent on? The part spent is %(found)s points above the part that stands."),
        gettext_lazy("Asked from more than %(threshold)s points."),
    ),
}
# The page on which the facts stand, and where on it.
WHERE: Final[Mapping[QuestionKind, tuple[str, str]]] = {
    QuestionKind.OVER_STANDARD: ("project-bill", "#bill"),
    QuestionKind.OVER_NEIGHBOURS: ("project-bill", "#bill"),
    QuestionKind.QUICK_START: ("project-history", "#steps"),
    QuestionKind.EARLY: ("project-history", "#steps"),
    QuestionKind.QUICK_CHANGE: ("project-history", "#changes"),
    QuestionKind.INTEREST: ("project-checks", "#team"),
    QuestionKind.NO_TEAM: ("project-checks", "#team"),
    QuestionKind.UNWITNESSED: ("project-checks", "#looks"),
    QuestionKind.DISPUTED: ("project-checks", "#looks"),
    QuestionKind.OVER_PLAN: ("project-course", "#curve"),
    QuestionKind.LATE: ("project-history", "#changes"),
    QuestionKind.SPLIT: ("project-bought", "#bought"),
    QuestionKind.SINGLE_OFFER: ("project-bought", "#bought"),
    QuestionKind.LATE_OFFER: ("project-bought", "#bought"),
    QuestionKind.GOODS_BEHIND: ("project-bill", "#bill"),
    QuestionKind.MONEY_AHEAD: ("project-course", "#curve"),
}

# The threshold of these is an amount.
IN_RUPIAH: Final = frozenset({QuestionKind.SPLIT})


def question_rows(project: Project, questions: Iterable[Question]) -> list[tuple[str, str, str]]:
    """Return each question, the rule that asked it, and where its facts stand."""
    return [_question(project, one) for one in questions]


def _question(project: Project, one: Question) -> tuple[str, str, str]:
    asked, rule = ASKED[one.kind]
    threshold = rupiah(one.threshold) if one.kind in IN_RUPIAH else one.threshold
    figures = {"about": one.about, "found": one.found, "threshold": threshold}
    page, place = WHERE[one.kind]
    return str(asked) % figures, str(rule) % figures, reverse(page, args=[project.code]) + place


def team_rows(team: Iterable[TeamMember]) -> list[tuple[object, ...]]:
    """Return who carries a work out and what they declare."""
    return [(one.name, Duty(one.duty).label, one.interest or _("nothing to declare")) for one in team]


def change_rows(changes: Iterable[WorkChange]) -> list[tuple[object, ...]]:
    """Return what was asked for while it was built, and what became of it."""
    return [(_what(one), one.why, ChangeState(one.state).label, one.answer or None) for one in changes]


def _what(one: WorkChange) -> str:
    if one.kind == ChangeKind.DELAY:
        return _("Ready by the end of %(month)s") % {"month": periods.month_name(one.last_month or 1, language())}
    return _("%(volume)s for %(cost)s") % {
        "volume": decimal(one.volume or Decimal(0)),
        "cost": rupiah(one.cost_rupiah or 0),
    }


def bought_rows(bought: Iterable[Bought]) -> list[tuple[object, ...]]:
    """Return what was bought: from whom, for how much, how many offered, and when the last and the chosen one came."""
    return [
        (
            one.purchase.what,
            one.chosen.seller,
            one.chosen.price_rupiah,
            "; ".join(f"{bid.seller} {rupiah(bid.price_rupiah)}" for bid in one.bids if not bid.is_chosen) or None,
            day(one.purchase.closes_on),
            day(one.chosen.handed_in_on),
        )
        for one in bought
    ]


def pictures(photos: Iterable[WorkPhoto], request: HttpRequest) -> list[dict[str, object]]:
    """Return the latest photo of before, during and after, as components/photo.html draws them."""
    latest = {photo.taken: photo for photo in photos}
    return [_picture(latest[moment], request) for moment in PHOTOGRAPHED if moment in latest]


def drawings(photos: Iterable[WorkPhoto], request: HttpRequest) -> list[dict[str, object]]:
    """Return all drawings of a work, as components/photo.html draws them."""
    return [_picture(one, request) for one in photos if one.taken == PhotoMoment.DRAWN]


def _picture(shown: WorkPhoto, request: HttpRequest) -> dict[str, object]:
    photo = shown.photo
    when = periods.month(periods.local_day(shown.added_at), language())
    moment = str(PhotoMoment(shown.taken).label)
    return {
        "src": reverse("photo", args=[photo.digest]),
        "alt": shown.words,
        "caption": f"{moment[:1].upper()}{moment[1:]}, {when}",
        "width": photo.width,
        "height": photo.height,
        "size": f"{-(-photo.size // 1024)} KB",
        "sparing": request.headers.get("Save-Data") == "on",
    }
