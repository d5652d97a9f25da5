"""The newest period one may judge by, and its change on the period before."""

from collections.abc import Mapping

import pandas as pd

from pipelines.significance import Change, change

STEPS = {
    "day": pd.DateOffset(days=1),
    "week": pd.DateOffset(weeks=1),
    "month": pd.DateOffset(months=1),
}


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
