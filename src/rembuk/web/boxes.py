"""Money as boxes that can be counted: each box is the same round amount, and those that were spent are full."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Final

from markupsafe import Markup

from rembuk.web.charts import Bar, Chart, em, framed, percent
from rembuk.web.formats import short_rupiah

# As many as fit beside each other on a phone and can still be counted.
MOST_BOXES: Final = 20
ROUND: Final = (10, 20, 25, 50)


def box_rupiah(values: Sequence[Bar]) -> int:
    """Return what a box is worth: the smallest round amount of which the largest value has no more than twenty."""
    largest = max(bar.value for bar in values)
    amounts = (int(f"{first}{'0' * zeros}") for zeros in count() for first in ROUND)
    return next(amount for amount in amounts if MOST_BOXES * amount >= largest)


def box_bars(key: str, title: str, values: Sequence[Bar], *, label: str, unit: str, part: str) -> Chart:
    """Draw a row of boxes for each value, full as far as its part goes; the last box may be cut."""
    widest = MOST_BOXES * box_rupiah(values)
    rows = Markup("").join(_row(3 * place, bar, widest) for place, bar in enumerate(values))
    said = "; ".join(f"{bar.label}: {bar.words}" for bar in values)
    drawing = framed(key, title, values, rows, said=said, height=3 * len(values) - 0.6)
    table = tuple((bar.label, bar.value, bar.part or 0) for bar in values)
    return Chart(drawing, ((label, "text"), (unit, "money"), (part, "money")), table)


def _row(top: int, bar: Bar, widest: int) -> Markup:
    box = Markup('<rect class="chart-{}" x="0" y="{}em" width="{}%" height="1em"/>')
    lengths = (("whole", bar.value), ("bar", bar.part or 0))
    drawn = (box.format(name, em(top, 1.35), percent(value, widest)) for name, value in lengths)
    return Markup(
        '<svg y="{}em" width="75%" height="1.4em"><text y="1em">{}</text></svg>'
        '<text class="chart-value" x="100%" y="{}em" text-anchor="end">{}</text>{}{}'
    ).format(top, bar.label, top + 1, bar.words or short_rupiah(bar.value), Markup("").join(drawn), _cuts(top))


def _cuts(top: int) -> Markup:
    lines = "".join(f"M{100 * place // MOST_BOXES} 0v1" for place in range(1, MOST_BOXES))
    return Markup(
        '<svg y="{}em" width="100%" height="1.2em" viewBox="0 0 100 1" preserveAspectRatio="none">'
        '<path class="chart-gap" vector-effect="non-scaling-stroke" d="{}"/></svg>'
    ).format(em(top, 1.25), lines)
