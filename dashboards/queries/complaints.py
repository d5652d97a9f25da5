"""Complaints over time since receipt, those still open, and who was held responsible."""

import pandas as pd

from dashboards import pinned_release


def curves(platform_id: str, cut: str) -> pd.DataFrame:
    """One row per clock, member and hour: the shares answered or resolved by then."""
    return pinned_release.read(
        """
        select clock, member, hours, event_share, ci_low, ci_high, competing_share, at_risk
        from metrics.complaint_curves
        where platform_id = ? and cut = ?
        order by clock, member, hours
        """,
        platform_id,
        cut,
    )


def still_open(platform_id: str, region_id: str) -> pd.DataFrame:
    """One row per age in days at the cut-off, and whether the deadline is past."""
    return pinned_release.read(
        """
        select age_days, is_past_due, sum(open_complaints)::bigint as open_complaints
        from marts.agg_open_complaints
        where (platform_id = $1 or $1 = 'all') and (region_id = $2 or $2 = 'all')
        group by all
        order by age_days, is_past_due
        """,
        platform_id,
        region_id,
    )


def responsibility(platform_id: str, region_id: str) -> pd.DataFrame:
    """One row per party held responsible at intake and in the end; 'open' where none yet is."""
    return pinned_release.read(
        """
        select
            coalesce(party_at_intake, 'unknown') as party_at_intake,
            coalesce(party_final, 'open') as party_final,
            sum(complaints)::bigint as complaints,
            sum(rider_deduction_minor)::bigint as rider_deduction_minor
        from marts.agg_responsibility
        where (platform_id = $1 or $1 = 'all') and (region_id = $2 or $2 = 'all')
        group by all
        order by party_at_intake, party_final
        """,
        platform_id,
        region_id,
    )
