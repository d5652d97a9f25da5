"""Which statements to withdraw, so that no sensitive count can be worked out from the rest.

A sensitive count is protected once there are two tables, both of which an attacker must hold
possible, that differ in it by the threshold. Each protection is such a pair, found by a linear
programme; only counts that are given away nowhere move in it, so it holds whatever else is
withdrawn later. That is the proof; the attack (attack.py) looks for it again, not knowing of it.
"""

import numpy as np

from pipelines.releases.disclosure.attack import parts, reach, too_narrow
from pipelines.releases.disclosure.moves import Move, cheapest
from pipelines.releases.disclosure.neighbourhood import neighbourhood
from pipelines.releases.disclosure.tables import TOLERANCE, Table

# Of each sum, so many counts that cost least to hide are tried; then more.
_CHEAPEST = (5, 20)
# Variables that hang together: of more, to try one statement takes too long.
_SMALL = 500


class Suppression:
    """The state of the search: what is still said, and how far each count is known to move."""

    def __init__(self, table: Table, said: np.ndarray) -> None:
        self.table = table
        self.said = table.without(said, table.sensitive)
        self.at_most = self.said
        self.low, self.high, self.moves = reach(table, self._unknown())

    def withdraw(self) -> None:
        """Withdraw what must be, for one sensitive count after the other.

        The small ones last: what the large ones need hides them too, more often than not.
        """
        targets = np.flatnonzero(self.table.sensitive & ~self.table.known)
        for target in targets[np.lexsort((targets, -self.table.values[targets]))].tolist():
            self._protect(target)

    def restore(self, most: int) -> None:
        """Say what tells nothing that is not said elsewhere, and, of so many that readers miss
        most, what needs no hiding after all."""
        unknown = self._unknown()
        label = parts(self.table, unknown)
        missed = np.flatnonzero(self.at_most & ~self.said)
        for statement in missed[np.argsort(-self.table.weights[missed], kind="stable")]:
            said = self.said.copy()
            said[statement] = True
            learnt = ~self.table.given_away(self.said) & self.table.given_away(said)
            if learnt.any():
                most -= 1
                tied = unknown[np.isin(label, label[learnt[unknown]])]
                if (
                    most < 0
                    or len(tied) > _SMALL
                    or next(too_narrow(self.table, said, tied, self.moves), None) is not None
                ):
                    continue
            self.said = said

    def _unknown(self) -> np.ndarray:
        return np.flatnonzero(~self.table.given_away(self.said))

    def _missing(self, target: int) -> float:
        return self.table.width[target] - (self.high[target] - self.low[target])

    def _protect(self, target: int) -> None:
        """By what is hidden already, or else by hiding more: up if it can go there, or as far up as
        it goes and the rest of the way down."""
        scopes = self.table.scopes[target]
        if self._missing(target) <= TOLERANCE:
            return
        near = [neighbourhood(self.table, target, self._cost(), many) for many in _CHEAPEST]
        for scope, is_free in [
            (scopes[0], True),
            *((scope, False) for scope in near),
            *((scope, False) for scope in scopes),
        ]:
            for way, end in ((1, self.high), (-1, self.low)):
                missing = self._missing(target)
                if missing <= TOLERANCE:
                    return
                by = end[target] - self.table.values[target] + way * missing
                cost = self._cost()
                if is_free:
                    cost[cost > 0] = np.inf
                self._make(cheapest(self.table, scope, target, by, cost))

    def _cost(self) -> np.ndarray:
        """Of hiding a variable: the statements that would have to go."""
        cost = self.table.statements.T @ (self.table.weights * self.said)
        return np.where(self.table.known, np.inf, cost)

    def _make(self, move: Move) -> None:
        moved = np.zeros(len(self.table.values), dtype=bool)
        moved[move.moved()] = True
        self.said = self.table.without(self.said, moved)
        self._learn(move.variables, move.by)
        # Backwards, as far as no count becomes negative.
        rises = move.by > TOLERANCE
        if rises.any():
            far = min(1, (self.table.values[move.variables[rises]] / move.by[rises]).min())
            self._learn(move.variables, -far * move.by)

    def _learn(self, variables: np.ndarray, by: np.ndarray) -> None:
        self.moves.append(Move(variables, by).without_dust())
        counts = self.table.values[variables] + by
        self.low[variables] = np.minimum(self.low[variables], counts)
        self.high[variables] = np.maximum(self.high[variables], counts)


def suppressed(table: Table, said: np.ndarray, restored: int = 25) -> tuple[np.ndarray, list[Move]]:
    """What may still be said of `said`, and the moves that protect what may not.

    One statement after another costs, so few are restored.
    """
    suppression = Suppression(table, said)
    suppression.withdraw()
    suppression.restore(restored)
    return suppression.said, suppression.moves
