"""Pages whose forms depend on how far a thing has come: every such thing there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rembuk.priorities.models import Room, Round, Voting


def parts_of(page: str) -> list[Mapping[str, object]]:
    """Return the parts of the addresses of a page, one for each thing in another phase; none for all other pages."""
    return _PHASED[page]() if page in _PHASED else []


def _votings() -> list[Mapping[str, object]]:
    return [{"voting": pk} for pk in Voting.objects.order_by("declared_at", "id").values_list("pk", flat=True)]


def _rounds() -> list[Mapping[str, object]]:
    return [{"round_id": pk} for pk in Round.objects.order_by("opened_at", "id").values_list("pk", flat=True)]


def _rooms() -> list[Mapping[str, object]]:
    return [{"round_id": pk} for pk in Room.objects.order_by("opened_at", "id").values_list("round_id", flat=True)]


_PHASED: Mapping[str, Callable[[], list[Mapping[str, object]]]] = {
    "voting": _votings,
    "desk-voting": _votings,
    "desk-round": _rounds,
    "desk-room": _rooms,
}
