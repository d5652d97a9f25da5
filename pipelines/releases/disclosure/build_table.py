"""The table that an attacker of the public file is up against."""

import numpy as np
import pandas as pd
from scipy import sparse

from pipelines.releases.disclosure.same_counts import merged
from pipelines.releases.disclosure.tables import Table

# Columns of counts whose first and second add up to the third.
_WHOLES = (("numerator", "rest", "denominator"), ("at_most", "rest_at_most", "denominator"))
# How wide an interval must stay of what must not become certain.
KEPT = 1
_WORKED_OUT = ("rest", "rest_at_most")


def build_table(
    statements: pd.DataFrame,
    counts: pd.DataFrame,
    sums: sparse.csr_array,
    history: pd.DataFrame,
    threshold: float,
) -> Table:
    """Variables are quantities in cells, and what a total holds besides the members known.

    `history` goes with `counts`, see history.py.
    """
    counts = counts.join(history)
    counts["variable"] = counts.groupby(["quantity", "cell"]).ngroup()
    apart = (counts["value"] - counts["said"]).abs()
    counts["is_as_said"] = apart == 0
    counts["is_near_said"] = _few(apart, threshold)
    counts["is_as_then"] = counts["value"] == counts["then"]
    of_variable = counts.groupby("variable")
    variables = of_variable[["quantity", "cell", "value"]].first()
    was = ["is_as_said", "is_near_said", "is_as_then", "was_renewed"]
    variables[was] = of_variable[was].any()
    given = counts[~counts["role"].isin(_WORKED_OUT)]
    relations, rests = _added_up(variables, sums)
    size = len(variables) + len(rests)
    values = np.concatenate([variables["value"], rests["value"]])
    known, width = _secrets(variables, variables.index.isin(given["variable"]), threshold)
    table = Table(
        values=values,
        relations=sparse.vstack([relations, _wholes(counts, size)]).tocsc(),
        statements=sparse.csr_array(
            (np.ones(len(given)), (given["statement"], given["variable"])),
            shape=(len(statements), size),
        ),
        weights=_weights(statements),
        width=np.concatenate([width, threshold * _few(rests["value"], threshold)]),
        known=np.concatenate([known, np.zeros(len(rests), dtype=bool)]),
        scopes=_scopes(counts, np.concatenate([variables["quantity"], rests["quantity"]])),
    )
    return merged(table)


def _secrets(
    variables: pd.DataFrame, is_given: np.ndarray, threshold: float
) -> tuple[np.ndarray, np.ndarray]:
    """What is no secret any more, and how well the others must be kept.

    A reader of all releases takes what was said last, and would be the same today, to be the same.
    What was withheld and has not changed since would tell on what it was withheld for: it must not
    become certain.
    """
    value = variables["value"]
    known = is_given & ((value == 0) | variables["is_as_said"])
    is_few = _few(value, threshold) | variables["is_near_said"]
    is_kept = is_given & ~variables["was_renewed"] & variables["is_as_then"] & ~known
    return known.to_numpy(), np.where(is_few, threshold, np.where(is_kept, KEPT, 0)).astype(float)


def _few(count: pd.Series, threshold: float) -> pd.Series:
    return (count > 0) & (count < threshold)


def _weights(statements: pd.DataFrame) -> np.ndarray:
    """Readers miss a large group more than a small one, and the whole more than any group."""
    weight = 1 + np.log10(1 + statements["n"])
    return np.where(statements["cut"] == "all", 100 * weight, weight)


def _added_up(
    variables: pd.DataFrame, sums: sparse.csr_array
) -> tuple[sparse.csr_array, pd.DataFrame]:
    """The sums of each quantity that does add up, and what the total of each holds besides."""
    cells = sums.shape[1]
    parts, rests, size = [], [], len(variables)
    children = (sums > 0).astype(float)
    totals = (sums < 0).astype(float)
    for quantity, own in variables.groupby("quantity"):
        spread = sparse.csr_array(
            (np.ones(len(own)), (own["cell"], own.index)), shape=(cells, len(variables))
        )
        held = np.zeros(cells)
        held[own["cell"]] = own["value"]
        is_held = np.isin(np.arange(cells), own["cell"]).astype(float)
        over = sums @ held
        adds_up = (totals @ is_held > 0) & (children @ is_held > 0) & (over <= 0)
        parts.append((sums @ spread)[adds_up])
        rest = -over[adds_up]
        rests.append(pd.DataFrame({"quantity": quantity, "value": rest}))
        size += len(rest)
    rest = pd.concat(rests, ignore_index=True)
    relations = sparse.hstack(
        [sparse.vstack(parts), sparse.eye_array(len(rest), format="csr")], format="csr"
    )
    is_left = (rest["value"] > 0).to_numpy()
    kept = np.concatenate([np.ones(len(variables), dtype=bool), is_left])
    return relations[:, kept], rest[is_left]


def _wholes(counts: pd.DataFrame, size: int) -> sparse.csr_array:
    """A part and the rest of it are the whole."""
    triples = _triples(counts, "variable")
    row = np.arange(len(triples))
    return sparse.csr_array(
        (np.repeat([1.0, 1.0, -1.0], len(row)), (np.tile(row, 3), triples.T.ravel())),
        shape=(len(row), size),
    )


def _scopes(counts: pd.DataFrame, quantity: np.ndarray) -> list[tuple[np.ndarray, ...]]:
    """To move a quantity with what it leaves over; then with wholes and parts; then anything."""
    triples = _triples(counts, "quantity").tolist()
    everything = np.arange(len(quantity))
    scope = {}
    for number in np.unique(quantity):
        own = [triple for triple in triples if number in triple]
        narrow = {number} | {part if number == rest else rest for part, rest, _ in own}
        near = {other for triple in triples if narrow & set(triple) for other in triple}
        scope[number] = (
            *(np.flatnonzero(np.isin(quantity, list(group))) for group in (narrow, narrow | near)),
            everything,
        )
    return [scope[number] for number in quantity]


def _triples(counts: pd.DataFrame, of: str) -> np.ndarray:
    """Part, rest and whole: once each, and none that is its own whole."""
    found = []
    for roles in _WHOLES:
        part, rest, whole = (
            counts[counts["role"] == role].set_index("statement") for role in roles
        )
        found.append(pd.concat([part[of], rest[of], whole[of]], axis=1, join="inner").to_numpy())
    triples = np.unique(np.concatenate(found), axis=0).reshape(-1, 3)
    return triples[triples[:, 0] != triples[:, 2]]
