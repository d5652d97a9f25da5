"""Riders required and available, by half hour of the local day."""

import pandas as pd

from dashboards import pinned_release


def by_half_hour(platform_id: str, region_id: str) -> pd.DataFrame:
    """One row per half hour: the mean of the days on which both sides are known."""
    return pinned_release.read(
        """
        with slots as (

            select business_date, local_slot, riders_required, riders_available, gap_riders
            from marts.fct_rider_slots
            where riders_required is not null and riders_available is not null
                and (platform_id = $1 or $1 = 'all')
                and (region_id = $2 or $2 = 'all')

        ),

        days as (

            select
                local_slot, business_date,
                sum(riders_required) as required,
                sum(riders_available) as available,
                sum(gap_riders) as gap
            from slots
            group by all

        )

        select
            local_slot,
            avg(required) as riders_required,
            avg(available) as riders_available,
            avg(gap) as gap_riders,
            count(*) as days
        from days
        group by local_slot
        order by local_slot
        """,
        platform_id,
        region_id,
    )


def gap_by_region(platform_id: str) -> pd.DataFrame:
    """One row per region and half hour: the gap as a share of the riders required there."""
    return pinned_release.read(
        """
        select
            slots.region_id,
            coalesce(regions.region_name, slots.region_id) as name,
            local_slot,
            sum(gap_riders) as gap_riders,
            sum(riders_required) as riders_required,
            sum(gap_riders) / nullif(sum(riders_required), 0) as gap_rate
        from marts.fct_rider_slots as slots
        left join marts.dim_regions as regions
            on slots.region_id = regions.region_id and regions.is_current
        where riders_required is not null and riders_available is not null
            and (platform_id = $1 or $1 = 'all')
        group by all
        order by name, local_slot
        """,
        platform_id,
    )
