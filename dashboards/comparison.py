"""The newest period one may judge by, and its change on the period before."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboards import wording

STEPS = {
    "day": pd.DateOffset(days=1),
    "week": pd.DateOffset(weeks=1),
    "month": pd.DateOffset(months=1),
}


# Standard errors from a value to an end of its 95 % interval.
REACH = 1.96


@dataclass(frozen=True)
class Change:
    """A difference of two figures, with its interval where both have one."""

    difference: float
    low: float | None = None
    high: float | None = None

    @property
    def is_beyond_noise(self) -> bool | None:
        """None where no interval allows to say."""
        return None if self.low is None else not self.low <= 0 <= self.high

    @property
    def standard_error(self) -> float | None:
        """Of the side that faces zero: the one a reader's doubt is about."""
        if self.low is None:
            return None
        towards_zero = self.low if self.difference > 0 else self.high
        return abs(self.difference - towards_zero) / REACH


def newest_mature(rows: pd.DataFrame) -> Mapping:
    """The newest mature row; the newest of all where none is mature yet."""
    mature = rows[rows["is_mature"]]
    return (rows if mature.empty else mature).iloc[-1].to_dict()


def change_on_the_period_before(rows: pd.DataFrame, latest: Mapping, grain: str) -> Change | None:
    """None where the period before is missing: a change over a hole would be misread."""
    if grain not in STEPS or not latest["is_mature"]:
        return None
    before = rows[rows["period_start"] == latest["period_start"] - STEPS[grain]]
    if before.empty:
        return None
    return change(latest, before.iloc[0])


def change(latest: Mapping, earlier: Mapping) -> Change:
    """Newcombe's interval of a difference (1998): both figures' own, squared and added."""
    difference = latest["value"] - earlier["value"]
    if not (_has_error(latest) and _has_error(earlier)):
        return Change(difference)
    down = math.hypot(latest["value"] - latest["ci_low"], earlier["ci_high"] - earlier["value"])
    up = math.hypot(latest["ci_high"] - latest["value"], earlier["value"] - earlier["ci_low"])
    return Change(difference, difference - down, difference + up)


def _has_error(row: Mapping) -> bool:
    """Bounds for those who did not answer are no error of chance, and do not add like one."""
    return wording.has_interval(row) and row.get("ci_method") != "nonresponse_bounds"


def with_holes(rows: pd.DataFrame, grain: str) -> pd.DataFrame:
    """A row without value after each period that has no successor: no line is drawn across."""
    starts = rows["period_start"]
    expected = starts + STEPS[grain]
    holes = expected[expected.ne(starts.shift(-1))].iloc[:-1]
    if holes.empty:
        return rows
    empty = pd.DataFrame({"period_start": holes, "is_mature": True, "label": ""})
    return pd.concat([rows, empty]).sort_values("period_start", ignore_index=True)


def unbroken_end(rows: pd.DataFrame, grain: str) -> pd.DataFrame:
    """The newest periods that follow each other without a hole."""
    starts = rows["period_start"]
    follows = starts.eq((starts + STEPS[grain]).shift(1))
    return rows[(~follows).cumsum() == (~follows).sum()]
