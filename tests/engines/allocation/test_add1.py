"""How few runs the walk of Add1 takes, however many steps it has."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rembuk.cli.rupiah_race import generated_election
from rembuk.engines.allocation import Completion, EqualShares, add1, count_equal_shares
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.stretch import Stretch


@pytest.mark.parametrize("draw", range(6))
def test_a_walk_of_a_million_steps_takes_some_hundreds_of_runs(draw: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Fraction] = []
    election = generated_election(draw, voters=7000, projects=12)

    def try_stretch(run: Run, endowment: Fraction) -> Stretch:
        tried.append(endowment)
        return Stretch(run, endowment)

    monkeypatch.setattr(add1, "Stretch", try_stretch)

    outcome = count_equal_shares(election, EqualShares(completion=Completion.ADD1))

    assert outcome.endowment is not None
    assert outcome.endowment > 1_000_000
    assert len(tried) < 400
