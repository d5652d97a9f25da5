"""Which cells add up to which: members of a cut, regions of a kind, months, platforms."""

import duckdb
import numpy as np
import pandas as pd
from scipy import sparse

# Of each period, the regions that were of one kind all the while. One that was of two kinds is in
# the rest of both.
_KINDS = """
    with versions as (
        from (
            select
                region_id, valid_from, valid_to,
                region_type, city_tier::varchar as city_tier, income_band::varchar as income_band
            from built.marts.dim_regions
        )
        unpivot (member for cut in (region_type, city_tier, income_band))
    )

    select
        periods.period_grain, periods.period_start, versions.cut, versions.region_id,
        min(versions.member) as member
    from (
        select distinct period_grain, period_start from built.metrics.metric_values
        where period_grain in ('month', 'all')
    ) as periods
    inner join versions
        on periods.period_grain = 'all'
        or (
            versions.valid_from < periods.period_start + interval 1 month
            and coalesce(versions.valid_to > periods.period_start, true)
        )
    group by all
    having count(distinct versions.member) = 1
    -- In another order the same programme can have another answer, as good.
    order by all
"""


def sums(connection: duckdb.DuckDBPyConnection, cells: pd.DataFrame) -> sparse.csr_array:
    """One row per sum, one column per cell: -1 for the total, 1 for what it is the sum of."""
    total_of = pd.concat(
        [
            _children(cells, {"cut": "all", "member": "all"}, cells["cut"] != "all"),
            _children(cells, {"platform_id": "all"}, cells["platform_id"] != "all"),
            _months(cells),
            _regions_of_a_kind(cells, connection.execute(_KINDS).df()),
        ],
        ignore_index=True,
    )
    total_of["sum"] = total_of.groupby(["kind", "total"], sort=False).ngroup()
    totals = total_of.drop_duplicates("sum")
    return sparse.csr_array(
        (
            np.concatenate([np.ones(len(total_of)), -np.ones(len(totals))]),
            (
                np.concatenate([total_of["sum"], totals["sum"]]),
                np.concatenate([total_of["cell"], totals["total"]]),
            ),
        ),
        shape=(len(totals), len(cells)),
    )


def _children(cells: pd.DataFrame, whole: dict[str, str], which: pd.Series) -> pd.DataFrame:
    children = cells[which]
    kind = children["cut"] if "cut" in whole else "platforms"
    return _tied(cells, children.index, children.assign(**whole), kind)


def _months(cells: pd.DataFrame) -> pd.DataFrame:
    months = cells[cells["period_grain"] == "month"]
    runs = cells.loc[cells["period_grain"] == "all", "period_start"]
    run = runs.iloc[0] if len(runs) else None
    totals = months.assign(period_grain="all", period_start=run)
    return _tied(cells, months.index, totals, "months")


def _regions_of_a_kind(cells: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    regions = cells[cells["cut"] == "region"].reset_index(names="cell")
    tied = regions.drop(columns="cut").merge(
        kinds, left_on=["period_grain", "period_start", "member"],
        right_on=["period_grain", "period_start", "region_id"], suffixes=("_region", ""),
    )  # fmt: skip
    return _tied(cells, tied["cell"], tied, tied["cut"] + " of regions")


def _tied(cells: pd.DataFrame, children, totals: pd.DataFrame, kind) -> pd.DataFrame:
    number = pd.MultiIndex.from_frame(cells)
    found = number.get_indexer(pd.MultiIndex.from_frame(totals[list(cells.columns)]))
    tied = pd.DataFrame({"kind": kind, "total": found, "cell": np.asarray(children)})
    return tied[tied["total"] >= 0]
