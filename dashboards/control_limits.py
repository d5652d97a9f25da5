"""Whether a group differs from the whole by more than chance, as a funnel plot tells it.

The limits are as wide as the group's own error, which counts the cases of one day as one cluster.
"""

from collections.abc import Mapping

import pandas as pd

from dashboards import wording

LEAST_N = 30
# Two-sided 95 % and 99.8 % (Spiegelhalter 2005). With many groups and figures, limits of 95 %
# alone would point at one in twenty by chance.
OF_THE_INTERVAL, WARNING, ALARM = 1.959964, 1.959964, 3.090232


def limits(row: Mapping, whole: float, deviation: float = ALARM) -> tuple[float, float] | None:
    """Around the whole's value; None if too little is known of the group."""
    if not wording.has_interval(row) or row["n"] < LEAST_N or pd.isna(whole):
        return None
    reach = (row["ci_high"] - row["ci_low"]) / 2 * deviation / OF_THE_INTERVAL
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


def judged(rows: pd.DataFrame, whole: float) -> pd.DataFrame:
    """`place`: inside, warning beyond 95 %, alarm beyond 99.8 %, or not_judged; with its limits."""
    told = []
    for row in rows.to_dict("records"):
        wide, narrow = limits(row, whole, ALARM), limits(row, whole, WARNING)
        if wide is None or narrow is None:
            told.append({"place": "not_judged"})
            continue
        beyond = [low > row["value"] or row["value"] > high for low, high in (narrow, wide)]
        told.append(
            {
                "place": ("inside", "warning", "alarm")[sum(beyond)],
                "low_95": narrow[0],
                "high_95": narrow[1],
                "low_998": wide[0],
                "high_998": wide[1],
            }
        )
    columns = ["place", "low_95", "high_95", "low_998", "high_998"]
    return rows.join(pd.DataFrame(told, index=rows.index, columns=columns))
