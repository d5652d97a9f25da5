"""Whether a group differs from the whole by more than chance, as a funnel plot tells it."""

from collections.abc import Mapping

import pandas as pd

from dashboards import wording

LEAST_N = 30
# Limits of 99.8 % (Spiegelhalter 2005): with many groups and figures, limits of 95 % would
# point at one in twenty by chance alone.
REACH = 3.09 / 1.96


def limits(row: Mapping, whole: float) -> tuple[float, float] | None:
    """Around the whole's value, as wide as this group's own error; None if too little is known."""
    if not wording.has_interval(row) or row["n"] < LEAST_N or pd.isna(whole):
        return None
    reach = (row["ci_high"] - row["ci_low"]) / 2 * REACH
    return whole - reach, whole + reach


def verdict(row: Mapping | None, whole: Mapping | None, direction: str) -> str:
    """`within`, `better`, `worse`, `not_enough_data` or `not_published`."""
    if row is None:
        return "not_published"
    found = limits(row, whole["value"]) if whole else None
    if found is None:
        return "not_enough_data"
    low, high = found
    if low <= row["value"] <= high:
        return "within"
    is_better = (row["value"] > high) == (direction == "higher_is_better")
    return "better" if is_better else "worse"
