"""Drawings of figures, made on the server: bars, one divided bar, and a small line.

A chart carries its table, built from the same values as the drawing, so that the two cannot disagree. Lengths are
percentages and heights follow the letters, so that nothing shrinks on a phone and no style has to be written inline.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from markupsafe import Markup

from rembuk.web.formats import number, short_rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence


PARTS = 5
# What fits on a phone, and what fits where a figure is wide; the table has the whole label.
SHORT_LABEL, LONG_LABEL = 23, 52


@dataclass(frozen=True, slots=True)
class Bar:
    """One labelled value, with the words that are written at its end and the page that explains it.

    `part` is how much of the value is drawn darker, None when it has no such part.
    """

    label: str
    value: int
    words: str = ""
    href: str = ""
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the table that says the same."""

    drawing: Markup
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str | int, ...], ...]


class NothingToDraw(ValueError):
    """A chart needs at least one value, and none below zero."""


def bars(
    key: str,
    title: str,
    values: Sequence[Bar],
    *,
    label: str,
    unit: str,
    kind: str = "number",
    part: str = "",
    cut: int = 0,
) -> Chart:
    """Draw one bar for each value, longest possible bar = the largest value.

    key: unique on the page; label and unit: the headings of the table; kind: "number" or "money" (rupiah); part: the
    heading of what is drawn darker, "" when bars have no such part; cut: after how many bars a line says that what
    follows did not get in, 0 for none.
    """
    _refuse_nonsense(values)
    largest = max(bar.value for bar in values) or 1
    rows = Markup("").join(_row(3 * place, bar, largest) for place, bar in enumerate(values))
    if 0 < cut < len(values):
        rows += Markup('<line class="chart-cut" x1="0" y1="{0}em" x2="100%" y2="{0}em"/>').format(em(3 * cut, -0.4))
    description = "; ".join(f"{bar.label}: {bar.words or number(bar.value)}" for bar in values)
    drawing = framed(key, title, values, rows, said=description, height=3 * len(values) - 0.7)
    if part:
        columns = ((label, "text"), (unit, kind), (part, kind))
        return Chart(drawing, columns, tuple((bar.label, bar.value, bar.part or 0) for bar in values))
    return Chart(drawing, ((label, "text"), (unit, kind)), tuple((bar.label, bar.value) for bar in values))


def _row(top: int, bar: Bar, largest: int) -> Markup:
    words = Markup(
        '<svg y="{}em" width="70%" height="1.4em"><text y="1em">{}</text></svg>'
        '<text class="chart-value" x="100%" y="{}em" text-anchor="end">{}</text>'
    ).format(top, _linked(bar), top + 1, bar.words or number(bar.value))
    if bar.part is None:
        lengths = [("track", "100"), ("bar", percent(bar.value, largest))]
    else:
        lengths = [("whole", percent(bar.value, largest)), ("bar", percent(bar.part, largest))]
    drawn = Markup('<rect class="chart-{}" x="0" y="{}em" width="{}%" height=".7em" rx="2"/>')
    return words + Markup("").join(drawn.format(name, em(top, 1.45), length) for name, length in lengths)


def divided_bar(key: str, title: str, values: Sequence[Bar], *, label: str, unit: str) -> Chart:
    """Draw one bar cut into at most five parts, with their share of the whole in words beneath."""
    _refuse_nonsense(values)
    if len(values) > PARTS:
        raise NothingToDraw(_("At most five parts can be told apart."))
    whole = sum(bar.value for bar in values) or 1
    pieces, before = [], 0
    for part, bar in enumerate(values, start=1):
        top = 1.2 + 1.7 * part
        pieces.append(
            Markup(
                '<rect class="chart-bar" data-part="{}" x="{}%" y="0" width="{}%" height="1.6em"/>'
                '<rect class="chart-bar" data-part="{}" x="0" y="{}em" width="1em" height="1em"/>'
                '<svg x="1.5em" y="{}em" width="65%" height="1.4em"><text y="1em">{}</text></svg>'
                '<text class="chart-value" x="100%" y="{}em" text-anchor="end">{}</text>'
            ).format(
                part,
                percent(before, whole),
                percent(bar.value, whole),
                part,
                em(top, -0.85),
                em(top, -1),
                _linked(bar),
                em(top, 0),
                bar.words or share(bar.value, whole),
            )
        )
        before += bar.value
    description = "; ".join(f"{bar.label}: {share(bar.value, whole)}" for bar in values)
    drawing = framed(key, title, values, Markup("").join(pieces), said=description, height=2 + 1.7 * len(values))
    rows = tuple((bar.label, bar.value, share(bar.value, whole)) for bar in values)
    return Chart(drawing, ((label, "text"), (unit, "number"), (_("Share"), "number")), rows)


def sparkline(key: str, title: str, values: Sequence[int]) -> Markup:
    """Draw how one figure moved, oldest first, small enough to stand in a line of text."""
    if not values:
        raise NothingToDraw(_("A line needs at least one value."))
    low, high = min(values), max(values)
    step = Fraction(100, max(len(values) - 1, 1))
    points = [f"{float(step * place):.4g},{float(_height(value, low, high)):.4g}" for place, value in enumerate(values)]
    described = _("from %(first)s to %(last)s, lowest %(low)s, highest %(high)s") % {
        "first": number(values[0]), "last": number(values[-1]), "low": number(low), "high": number(high),
    }  # fmt: skip
    return Markup(
        '<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-labelledby="{0}-t {0}-d">'
        '<title id="{0}-t">{1}</title><desc id="{0}-d">{2}</desc>'
        '<polyline vector-effect="non-scaling-stroke" points="{3}"/>'
        '<path class="spark-end" vector-effect="non-scaling-stroke" d="M{4}h0"/></svg>'
    ).format(key, title, described, " ".join(points), points[-1])


def share(value: int, whole: int) -> str:
    """A share in whole percent, rounded half up; something that exists is never said to be 0 %."""
    percent = (200 * value + whole) // (2 * whole)
    if value and not percent:
        return "< 1 %"
    return f"{percent} %"


def rupiah_bar(label: str, amount: int, href: str = "") -> Bar:
    """A bar for an amount of money, with the amount as people say it at its end."""
    return Bar(label, amount, short_rupiah(amount), href)


def framed(key: str, title: str, values: Sequence[Bar], inner: Markup, *, said: str, height: float) -> Markup:
    """Return a drawing with its title and what it says in words."""
    # A picture hides its inside from screen readers; one with links must not.
    role = "group" if any(bar.href for bar in values) else "img"
    return Markup(
        '<svg class="chart" width="100%" height="{0:g}em" role="{5}" aria-labelledby="{1}-t {1}-d">'
        '<title id="{1}-t">{2}</title><desc id="{1}-d">{3}</desc>{4}</svg>'
    ).format(height, key, title, said, inner, role)


def _linked(bar: Bar) -> Markup:
    label = _labelled(bar.label)
    return Markup('<a href="{}">{}</a>').format(bar.href, label) if bar.href else label


def _labelled(label: str) -> Markup:
    """Return a label short enough for a phone, and beside it, for where there is room, a longer one."""
    if len(label) <= SHORT_LABEL:
        return Markup("{}").format(label)
    both = Markup('<tspan class="chart-short">{}</tspan><tspan class="chart-long">{}</tspan>')
    return both.format(_cut(label, SHORT_LABEL), _cut(label, LONG_LABEL))


def _cut(label: str, length: int) -> str:
    return label if len(label) <= length else f"{label[: length - 1].rstrip()}…"


def percent(value: int, whole: int) -> str:
    """Return a length as a part of a whole, as SVG writes it."""
    return f"{float(Fraction(100 * value, whole)):.4g}"


def _height(value: int, low: int, high: int) -> Fraction:
    """The height in a box of 24, with two left free above and below; a flat line runs in the middle."""
    if high == low:
        return Fraction(12)
    return 22 - Fraction(20 * (value - low), high - low)


def em(top: float, more: float) -> str:
    """Return a height that follows the letters, as SVG writes it."""
    return f"{top + more:.4g}"


def _refuse_nonsense(values: Sequence[Bar]) -> None:
    if not values or any(not 0 <= (bar.part or 0) <= bar.value for bar in values):
        raise NothingToDraw(_("A chart needs at least one value, and none below zero."))
