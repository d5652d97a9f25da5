"""`fairness_gaps` of the warehouse beside the second version's."""

from functools import cache

import pandas as pd

from tests.parity import fairness
from tests.parity.comparison import differ
from tests.parity.records import Records
from tests.parity.world import World

NUMBERS = [
    "value_member",
    "value_reference",
    "gap",
    "gap_low",
    "gap_high",
    "ratio",
    "standardised_gap",
    "standardised_low",
    "standardised_high",
    "share_compared",
    "treatment_part",
    "mix_part",
    "p_value",
    "q_value",
    "minimum_detectable_gap",
    "n_member",
    "n_reference",
]
WORDS = ["family", "reference", "verdict"]


@cache
def worked_out_gaps(records: Records) -> pd.DataFrame:
    return fairness.gaps(records)


def side_by_side(world: World) -> pd.DataFrame:
    """A row for each comparison that either version makes; `side` says which."""
    theirs = world.table(
        "select * replace (if(period_grain = 'all', 'all', period_start::varchar)"
        " as period_start) from metrics.fairness_gaps where platform_id = 'all'"
    )
    ours = worked_out_gaps(world.records).reindex(columns=theirs.columns)
    ours = ours.astype(dict.fromkeys(fairness.KEY, object))
    return ours.merge(theirs, "outer", fairness.KEY, suffixes=("", "_warehouse"), indicator="side")


def made_once_only(gaps: pd.DataFrame) -> pd.DataFrame:
    """Comparisons that only one version makes."""
    return gaps.loc[gaps["side"] != "both", [*fairness.KEY, "side"]]


def differing(gaps: pd.DataFrame, column: str) -> pd.DataFrame:
    """Comparisons of which the versions say something else."""
    gaps = gaps[gaps["side"] == "both"]
    ours, theirs = gaps[column], gaps[f"{column}_warehouse"]
    differs = (ours != theirs) if column in WORDS else differ(ours, theirs)
    return gaps.loc[differs, [*fairness.KEY, column, f"{column}_warehouse"]]
