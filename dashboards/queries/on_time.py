"""The on-time rate on the map, and its change from one period to the next."""

import pandas as pd

from dashboards import pinned_release


def by_place(platform_id: str) -> pd.DataFrame:
    """One row per region over the whole period; without coordinates where none are known."""
    return pinned_release.read(
        """
        select
            figures.member as region_id,
            coalesce(regions.region_name, figures.member) as name,
            regions.latitude, regions.longitude,
            figures.value, figures.ci_low, figures.ci_high, figures.ci_method, figures.n
        from metrics.metric_values as figures
        left join marts.dim_regions as regions
            on figures.member = regions.region_id and regions.is_current
        where figures.metric_id = 'on_time_rate' and figures.platform_id = ?
            and figures.cut = 'region' and figures.period_grain = 'all'
            and figures.value is not null
        order by name, region_id
        """,
        platform_id,
    )


def changes(platform_id: str) -> pd.DataFrame:
    """Periods whose change is split into its causes, the newest first; a row for each cause.

    `rate` is the on-time rate of the period itself.
    """
    return pinned_release.read(
        """
        select
            parts.period_grain, parts.period_start, parts.member, parts.value, parts.n,
            parts.is_mature, rates.value as rate
        from metrics.metric_values as parts
        inner join metrics.metric_values as rates
            on rates.metric_id = 'on_time_rate' and rates.cut = 'all'
                and parts.platform_id = rates.platform_id
                and parts.period_grain = rates.period_grain
                and parts.period_start = rates.period_start
        where parts.metric_id = 'otd_change' and parts.cut = 'cause' and parts.platform_id = ?
            and parts.value is not null
        order by parts.period_start desc, parts.period_grain, parts.member
        """,
        platform_id,
    )
