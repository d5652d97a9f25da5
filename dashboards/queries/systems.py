"""Incidents, and what each component of the platform served day by day."""

import pandas as pd

from dashboards import pinned_release


def incidents(platform_id: str, region_id: str) -> pd.DataFrame:
    """One row per incident, the newest first; those of everywhere belong to every region."""
    return pinned_release.read(
        """
        select
            incidents.platform_id, incident_id, component, severity, incidents.region_id,
            regions.region_name, started_at, detected_at, ended_at,
            date_diff('second', started_at, detected_at) / 60.0 as detected_after_min,
            date_diff('second', started_at, ended_at) / 60.0 as lasted_min
        from marts.fct_incidents as incidents
        left join marts.dim_regions as regions
            on incidents.region_id = regions.region_id and regions.is_current
        where (incidents.platform_id = $1 or $1 = 'all')
            and (incidents.region_id = $2 or incidents.region_id is null or $2 = 'all')
        order by started_at desc, incident_id
        """,
        platform_id,
        region_id,
    )


def served(platform_id: str) -> pd.DataFrame:
    """One row per component and date with requests."""
    return pinned_release.read(
        """
        select
            component,
            business_date as period_start,
            sum(valid_events) as valid_events,
            sum(good_events) as good_events,
            sum(good_events) / sum(valid_events) as value
        from marts.fct_system_days
        where platform_id = $1 or $1 = 'all'
        group by all
        having sum(valid_events) > 0
        order by component, period_start
        """,
        platform_id,
    )
