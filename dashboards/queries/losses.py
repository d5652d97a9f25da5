"""Orders lost, by their cause and by who held them last, with what they were worth."""

import pandas as pd

from dashboards import pinned_release


def by_cause_and_custody(platform_id: str, region_id: str) -> pd.DataFrame:
    """One row per cause and last holder, over the whole period."""
    return pinned_release.read(
        """
        select
            loss_cause, custody_at_loss,
            sum(orders_lost)::bigint as orders_lost,
            sum(order_value_minor)::bigint as order_value_minor,
            sum(refund_minor)::bigint as refund_minor
        from marts.agg_losses
        where (platform_id = $1 or $1 = 'all') and (region_id = $2 or $2 = 'all')
        group by all
        order by loss_cause, custody_at_loss
        """,
        platform_id,
        region_id,
    )
