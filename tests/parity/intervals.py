"""Intervals of METRICS.md 0, written anew: a ratio of sums over clusters, and Newcombe's gap."""

import numpy as np
import pandas as pd
from scipy import stats

FEWEST_CLUSTERS = 10


def ratio_variance(
    clusters: pd.DataFrame, keys: list[str], numerator: str, denominator: str
) -> pd.DataFrame:
    """N, D, K, r and v of every cell, from rows that hold one cluster of one cell each."""
    held = clusters[(clusters[numerator] != 0) | (clusters[denominator] != 0)]
    cells = held.groupby(keys, sort=False)[[numerator, denominator]].sum()
    cells["clusters"] = held.groupby(keys, sort=False).size()
    cells = cells.rename(columns={numerator: "numerator", denominator: "denominator"})
    cells = cells[cells["denominator"] != 0]
    cells["ratio"] = cells["numerator"] / cells["denominator"]
    joined = held.join(cells[["ratio"]], on=keys, how="inner")
    squares = (joined[numerator] - joined["ratio"] * joined[denominator]) ** 2
    cells["squares"] = squares.groupby([joined[key] for key in keys], sort=False).sum()
    count = cells["clusters"]
    cells["variance"] = (
        (count / (count - 1).where(count > 1)) * cells["squares"] / cells["denominator"] ** 2
    )
    return cells.reset_index()


def student(clusters: pd.Series) -> pd.Series:
    """97.5 % quantile of Student's t with K - 1 degrees of freedom; absent for too few clusters."""
    enough = clusters >= FEWEST_CLUSTERS
    return pd.Series(stats.t.ppf(0.975, clusters.where(enough) - 1), index=clusters.index)


def cluster_t(cells: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    half = student(cells["clusters"]) * np.sqrt(cells["variance"])
    return cells["ratio"] - half, cells["ratio"] + half


def cluster_wilson(cells: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Wilson's interval with the effective sample size (Korn & Graubard 1998; Wilson 1927)."""
    rate, total = cells["ratio"], cells["denominator"]
    simple = rate * (1 - rate) / total
    design_effect = (cells["variance"] / simple.where(simple > 0)).fillna(1).clip(lower=1)
    size = total / design_effect
    z = student(cells["clusters"])
    centre = (rate + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(rate * (1 - rate) / size + z**2 / (4 * size**2))
    return centre - half, centre + half


def newcombe(
    member: tuple[float, float, float], reference: tuple[float, float, float], together: float
) -> tuple[float, float]:
    """Square-and-add: bounds of a difference from the (value, low, high) of both (1998).

    `together` is the correlation of the two (Zou & Donner 2008).
    """
    (value, low, high), (other, other_low, other_high) = member, reference
    gap = value - other
    return (
        gap - error_of_difference(value - low, other_high - other, together),
        gap + error_of_difference(high - value, other - other_low, together),
    )


def error_of_difference(error: float, other: float, together: float) -> float:
    return float(np.sqrt(abs(error**2 + other**2 - 2 * together * error * other)))
