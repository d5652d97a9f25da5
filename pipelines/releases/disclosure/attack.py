"""The attack: how far each sensitive count can be narrowed down from everything that is said."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

from pipelines.releases.disclosure.moves import Move, spread
from pipelines.releases.disclosure.tables import TOLERANCE, Table

_TURNS = [(share, way) for share in (1 / 2, 1 / 4, 1 / 8, 1 / 16) for way in (1, -1)]
_HARDLY_LESS = 0.95


def too_narrow(
    table: Table, said: np.ndarray, among: np.ndarray | None = None, moves: Sequence[Move] = ()
) -> Iterator[int]:
    """Sensitive counts whose feasible interval is narrower than it must be.

    `among` are variables that nothing hidden ties to any other; all of them by default. Possible
    tables that somebody has found already (`moves`) are tried first.
    """
    given = table.given_away(said)
    among = np.arange(len(given)) if among is None else among
    yield from among[(table.sensitive & given & ~table.known)[among]].tolist()
    unknown = among[~given[among]]
    low, high, _ = reach(table, unknown, spread(table, said, moves))
    left = unknown[(high - low < table.width - TOLERANCE)[unknown]]
    if not len(left):
        return
    label = parts(table, unknown)
    for part in (unknown[label == number] for number in np.unique(label[np.isin(unknown, left)])):
        relations = table.relations_of(part)
        total = relations @ table.values[part]
        for target in np.intersect1d(left, part).tolist():
            least, most = interval(relations, total, int(np.searchsorted(part, target)))
            if most - least < table.width[target] - TOLERANCE:
                yield target


def parts(table: Table, unknown: np.ndarray) -> np.ndarray:
    """Which of the hidden counts hang together: a label for each."""
    ties = abs(table.relations_of(unknown))
    return connected_components(ties.T @ ties, directed=False)[1]


def interval(relations: sparse.csc_array, total: np.ndarray, target: int) -> tuple[float, float]:
    """The least and the greatest count that `relations @ counts == total` leaves possible."""
    ends = []
    for way in (1, -1):
        objective = np.zeros(relations.shape[1])
        objective[target] = way
        found = linprog(objective, A_eq=relations, b_eq=total, bounds=(0, None), method="highs")
        ends.append(way * found.fun if found.success else -way * np.inf)
    return ends[0], ends[1]


def reach(
    table: Table, unknown: np.ndarray, known_spread: tuple[np.ndarray, np.ndarray] | None = None
) -> tuple[np.ndarray, np.ndarray, list[Move]]:
    """Some least and some greatest count of each variable that an attacker must hold possible, and
    the moves that show it; `known_spread` are such as are known already.

    One programme moves many counts at once, but not two that only move at each other's cost. So
    each takes a share of those that are left, drawn anew; what all leave may be movable alone.
    """
    draw = np.random.default_rng(0)
    low, high = known_spread or (table.values.copy(), table.values.copy())
    moves = []
    left, before = _narrow(table, unknown, low, high), np.inf
    while 0 < len(left) < _HARDLY_LESS * before:
        before = len(left)
        for share, way in _TURNS:
            targets = left[draw.random(len(left)) < share]
            if len(targets):
                counts = _pushed(table, unknown, targets, way)
                moves.append(Move(unknown, counts - table.values[unknown]).without_dust())
                low[unknown] = np.minimum(low[unknown], counts)
                high[unknown] = np.maximum(high[unknown], counts)
                left = _narrow(table, unknown, low, high)
    return low, high, moves


def _narrow(table: Table, unknown: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Where among the unknown the sensitive counts are that could still be too narrow."""
    return np.flatnonzero((high - low < table.width - TOLERANCE)[unknown])


def _pushed(table: Table, unknown: np.ndarray, targets: np.ndarray, way: int) -> np.ndarray:
    """Counts of a possible table: each `gain <= way * (count - value)`, and no more than needed."""
    relations = table.relations_of(unknown)
    values, many = table.values[unknown], len(targets)
    apart = sparse.eye_array(len(unknown), format="csr")[targets]
    nothing = sparse.csr_array((relations.shape[0], many))
    found = linprog(
        np.concatenate([np.zeros(len(unknown)), -np.ones(many)]),
        A_eq=sparse.hstack([relations, nothing]),
        b_eq=relations @ values,
        A_ub=sparse.hstack([-way * apart, sparse.eye_array(many)]),
        b_ub=-way * values[targets],
        bounds=[(0, None)] * len(unknown) + [(0, width) for width in table.width[unknown][targets]],
        method="highs",
    )
    return found.x[: len(unknown)] if found.success else values
