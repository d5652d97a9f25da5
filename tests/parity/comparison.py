"""Two versions of a figure, cell by cell."""

import duckdb
import numpy as np
import pandas as pd

from pipelines.paths import Home
from tests.parity.cells import CELL

NUMBERS = ["value", "ci_low", "ci_high", "n", "numerator", "denominator"]
TOLERANCE = 1e-9


def warehouse_values(home: Home) -> pd.DataFrame:
    """What the warehouse says; a null value says no more than no row."""
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        return connection.execute(
            "select metric_id, period_grain,"
            " if(period_grain = 'all', 'all', period_start::varchar) as period_start, cut, member,"
            " numerator, denominator, value, ci_low, ci_high, n::double as n"
            " from metrics.metric_values where platform_id = 'all' and value is not null"
        ).df()


def differ(ours: pd.Series, theirs: pd.Series) -> np.ndarray:
    """Whether two columns differ by more than the tolerance, relative or absolute."""
    return ~np.isclose(
        ours.astype(float), theirs.astype(float), rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True
    )


def differences(ours: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    """Cells that one side lacks, and cells whose numbers differ; of the cuts that we work out."""
    ours = ours[ours["value"].notna()]
    if len(ours):
        theirs = theirs[theirs["cut"].isin(ours["cut"].unique())]
    both = ours[CELL + NUMBERS].merge(
        theirs[CELL + NUMBERS], on=CELL, how="outer", suffixes=("", "_warehouse"), indicator="side"
    )
    is_different = both["side"] != "both"
    for number in NUMBERS:
        is_different |= differ(both[number], both[f"{number}_warehouse"])
    return both[is_different]


def told(metric_id: str, differing: pd.DataFrame, ours: int, theirs: int) -> str:
    """The disagreement in words, with the first of its cells."""
    sides = differing["side"].value_counts()
    head = (
        f"{metric_id}: {ours} cells here, {theirs} in the warehouse;"
        f" {sides['both']} differ, {sides['left_only']} are not there,"
        f" {sides['right_only']} only there"
    )
    return f"{head}\n{differing.head(12).drop(columns='side').to_string()}"
