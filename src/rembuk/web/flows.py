"""A picture of money that flows from who pays over what it is for to the single post (Sankey), made on the server.

Ribbons are drawn in a box that is stretched to the width of the page; what is written stands outside it and keeps its
size. Heights follow the letters, so that the smallest ribbon still has room for its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeVar

from django.utils.translation import gettext as _
from markupsafe import Markup

from rembuk.web.charts import Chart, NothingToDraw, framed
from rembuk.web.formats import short_rupiah

# More can neither be followed with the eye nor named on a phone.
MOST: Final = (5, 5, 12)
# Where the three rows of names stand, in per cent of the width; what is written starts a little after the last.
ACROSS: Final = (0, 30, 63)
NODE: Final = 2
# All of the amount is this high, and each name has this much room above its ribbon, both in letters.
DEEP: Final = 14
ROOM: Final = Fraction(13, 5)
LONGEST_NAME: Final = 13

_Name = TypeVar("_Name", str, tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount, and the three names that it passes: who pays, what for, the post."""

    names: tuple[str, str, str]
    value: int


@dataclass(frozen=True, slots=True)
class Node:
    """A name in its row: how much passes it, and where its ribbons begin, in letters from above."""

    name: str
    value: int
    top: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What flows from one name to another; `part` is the place of whoever pays, 0 behind the first row."""

    source: str
    target: str
    value: int
    part: int


def flow_chart(key: str, title: str, flows: Sequence[Flow], *, others: tuple[str, str, str]) -> Chart:
    """Draw the flows in their order; what is too small to be named flows through `others`."""
    if not flows or any(flow.value <= 0 for flow in flows):
        raise NothingToDraw(_("A flow needs at least one amount, and all above zero."))
    known = folded(flows, others)
    rows, ribbons = _rows(known), ribbons_of(known)
    # The last name of the last row may hang over its thin ribbon.
    high = DEEP + ROOM * max(len(row) for row in rows) + 1
    inner = Markup("").join((_ribbons(rows, ribbons, high), *(_names(place, row) for place, row in enumerate(rows))))
    said = "; ".join(f"{one.source} → {one.target}: {short_rupiah(one.value)}" for one in ribbons)
    drawing = framed(key, title, (), inner, said=said, height=float(high))
    columns = ((_("From"), "text"), (_("To"), "text"), (_("Budget"), "money"))
    return Chart(drawing, columns, tuple((one.source, one.target, one.value) for one in ribbons))


def folded(flows: Sequence[Flow], others: tuple[str, str, str]) -> list[Flow]:
    """Return the flows with no more names than can be told apart; the smallest share the name of the others."""
    kept = [_largest(flows, place, most) for place, most in enumerate(MOST)]
    # The others of a row come last, as they come last in a list.
    return sorted((_renamed(flow, kept, others) for flow in flows), key=lambda flow: flow.names[2] == others[2])


def ribbons_of(flows: Sequence[Flow]) -> list[Ribbon]:
    """Return what flows between the first and second names, then between the second and third; each sums to all."""
    payers = list(dict.fromkeys(flow.names[0] for flow in flows))
    first = _sums((flow.names[:2], flow.value) for flow in flows)
    second = _sums((flow.names[1:], flow.value) for flow in flows)
    return [
        *(Ribbon(source, target, value, payers.index(source) + 1) for (source, target), value in first.items()),
        *(Ribbon(source, target, value, 0) for (source, target), value in second.items()),
    ]


def _largest(flows: Sequence[Flow], place: int, most: int) -> set[str]:
    sums = _sums((flow.names[place], flow.value) for flow in flows)
    ordered = sorted(sums, key=lambda name: (-sums[name], name))
    return set(ordered if len(ordered) <= most else ordered[: most - 1])


def _renamed(flow: Flow, kept: Sequence[set[str]], others: tuple[str, str, str]) -> Flow:
    source, field, post = (
        name if name in known else other for name, known, other in zip(flow.names, kept, others, strict=True)
    )
    return Flow((source, field, post), flow.value)


def _sums(values: Iterable[tuple[_Name, int]]) -> dict[_Name, int]:
    sums: dict[_Name, int] = {}
    for name, value in values:
        sums[name] = sums.get(name, 0) + value
    return sums


def _rows(flows: Sequence[Flow]) -> list[dict[str, Node]]:
    sums = [_sums((flow.names[place], flow.value) for flow in flows) for place in range(len(MOST))]
    whole, most = sum(flow.value for flow in flows), max(len(row) for row in sums)
    return [_row(row, whole, ROOM * most / len(row)) for row in sums]


def _row(sums: Mapping[str, int], whole: int, room: Fraction) -> dict[str, Node]:
    nodes, top = {}, Fraction(0)
    for name, value in sums.items():
        high = Fraction(DEEP * value, whole)
        nodes[name] = Node(name, value, top + room, high)
        top += room + high
    return nodes


def _ribbons(rows: Sequence[Mapping[str, Node]], ribbons: Sequence[Ribbon], high: Fraction) -> Markup:
    drawn = Markup("").join(_drawn(rows, ribbons))
    return Markup(
        '<svg width="100%" height="{0:g}em" viewBox="0 0 100 {0:g}" preserveAspectRatio="none">{1}</svg>'
    ).format(float(high), drawn)


def _drawn(rows: Sequence[Mapping[str, Node]], ribbons: Sequence[Ribbon]) -> Iterator[Markup]:
    """Yield each ribbon below those that begin or end at the same name before it."""
    left: dict[tuple[int, str], Fraction] = {}
    for one in _in_order(rows, ribbons):
        place = 0 if one.part else 1
        source, target = rows[place][one.source], rows[place + 1][one.target]
        thick = source.high * one.value / source.value
        begins, ends = (2 * place, one.source), (2 * place + 1, one.target)
        start, end = left.get(begins, source.top), left.get(ends, target.top)
        left[begins], left[ends] = start + thick, end + thick
        yield _ribbon(place, (start, end), thick, one.part)


def _in_order(rows: Sequence[Mapping[str, Node]], ribbons: Sequence[Ribbon]) -> list[Ribbon]:
    # From above to below at both ends, so that ribbons cross no more than they must.
    def tops(one: Ribbon) -> tuple[bool, Fraction, Fraction]:
        place = 0 if one.part else 1
        return not one.part, rows[place][one.source].top, rows[place + 1][one.target].top

    return sorted(ribbons, key=tops)


def _ribbon(place: int, tops: tuple[Fraction, Fraction], thick: Fraction, part: int) -> Markup:
    (start, end), x, to = tops, ACROSS[place] + NODE, ACROSS[place + 1]
    middle = (x + to) / 2
    above, over, below, under = (f"{float(y):.4g}" for y in (start, end, start + thick, end + thick))
    path = f"M{x} {above}C{middle:g} {above} {middle:g} {over} {to} {over}V{under}"
    path += f"C{middle:g} {under} {middle:g} {below} {x} {below}z"
    return Markup('<path class="flow" data-part="{}" d="{}"/>').format(part, path)


def _names(place: int, row: Mapping[str, Node]) -> Markup:
    return Markup("").join(_named(place, node, part) for part, node in enumerate(row.values(), start=1))


def _named(place: int, node: Node, part: int) -> Markup:
    """Return a name with its amount: beside its ribbon in the last row, above it in the others."""
    is_last = place == len(ACROSS) - 1
    across = ACROSS[place] + (NODE + 1 if is_last else 0)
    base = node.top + (node.high / 2 - Fraction(1, 10) if is_last else Fraction(-13, 10))
    return Markup(
        '<rect class="flow-node" data-part="{}" x="{}%" y="{:.4g}em" width="{}%" height="{:.4g}em"/>'
        '<text x="{}%" y="{:.4g}em">{}</text><text class="chart-value" x="{}%" y="{:.4g}em">{}</text>'
    ).format(
        0 if place else part,
        *(ACROSS[place], float(node.top), NODE, float(node.high)),
        *(across, float(base), _short(node.name)),
        *(across, float(base + 1), short_rupiah(node.value)),
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
