"""Which of many figures changed more than noise explains, with all that were looked at in mind."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import pandas as pd

from dashboards import comparison
from dashboards.comparison import Change

# Of what is called a movement, at most this share is expected to be chance.
FALSE_DISCOVERIES = 0.05
PLACE = ("metric_id", "cut", "member")


@dataclass(frozen=True)
class Movement:
    """One figure of one place, in its newest settled period and in the one before."""

    latest: Mapping
    earlier: Mapping
    change: Change
    # In units of its own standard error.
    size: float


@dataclass(frozen=True)
class Search:
    found: list[Movement]
    looked_at: int
    without_interval: int


def search(rows: pd.DataFrame, grain: str) -> Search:
    """`rows` hold settled periods. The found stand by the size of the change over its error."""
    judged, without_interval = [], 0
    records = rows.sort_values([*PLACE, "period_start"]).to_dict("records")
    for _, periods in groupby(records, key=itemgetter(*PLACE)):
        *_, earlier, latest = [{"period_start": None}, *periods]
        if earlier["period_start"] != latest["period_start"] - comparison.STEPS[grain]:
            continue
        change = comparison.change(latest, earlier)
        if not change.standard_error:
            without_interval += 1
            continue
        size = abs(change.difference) / change.standard_error
        judged.append(Movement(latest, earlier, change, size))
    judged.sort(key=lambda movement: movement.size, reverse=True)
    found = judged[: _discoveries([_p_value(movement.size) for movement in judged])]
    return Search(found, len(judged), without_interval)


def _p_value(size: float) -> float:
    """Two-sided, by the normal distribution that the intervals follow in the middle."""
    return math.erfc(size / math.sqrt(2))


def _discoveries(p_values: list[float]) -> int:
    """How many of the smallest hold by Benjamini and Hochberg (1995); they come in order."""
    kept = 0
    for rank, p_value in enumerate(p_values, start=1):
        if p_value <= FALSE_DISCOVERIES * rank / len(p_values):
            kept = rank
    return kept
