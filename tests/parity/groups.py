"""What METRICS.md 8 says of one group in one figure: its value, its spread, its strata."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from tests.parity import intervals
from tests.parity.fairness_units import Compared


@dataclass(frozen=True, eq=False)
class Group:
    value: float
    low: float
    high: float
    clusters: int
    n: int
    strata: pd.DataFrame
    """`weight` and `value` of each stratum."""
    units: pd.DataFrame

    @property
    def errors(self) -> tuple[float, float]:
        """Standard errors behind the interval, below and above: without failures, not 0 above."""
        t = stats.t.ppf(0.975, self.clusters - 1)
        return (self.value - self.low) / t, (self.high - self.value) / t


def group(figure: Compared, units: pd.DataFrame) -> Group:
    measures = ["numerator", "denominator"]
    clusters = units.groupby("date", as_index=False)[measures].sum()
    cells = intervals.ratio_variance(clusters.assign(one=1), ["one"], *measures)
    (low,), (high,) = getattr(intervals, figure.method)(cells)
    sums = units.groupby(figure.stratum, dropna=False)[measures].sum()
    sums = sums[sums["denominator"] > 0]
    return Group(
        value=float(cells["ratio"][0]),
        low=low,
        high=high,
        clusters=int(cells["clusters"][0]),
        n=int((units["denominator"] > 0).sum()),
        strata=pd.DataFrame(
            {"weight": sums["denominator"], "value": sums["numerator"] / sums["denominator"]}
        ),
        units=units,
    )


def together(one: Group, other: Group) -> float:
    """How far the residuals of two groups go together over dates; 0 where one has none."""
    residuals = [
        (side.units["numerator"] - side.value * side.units["denominator"])
        .groupby(side.units["date"])
        .sum()
        for side in (one, other)
    ]
    pulls = pd.concat(residuals, axis=1).fillna(0).to_numpy()
    squares = (pulls**2).sum(axis=0)
    return float(pulls.prod(axis=1).sum() / np.sqrt(squares.prod())) if squares.all() else 0.0


def standardised_error(figure: Compared, one: Group, other: Group) -> tuple[float, float]:
    """Standard error of the gap at the pooled mix, and its degrees of freedom.

    By leaving out each date. Dates that hold both groups are one sample; else there are two (Welch
    1947).
    """
    tables = _tables(figure, one, other)
    sides = [table[:, :, 1].sum(axis=1) > 0 for table in tables]
    gap = _pooled_gap(*(table.sum(axis=0)[None] for table in tables))
    changes = gap - _pooled_gap(*(table.sum(axis=0)[None] - table for table in tables))
    samples = [sides[0] | sides[1]] if (sides[0] & sides[1]).any() else sides
    sizes = np.array([sample.sum() for sample in samples])
    spread = [((changes[sample] - changes[sample].mean()) ** 2).sum() for sample in samples]
    variances = (sizes - 1) / sizes * np.array(spread)
    with np.errstate(invalid="ignore"):
        degrees = variances.sum() ** 2 / (variances**2 / (sizes - 1)).sum()
    return float(np.sqrt(variances.sum())), float(degrees)


def _tables(figure: Compared, *sides: Group) -> list[np.ndarray]:
    """Of each side: date × stratum × (numerator, denominator), in strata that both have."""
    named = [side.units.assign(stratum=_names(side.units[figure.stratum])) for side in sides]
    weighty = [units.loc[units["denominator"] > 0, "stratum"] for units in named]
    shared = sorted(set(weighty[0]) & set(weighty[1]))
    dates = sorted(set(named[0]["date"]) | set(named[1]["date"]))
    tables = []
    for units in named:
        wide = [
            units.pivot_table(part, "date", "stratum", "sum").reindex(index=dates, columns=shared)
            for part in ("numerator", "denominator")
        ]
        tables.append(np.stack([part.fillna(0).to_numpy(dtype=float) for part in wide], axis=2))
    held = sum(table[:, :, 1].sum(axis=1) for table in tables) > 0
    return [table[held] for table in tables]


def _names(strata: pd.DataFrame) -> pd.Series:
    return strata.astype(str).agg(" ".join, axis=1)


def _pooled_gap(member: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Gap at the mix of both, of each of many tables of stratum × (numerator, denominator)."""
    good, count, other_good, other_count = (
        table[:, :, part] for table in (member, reference) for part in (0, 1)
    )
    both = (count > 0) & (other_count > 0)
    weight = np.where(both, count + other_count, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        gaps = np.where(both, good / count - other_good / other_count, 0)
        return (weight * gaps).sum(axis=1) / weight.sum(axis=1)
