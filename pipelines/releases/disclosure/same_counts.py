"""Counts that are one and the same: a run of one month, a platform alone, a kind of one region."""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from pipelines.releases.disclosure.tables import Table


def merged(table: Table) -> Table:
    """The same table with one variable for all that the relations make equal, each relation once.

    An attacker learns as much of it, from a fraction of the programme.
    """
    label = _labels(table.relations.tocsr())
    size = label.max() + 1
    first = np.unique(label, return_index=True)[1]
    onto = sparse.csr_array(
        (np.ones(len(label)), (np.arange(len(label)), label)), shape=(len(label), size)
    )
    said = table.statements @ onto
    said.data[:] = 1
    # Many counts share a scope.
    scopes = {id(scope): scope for of in table.scopes for scope in of}
    scopes = {number: np.unique(label[scope]) for number, scope in scopes.items()}
    return Table(
        values=table.values[first],
        relations=_once(table.relations.tocsr() @ onto),
        statements=said,
        weights=table.weights,
        width=_most(table.width, label, size),
        known=_most(table.known, label, size),
        scopes=[tuple(scopes[id(scope)] for scope in table.scopes[at]) for at in first],
    )


def _labels(relations: sparse.csr_array) -> np.ndarray:
    """One number for all variables that relations of two, one the other, tie together."""
    is_equality = (np.diff(relations.indptr) == 2) & (relations.sum(axis=1) == 0)
    ties = abs(relations[is_equality])
    return connected_components(ties.T @ ties, directed=False)[1]


def _most(values: np.ndarray, label: np.ndarray, size: int) -> np.ndarray:
    most = np.zeros(size, dtype=values.dtype)
    np.maximum.at(most, label, values)
    return most


def _once(relations: sparse.csr_array) -> sparse.csc_array:
    relations.eliminate_zeros()
    relations.sort_indices()
    rows = {}
    for row, (start, end) in enumerate(zip(relations.indptr, relations.indptr[1:], strict=False)):
        if end > start:
            rows.setdefault(
                (relations.indices[start:end].tobytes(), relations.data[start:end].tobytes()), row
            )
    return relations[list(rows.values())].tocsc()
