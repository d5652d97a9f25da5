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


def not_renewed(platform_id: str) -> int:
    """Of a public file: how many figures stand as an earlier release said them."""
    rows = pinned_release.read(
        "select count(held_since) as figures from metrics.metric_values where platform_id = ?",
        platform_id,
    )
    return int(rows["figures"].iloc[0])


def newest_two(metric_ids: list[str], platform_id: str, grain: str, member: str) -> pd.DataFrame:
    """The two newest settled periods of each figure, of the whole and of each region.

    `member` leaves one of them, or all by its name.
    """
    return pinned_release.read(
        """
        select
            figures.metric_id, figures.cut, figures.member, figures.period_start,
            figures.value, figures.ci_low, figures.ci_high, figures.ci_method, figures.n,
            figures.is_mature, regions.region_name
        from metrics.metric_values as figures
        left join marts.dim_regions as regions
            on figures.cut = 'region' and figures.member = regions.region_id and regions.is_current
        where list_contains($1, figures.metric_id)
            and figures.platform_id = $2 and figures.period_grain = $3
            and figures.cut in ('all', 'region') and (figures.member = $4 or $4 = 'all')
            and figures.is_mature and figures.value is not null
        qualify row_number() over (
            partition by figures.metric_id, figures.cut, figures.member
            order by figures.period_start desc
        ) <= 2
        order by figures.metric_id, figures.cut, figures.member, figures.period_start
        """,
        metric_ids,
        platform_id,
        grain,
        member,
    )


def of_regions(metric_id: str, platform_id: str, grain: str, start: object) -> pd.DataFrame:
    """One row per region in one period."""
    return pinned_release.read(
        """
        select member, value, ci_low, ci_high, ci_method, n, is_mature
        from metrics.metric_values
        where metric_id = ? and platform_id = ? and period_grain = ? and period_start = ?
            and cut = 'region' and value is not null
        """,
        metric_id,
        platform_id,
        grain,
        start,
    )


def split(metric_id: str, platform_id: str, grain: str, start: object) -> dict[str, float]:
    """The parts of a figure of the whole by cause, in one period; empty where it has none."""
    rows = pinned_release.read(
        """
        select member, value
        from metrics.metric_values
        where metric_id = ? and platform_id = ? and period_grain = ? and period_start = ?
            and cut = 'cause' and value is not null
        """,
        metric_id,
        platform_id,
        grain,
        start,
    )
    return dict(zip(rows["member"], rows["value"], strict=True))


def periods(platform_id: str, grain: str) -> pd.DataFrame:
    """Periods with figures, the newest first; mature where most of their figures are."""
    return pinned_release.read(
        """
        select period_start, avg(is_mature::integer) >= 0.5 as is_mature
        from metrics.metric_values
        where platform_id = ? and period_grain = ? and cut = 'all' and value is not null
        group by period_start
        order by period_start desc
        """,
        platform_id,
        grain,
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
