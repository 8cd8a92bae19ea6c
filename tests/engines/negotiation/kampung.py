"""Five projects and two funds, small enough for a pencil: the worked example of the guides, in million rupiah."""

from __future__ import annotations

from rembuk.engines.negotiation import Project, Table

ROAD = Project("road", 60, residents=3, government=6, funds=frozenset({"village"}))
DRAIN = Project("drain", 40, residents=8, government=2, funds=frozenset({"village"}))
OFFICE = Project("office", 50, residents=7, government=4, funds=frozenset({"village", "donor"}))
WELL = Project("well", 30, residents=3, government=9, funds=frozenset({"donor"}))
LAMPS = Project("lamps", 20, residents=8, government=6, funds=frozenset({"village"}))
KAMPUNG = Table((ROAD, DRAIN, OFFICE, WELL, LAMPS), {"village": 80, "donor": 30})
