"""Which of many figures changed more than noise explains, with all that were looked at in mind."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import pandas as pd

from dashboards import comparison
from pipelines.significance import Change, change, discoveries

PLACE = ("metric_id", "cut", "member")


@dataclass(frozen=True)
class Movement:
    """One figure of one place, in its newest settled period and in the one before."""

    latest: Mapping
    earlier: Mapping
    change: Change


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
        moved = change(latest, earlier)
        if moved.size is None:
            without_interval += 1
            continue
        judged.append(Movement(latest, earlier, moved))
    judged.sort(key=lambda movement: movement.change.size, reverse=True)
    p_values = [movement.change.p_value for movement in judged]
    found = judged[: discoveries(p_values)]
    return Search(found, len(judged), without_interval)
