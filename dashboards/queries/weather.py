"""Figures about rain and snow over the whole period, the unadjusted ratio beside the adjusted."""

import pandas as pd

from dashboards import pinned_release


def ratios(metric_ids: list[str], platform_id: str) -> pd.DataFrame:
    """One row per figure; `raw` is wet over dry before like is set against like."""
    return pinned_release.read(
        """
        select
            metric_id, value, ci_low, ci_high, ci_method, n,
            numerator / nullif(denominator, 0) as raw
        from metrics.metric_values
        where list_contains(?, metric_id) and platform_id = ? and cut = 'all'
            and period_grain = 'all' and value is not null
        """,
        metric_ids,
        platform_id,
    )
