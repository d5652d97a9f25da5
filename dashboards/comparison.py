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


@dataclass(frozen=True)
class Change:
    """A difference of two periods; `is_beyond_noise` is None where no interval allows to say."""

    difference: float
    is_beyond_noise: bool | None


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
    earlier = before.iloc[0]
    difference = latest["value"] - earlier["value"]
    if not (wording.has_interval(latest) and wording.has_interval(earlier)):
        return Change(difference, None)
    low, high = _square_and_add(latest, earlier)
    return Change(difference, not low <= 0 <= high)


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


def _square_and_add(latest: Mapping, earlier: Mapping) -> tuple[float, float]:
    """Newcombe's interval of a difference (1998), from the two figures' own intervals."""
    difference = latest["value"] - earlier["value"]
    down = math.hypot(latest["value"] - latest["ci_low"], earlier["ci_high"] - earlier["value"])
    up = math.hypot(latest["ci_high"] - latest["value"], earlier["value"] - earlier["ci_low"])
    return difference - down, difference + up
