"""Tables of months that are mostly too small to show: they are not published at all.

Two hundred kinds of complaint over sixty months leave a few cells that are large enough, and tens
of thousands to protect. Nobody reads such a table, and without it no programme has to be solved.
"""

import numpy as np
import pandas as pd

from pipelines.releases.disclosure.quantities import values_by_role

# Smaller ones are worth protecting cell by cell.
MANY_CELLS = 300
SHOWN = 1 / 4


def is_in_a_thin_table(statements: pd.DataFrame) -> np.ndarray:
    """Which statements are cells of a figure, cut and month where under a quarter could be said."""
    table = statements.groupby(["metric_id", "platform_id", "period_grain", "cut"])["is_public"]
    is_thin = (table.transform("size") >= MANY_CELLS) & (table.transform("mean") < SHOWN)
    return (is_thin & (statements["period_grain"] == "month")).to_numpy()


def tells_of_thin_tables(
    statements: pd.DataFrame, is_thin: np.ndarray, threshold: float
) -> np.ndarray:
    """Which statements about the whole run must go too, as they narrow down a cell of its months.

    Of a table of which only the sums are known, a cell lies between what its row and its column
    have beyond the whole, and the smaller of the two (Fréchet).
    """
    values = values_by_role(statements)
    key = ["metric_id", "platform_id"]
    run = statements["period_grain"] == "all"
    told = np.zeros(len(statements), dtype=bool)
    for role in ("n", "numerator", "denominator", "rest"):
        counts = statements[[*key, "period_start", "cut", "member"]].assign(count=values[role])
        rows = counts[run].assign(statement=np.flatnonzero(run))
        months = counts[statements["cut"].eq("all") & ~run]
        rows_of_cells = rows.drop(columns="period_start")
        columns = months[[*key, "period_start", "count"]]
        wholes = rows.loc[rows["cut"] == "all", [*key, "count"]]
        cells = (
            counts[is_thin]
            .merge(rows_of_cells, on=[*key, "cut", "member"], suffixes=("", "_row"))
            .merge(columns, on=[*key, "period_start"], suffixes=("", "_column"))
            .merge(wholes, on=key, suffixes=("", "_whole"))
        )
        low = (cells["count_row"] + cells["count_column"] - cells["count_whole"]).clip(lower=0)
        width = cells[["count_row", "count_column"]].min(axis=1) - low
        is_few = (cells["count"] > 0) & (cells["count"] < threshold)
        told[cells.loc[is_few & (width < threshold), "statement"]] = True
    return told
