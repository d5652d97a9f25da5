"""Random tables with all their margins, an attacker of them, and the least that must be hidden.

Run as a module, it tries a thousand of them and prints what came of it.
"""

import itertools
import sys
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from pipelines.releases.disclosure.suppress import suppressed
from pipelines.releases.disclosure.tables import Table

THRESHOLD = 10
LONGEST = {2: 7, 3: 4, 4: 3}
TOTAL = "all"
# What the exact solver settles within seconds.
SMALL = 60
SECONDS = 5


def random_table(seed: int) -> Table:
    """A cross table of 2 to 4 dimensions with every margin, a third of it small counts."""
    draw = np.random.default_rng(seed)
    dimensions = int(draw.integers(2, 5))
    sizes = draw.integers(2, LONGEST[dimensions] + 1, dimensions)
    inner = np.where(
        draw.random(sizes) < draw.uniform(0.05, 0.5),
        draw.integers(0, 15, sizes),
        draw.integers(5, 500, sizes),
    )
    return table_of(inner)


def table_of(inner: np.ndarray) -> Table:
    """Each cell is said by a statement of its own; all that its margins tell is a relation."""
    lengths = inner.shape
    cells = list(itertools.product(*[[*range(length), TOTAL] for length in lengths]))
    place = {cell: at for at, cell in enumerate(cells)}
    values = np.array(
        [inner[tuple(slice(None) if at == TOTAL else at for at in cell)].sum() for cell in cells],
        dtype=float,
    )
    relations = sparse.lil_array((sum(cell.count(TOTAL) for cell in cells), len(cells)))
    number = 0
    for cell in cells:
        for axis in [axis for axis, at in enumerate(cell) if at == TOTAL]:
            relations[number, place[cell]] = -1
            for member in range(lengths[axis]):
                relations[number, place[(*cell[:axis], member, *cell[axis + 1 :])]] = 1
            number += 1
    everything = np.arange(len(cells))
    return Table(
        values=values,
        relations=relations.tocsc(),
        statements=sparse.eye_array(len(cells), format="csr"),
        weights=np.ones(len(cells)),
        width=np.where((values > 0) & (values < THRESHOLD), THRESHOLD, 0),
        known=values == 0,
        scopes=[(everything,)] * len(cells),
    )


def least_hidden(table: Table, seconds: float) -> float | None:
    """The fewest cells that any pattern hides which an attacker cannot narrow down.

    Of each sensitive cell two tables, `high` and `low`, at least the threshold apart, in which only
    hidden cells differ from the true one. None if the solver does not settle it in time.
    """
    count, targets = len(table.values), np.flatnonzero(table.sensitive)
    if not len(targets):
        return 0.0
    worlds = 2 * len(targets)
    size = count * (1 + worlds)
    most = table.values.sum() + THRESHOLD
    rules = []
    for world in range(worlds):
        start = count * (1 + world)
        here = sparse.eye_array(count, size, k=start, format="csr")
        hidden = sparse.eye_array(count, size, format="csr")
        reach = np.minimum(np.maximum(table.values, THRESHOLD), most)
        scale = sparse.diags_array(reach)
        rules += [
            LinearConstraint(table.relations @ here, 0, 0),
            LinearConstraint(here - scale @ hidden, -np.inf, 0),
            LinearConstraint(here + scale @ hidden, 0, np.inf),
        ]
    for number, target in enumerate(targets):
        apart = sparse.lil_array((1, size))
        apart[0, count * (1 + 2 * number) + target] = 1
        apart[0, count * (2 + 2 * number) + target] = -1
        rules.append(LinearConstraint(apart.tocsr(), THRESHOLD, np.inf))
    low = np.concatenate([table.sensitive.astype(float), np.tile(-table.values, worlds)])
    high = np.concatenate([~table.known, np.full(count * worlds, most)])
    found = milp(
        np.concatenate([table.weights, np.zeros(count * worlds)]),
        constraints=rules,
        integrality=np.concatenate([np.ones(count), np.zeros(count * worlds)]),
        bounds=Bounds(low, high),
        options={"time_limit": seconds},
    )
    return float(found.fun) if found.status == 0 else None


def interval(table: Table, said: np.ndarray, cell: int) -> tuple[float, float]:
    """What an attacker makes of a cell who has the cells said, the margins' sums, and zeros."""
    cells = np.arange(len(table.values))
    public = cells[said | table.known]
    at = sparse.eye_array(len(cells), format="csr")[public]
    rules = sparse.vstack([table.relations, at])
    total = np.concatenate([np.zeros(table.relations.shape[0]), table.values[public]])
    objective = (cells == cell).astype(float)
    low, high = (
        linprog(way * objective, A_eq=rules, b_eq=total, bounds=(0, None), method="highs")
        for way in (1, -1)
    )
    return low.fun, -high.fun if high.status == 0 else np.inf


@dataclass
class Tally:
    """What came of many tables."""

    tables: int = 0
    cells: int = 0
    sensitive: int = 0
    hidden: int = 0
    recovered: int = 0
    settled: int = 0
    hidden_of_settled: float = 0
    least_of_settled: float = 0
    worst: float = 1

    def add(self, seed: int) -> None:
        table = random_table(seed)
        said, _ = suppressed(table, np.ones(len(table.values), dtype=bool))
        hidden = int((~said).sum())
        self.tables += 1
        self.cells += len(said)
        self.sensitive += int(table.sensitive.sum())
        self.hidden += hidden
        for cell in np.flatnonzero(table.sensitive):
            low, high = interval(table, said, cell)
            self.recovered += high - low < THRESHOLD - 1e-3
        if len(said) <= SMALL and (least := least_hidden(table, SECONDS)):
            self.settled += 1
            self.hidden_of_settled += hidden
            self.least_of_settled += least
            self.worst = max(self.worst, hidden / least)

    def __str__(self) -> str:
        ratio = self.hidden_of_settled / max(self.least_of_settled, 1)
        return (
            f"{self.tables} tables: {self.recovered} of {self.sensitive} small cells recovered;"
            f" {self.hidden / self.cells:.1%} of {self.cells} cells hidden; of {self.settled} small"
            f" tables {ratio:.2f} times the least, {self.worst:.2f} at worst"
        )


if __name__ == "__main__":
    tally = Tally()
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        tally.add(seed)
        if seed % 50 == 49:
            sys.stdout.write(f"{tally}\n")
            sys.stdout.flush()
