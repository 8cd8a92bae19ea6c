"""The same small picture once for each place, all on one scale, so that places can be compared with the eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from rembuk.web.charts import Chart, NothingToDraw, em
from rembuk.web.formats import short_rupiah

# What is left for a bar beside its number, in per cent of a small picture.
WIDEST = 90


@dataclass(frozen=True, slots=True)
class Panel:
    """A place, the page that explains it, and its values in the order of the names."""

    label: str
    href: str
    values: tuple[int, ...]


def multiples(panels: Sequence[Panel], names: Sequence[str], *, label: str) -> Chart:
    """Draw a small picture for each place; the longest bar of all places is the largest value of all."""
    largest = max((value for panel in panels for value in panel.values), default=0)
    if not largest:
        raise NothingToDraw(_("A chart needs at least one value, and none below zero."))
    keys = Markup("").join(Markup("<li>{}</li>").format(name) for name in names)
    drawn = Markup("").join(_panel(panel, names, largest) for panel in panels)
    drawing = Markup('<ol class="multiples-key">{}</ol><ul class="multiples">{}</ul>').format(keys, drawn)
    columns = ((label, "text"), *((name, "money") for name in names))
    return Chart(drawing, columns, tuple((panel.label, *panel.values) for panel in panels))


def _panel(panel: Panel, names: Sequence[str], largest: int) -> Markup:
    pairs = zip(names, panel.values, strict=True)
    said = "; ".join(f"{name}: {short_rupiah(value)}" for name, value in pairs)
    rows = Markup("").join(_row(place, value, largest) for place, value in enumerate(panel.values))
    return Markup(
        '<li><a href="{}">{}</a><svg class="chart" width="100%" height="{}em" role="img" aria-label="{}">{}</svg></li>'
    ).format(panel.href, panel.label, em(1.3 * len(names), 0), said, rows)


def _row(place: int, value: int, largest: int) -> Markup:
    top = 1.3 * place
    width = f"{WIDEST * value / largest:.4g}"
    return Markup(
        '<text x="0" y="{}em">{}</text><rect class="chart-bar" x="10%" y="{}em" width="{}%" height=".8em" rx="1"/>'
    ).format(em(top, 1), place + 1, em(top, 0.25), width)
