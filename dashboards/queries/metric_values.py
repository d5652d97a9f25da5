"""Published figures, as metrics.metric_values holds them: over time, and across regions."""

from dataclasses import dataclass

import pandas as pd

from dashboards import pinned_release
from dashboards.queries import catalogue


@dataclass(frozen=True)
class Selection:
    """What a reader has chosen to look at: one platform, one grain, one member of one cut."""

    platform_id: str = "all"
    grain: str = "week"
    cut: str = "all"
    member: str = "all"

    @property
    def trend_grain(self) -> str:
        """The whole period is one point; its course is shown by the finest that is published."""
        return next(iter(catalogue.grains()), "all") if self.grain == "all" else self.grain


def over_time(metric_ids: list[str], selection: Selection, grain: str) -> pd.DataFrame:
    """One row per figure and period, in order of time."""
    return pinned_release.read(
        """
        select
            metric_id, period_start, member, numerator, denominator, value,
            ci_low, ci_high, ci_method, n, is_mature, rule_version
        from metrics.metric_values
        where list_contains(?, metric_id)
            and platform_id = ? and period_grain = ? and cut = ? and member = ?
            and value is not null
        order by metric_id, period_start
        """,
        metric_ids,
        selection.platform_id,
        grain,
        selection.cut,
        selection.member,
    )


def across(metric_id: str, platform_id: str, cut: str) -> pd.DataFrame:
    """One row per member of a cut over the whole period, with the region's name if it has one."""
    return pinned_release.read(
        """
        select
            figures.member,
            coalesce(regions.region_name, figures.member) as name,
            regions.region_type, figures.numerator, figures.denominator, figures.value,
            figures.ci_low, figures.ci_high, figures.ci_method, figures.n, figures.is_mature
        from metrics.metric_values as figures
        left join marts.dim_regions as regions
            on figures.cut = 'region' and figures.member = regions.region_id and regions.is_current
        where figures.metric_id = ? and figures.platform_id = ? and figures.cut = ?
            and figures.period_grain = 'all' and figures.value is not null
        order by figures.value, figures.member
        """,
        metric_id,
        platform_id,
        cut,
    )
