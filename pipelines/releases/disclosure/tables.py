"""A table of counts as an attacker sees it: what is said of it, and how its counts add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

# Of counts: what arithmetic leaves of a whole number.
TOLERANCE = 1e-5


@dataclass(frozen=True)
class Table:
    """Counts, the sums that tie them together, and the statements that give them away."""

    values: np.ndarray
    """The count of each variable."""

    relations: sparse.csc_array
    """What everybody knows: `relations @ values == 0`, such as children minus their total."""

    statements: sparse.csr_array
    """Which variables each statement gives away; one that no statement gives may be derived."""

    weights: np.ndarray
    """What a reader loses with each statement."""

    width: np.ndarray
    """How wide an interval must stay possible for a variable; 0 where anybody may know it."""

    known: np.ndarray
    """Whether it is no secret even if no statement gives it away: zero, or said long ago."""

    scopes: Sequence[Sequence[np.ndarray]]
    """For each variable, groups of variables to protect it by moving them, the narrow one first."""

    @cached_property
    def sensitive(self) -> np.ndarray:
        return self.width > 0

    @cached_property
    def by_relation(self) -> sparse.csr_array:
        return self.relations.tocsr()

    def given_away(self, said: np.ndarray) -> np.ndarray:
        """Which variables these statements give away, or history does."""
        return (self.statements.T @ said.astype(float) > 0) | self.known

    def without(self, said: np.ndarray, variables: np.ndarray) -> np.ndarray:
        """These statements less those that give one of the variables away."""
        return said & ~(self.statements @ variables.astype(float) > 0)

    def relations_of(self, variables: np.ndarray) -> sparse.csc_array:
        """The relations among these variables, all others standing still."""
        part = self.relations[:, variables]
        return part[np.unique(part.indices), :]
