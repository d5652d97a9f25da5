"""Groups beside the group that they are compared with, as metrics.fairness_gaps holds them."""

import pandas as pd

from dashboards import pinned_release


def periods(platform_id: str) -> pd.DataFrame:
    """The whole run first, then settled months, the newest first."""
    return pinned_release.read(
        """
        select distinct period_grain, period_start
        from metrics.fairness_gaps
        where platform_id = ?
        order by period_grain = 'all' desc, period_start desc
        """,
        platform_id,
    )


def gaps(platform_id: str, grain: str, start: object) -> pd.DataFrame:
    """One row per comparison of a period, with the region's name where the member is one."""
    return pinned_release.read(
        """
        select gaps.*, regions.region_name
        from metrics.fairness_gaps as gaps
        left join marts.dim_regions as regions
            on gaps.cut = 'region' and gaps.member = regions.region_id and regions.is_current
        where gaps.platform_id = ? and gaps.period_grain = ? and gaps.period_start = ?
        order by gaps.metric_id, gaps.cut, gaps.member
        """,
        platform_id,
        grain,
        start,
    )
