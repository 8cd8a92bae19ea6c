# SPDX-License-Identifier: Apache-2.0
"""The claims of a table side by side in a few long arrays, for the kernel to read; sorted by compiled code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from rembuk.engines.allocation.claims import Floats, Utility
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.equal_shares import Table

Function = TypeVar("Function", bound=Callable[..., Any])  # Any: whatever is compiled takes what it takes.

# Whole numbers without a sign: of others, numba asks at each index whether it counts from the end.
Places = NDArray[np.uint32]


def compiled(function: Function) -> Function:
    """Compile a function when it is first called, and keep the machine code on disk."""
    return cast("Function", numba.njit(cache=True, error_model="numpy")(function))


class Columns(NamedTuple):
    """Project j is supported by the ballots `members[starts[j]:starts[j + 1]]`, with as many `values`.

    `values` is empty where all are one. Where nobody gives all they hold, the price per utility is `units / power`.
    """

    starts: Places
    sizes: Floats
    members: Places
    values: Floats
    weights: Floats
    costs: Floats
    scales: Floats
    units: Floats
    power: Floats
    largest: Floats
    ranks: Indices


class State(NamedTuple):
    """How far a run is: balances, [error, debt], what each project costs at least, and what was bought.

    A project that was bought or cannot be paid for costs infinitely much.
    """

    balance: Floats
    doubts: Floats
    asked: Floats
    bought: Indices


def columns_of(table: Table) -> Columns:
    """Return what the kernel reads of a table."""
    ballots, costs = table.election.ballots, np.array(table.election.costs, np.float64)
    points = ballots.points if table.utility is Utility.POINTS else ballots.points[:0]
    starts, projects = ballots.starts.astype(np.uint32), ballots.projects.view(np.uint64)
    begins, members, values, power, largest = _by_project(starts, projects, points, table.weights, len(costs))
    ones = np.ones(len(costs))
    scales, units = (costs, ones) if table.utility is Utility.COST else (ones, costs)
    ranks = np.array(table.ranks, np.int64)
    sizes = np.diff(begins).astype(np.float64)
    return Columns(begins, sizes, members, values, table.weights, costs, scales, units, power, largest, ranks)


@compiled
def _by_project(
    starts: Places, projects: NDArray[np.uint64], points: Indices, weights: Floats, size: int
) -> tuple[Places, Places, Floats, Floats, Floats]:
    """Sort marks by project: where each begins, ballots, points, the power of each project and its most points."""
    sizes, power, largest = np.zeros(size, np.int64), np.zeros(size), np.ones(size)
    for project in projects:
        sizes[project] += 1
    begins = np.zeros(size + 1, np.uint32)
    begins[1:] = np.cumsum(sizes)
    ends, members, values = begins.copy(), np.empty(len(projects), np.uint32), np.empty(len(points))
    for ballot in range(len(weights)):
        weight = weights[ballot]
        for mark in range(starts[ballot], starts[ballot + 1]):
            project, value = projects[mark], 1.0
            place = ends[project]
            if len(points):
                value = values[place] = float(points[mark])
                largest[project] = max(largest[project], value)
            members[place] = ballot
            power[project] += weight * value
            ends[project] = place + 1
    return begins, members, values, power, largest
