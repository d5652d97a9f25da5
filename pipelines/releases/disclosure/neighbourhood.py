"""Which counts are worth moving for the sake of one: a few in each sum that it is part of."""

import numpy as np

from pipelines.releases.disclosure.tables import Table


def neighbourhood(table: Table, target: int, cost: np.ndarray, many: int) -> np.ndarray:
    """The so many cheapest counts of each sum that holds the target, and what closes their loops.

    A count moves against another of its month, and this one against its own other months: the
    loop closes where two of the sums touched cross. What a count leaves over goes along with it.
    """
    chosen = _with_partners(table, np.array([target]))
    near = [chosen]
    for relation in _of(table, chosen):
        members = _members(table, relation)
        near.append(members[np.argsort(cost[members], kind="stable")[:many]])
    chosen = _with_partners(table, np.unique(np.concatenate(near)))
    times = np.bincount(table.by_relation[_of(table, chosen)].indices, minlength=len(table.values))
    return _with_partners(table, np.union1d(chosen, np.flatnonzero(times > 1)))


def _of(table: Table, variables: np.ndarray) -> np.ndarray:
    return np.unique(table.relations[:, variables].indices)


def _members(table: Table, relation: int) -> np.ndarray:
    by_relation = table.by_relation
    return by_relation.indices[by_relation.indptr[relation] : by_relation.indptr[relation + 1]]


def _with_partners(table: Table, variables: np.ndarray) -> np.ndarray:
    """And what must move with them: the members of relations of three at most."""
    relations = _of(table, variables)
    tight = relations[np.diff(table.by_relation.indptr)[relations] <= 3]
    return np.union1d(variables, table.by_relation[tight].indices)
