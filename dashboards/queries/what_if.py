"""What the what-if model starts from: half hours of a region, its lateness, its dispatch time."""

import pandas as pd

from dashboards import pinned_release


def slots(platform_id: str, region_id: str) -> pd.DataFrame:
    """One row per half hour with orders in which the riders available are known."""
    return pinned_release.read(
        """
        select local_slot, orders_placed, handling_minutes, riders_available
        from marts.fct_rider_slots
        where region_id = $2 and (platform_id = $1 or $1 = 'all')
            and orders_placed > 0
            and riders_available is not null and handling_minutes is not null
        order by slot_start
        """,
        platform_id,
        region_id,
    )


def lateness(platform_id: str, region_id: str) -> pd.DataFrame:
    """One row per whole minute of lateness, with the orders delivered that late."""
    return pinned_release.read(
        """
        select lateness_minute, sum(delivered_orders)::bigint as delivered_orders
        from marts.agg_lateness
        where region_id = $2 and (platform_id = $1 or $1 = 'all')
        group by lateness_minute
        order by lateness_minute
        """,
        platform_id,
        region_id,
    )


def orders(platform_id: str, region_id: str) -> pd.Series:
    """Orders with a promise, and the mean minutes they were seen to wait for a rider."""
    return pinned_release.read(
        """
        select
            coalesce(sum(promised), 0)::bigint as promised,
            sum(dispatch_seconds) / nullif(sum(delivered_with_stages), 0) / 60 as dispatch_minutes
        from marts.agg_order_hours
        where region_id = $2 and (platform_id = $1 or $1 = 'all')
        """,
        platform_id,
        region_id,
    ).iloc[0]
