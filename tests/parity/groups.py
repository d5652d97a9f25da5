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
    def error(self) -> float:
        """Standard error behind the interval: of a share without failures too, it is not 0."""
        return (self.high - self.low) / 2 / stats.t.ppf(0.975, self.clusters - 1)


def group(figure: Compared, units: pd.DataFrame) -> Group:
    measures = ["numerator", "denominator"]
    clusters = units.groupby(["region", "date"], as_index=False)[measures].sum()
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


def standardised_error(figure: Compared, part: Group, weights: pd.Series) -> tuple[float, int]:
    """Clustered standard error of the values of the strata, weighted so; and the clusters."""
    units = part.units.join(
        pd.DataFrame({"weight": weights / weights.sum()}), on=figure.stratum, how="inner"
    )
    units = units.join(
        part.strata.rename(columns={"weight": "total", "value": "rate"}), on=figure.stratum
    )
    units = units[(units["numerator"] != 0) | (units["denominator"] != 0)]
    leaning = units["numerator"] - units["rate"] * units["denominator"]
    influence = leaning * units["weight"] / units["total"]
    sums = influence.groupby([units["region"], units["date"]]).sum()
    count = len(sums)
    return float(np.sqrt(count / (count - 1) * (sums**2).sum())), count
