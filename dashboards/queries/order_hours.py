"""Orders added up by hour, as marts.agg_order_hours holds them: stages, causes, the week."""

import pandas as pd

from dashboards import pinned_release


def seconds_of_stages(platform_id: str, region_id: str) -> pd.Series:
    """Seconds of each stage over the whole period, and the orders whose mean they make."""
    return pinned_release.read(
        """
        select
            coalesce(sum(delivered_with_stages), 0) as orders,
            sum(accept_seconds) as accept,
            sum(dispatch_seconds) as dispatch,
            sum(ride_to_merchant_seconds) as ride_to_merchant,
            sum(wait_at_merchant_seconds) as wait_at_merchant,
            sum(ride_to_customer_seconds) as ride_to_customer,
            sum(hand_over_seconds) as hand_over,
            sum(unattributed_seconds) as unattributed
        from marts.agg_order_hours
        where (platform_id = $1 or $1 = 'all') and (region_id = $2 or $2 = 'all')
        """,
        platform_id,
        region_id,
    ).iloc[0]


def seconds_of_causes(platform_id: str, region_id: str) -> pd.DataFrame:
    """Seconds late by cause, a row for each week, and the delivered orders behind them."""
    return pinned_release.read(
        """
        select
            date_trunc('week', business_date)::date as period_start,
            sum(promised_delivered) as orders,
            sum(lateness_seconds) as lateness,
            sum(rider_shortage_seconds) as rider_shortage,
            sum(merchant_seconds) as merchant,
            sum(traffic_seconds) as traffic,
            sum(communication_seconds) as communication,
            sum(customer_seconds) as customer,
            sum(system_seconds) as system,
            sum(weather_seconds) as weather,
            sum(unknown_seconds) as unknown
        from marts.agg_order_hours
        where (platform_id = $1 or $1 = 'all') and (region_id = $2 or $2 = 'all')
        group by all
        having sum(promised_delivered) > 0
        order by period_start
        """,
        platform_id,
        region_id,
    )


def late_by_hour_of_the_week(platform_id: str, region_id: str) -> pd.DataFrame:
    """One row per weekday, from Monday as 1, and hour in which an order was placed."""
    return pinned_release.read(
        """
        select
            isodow(business_date) as weekday,
            hour_of_day,
            sum(late)::bigint as late,
            sum(promised_delivered)::bigint as delivered,
            sum(late) / nullif(sum(promised_delivered), 0) as share
        from marts.agg_order_hours
        where (platform_id = $1 or $1 = 'all') and (region_id = $2 or $2 = 'all')
        group by all
        having sum(promised_delivered) > 0
        order by weekday, hour_of_day
        """,
        platform_id,
        region_id,
    )
