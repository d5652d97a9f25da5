"""Another table that an attacker cannot tell from the true one, in which one count differs."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from pipelines.releases.disclosure.tables import TOLERANCE, Table

# How many of the dearest counts one more step is worth.
_FAR = 1000


@dataclass(frozen=True)
class Move:
    """How much each of some variables is moved; the relations hold after it, and no count is
    negative."""

    variables: np.ndarray
    by: np.ndarray

    def moved(self) -> np.ndarray:
        return self.variables[np.abs(self.by) > TOLERANCE]

    def without_dust(self) -> "Move":
        """The same, less what arithmetic leaves of a count that stood still."""
        is_moved = np.abs(self.by) > TOLERANCE
        return Move(self.variables[is_moved], self.by[is_moved])


def spread(table: Table, said: np.ndarray, moves: list[Move]) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest count that those of the moves show which an attacker of what is
    `said` cannot rule out: each of them is checked, however it was found."""
    low, high = table.values.copy(), table.values.copy()
    if not moves:
        return low, high
    lengths = [len(move.variables) for move in moves]
    steps = sparse.csr_array(
        (
            np.concatenate([move.by for move in moves]),
            np.concatenate([move.variables for move in moves]),
            np.concatenate([[0], np.cumsum(lengths)]),
        ),
        shape=(len(moves), len(table.values)),
    )
    number = np.repeat(np.arange(len(moves)), lengths)
    counts = table.values[steps.indices] + steps.data
    off_balance = abs(table.relations @ steps.T).max(axis=0).toarray().ravel()
    is_ruled_out = off_balance > TOLERANCE
    is_ruled_out[number[table.given_away(said)[steps.indices] | (counts < -TOLERANCE)]] = True
    stands = ~is_ruled_out[number]
    np.minimum.at(low, steps.indices[stands], counts[stands])
    np.maximum.at(high, steps.indices[stands], counts[stands])
    return low, high


def cheapest(table: Table, scope: np.ndarray, target: int, by: float, cost: np.ndarray) -> Move:
    """Move one variable by so much, or as far as it goes, and others at the least cost.

    Cost is that of each variable for ever being moved; infinite where it must stand still. This is
    the linear programme of Kelly, Golden and Assad (1992) for one cell: to charge a cell in
    proportion to its move, as far as its room goes, stands in for charging it once.
    """
    free = scope[np.isfinite(cost[scope])]
    at = np.flatnonzero(free == target)
    if not len(at):
        return Move(free[:0], np.zeros(0))
    relations = table.relations_of(free)
    room = table.values[free]
    usual = np.minimum(np.maximum(room, 1), abs(by))
    # Steps up and steps down, each from nothing to its room.
    price = np.concatenate([cost[free] / abs(by), cost[free] / usual])
    most = np.concatenate([np.full(len(free), np.inf), room])
    way, back = (at[0], len(free) + at[0])[:: 1 if by > 0 else -1]
    most[way], most[back] = min(abs(by), most[way]), 0
    # As far as it goes comes first, what it costs second.
    price[way] = -_FAR * (1 + price[np.isfinite(price)].max(initial=0))
    found = linprog(
        price,
        A_eq=sparse.hstack([relations, -relations], format="csc"),
        b_eq=np.zeros(relations.shape[0]),
        bounds=np.column_stack([np.zeros(len(most)), most]),
        method="highs-ds",
    )
    steps = found.x if found.success else np.zeros(len(most))
    return Move(free, steps[: len(free)] - steps[len(free) :])
