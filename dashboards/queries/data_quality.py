"""What was read, what was left in quarantine and why, how fresh it is, which checks ran."""

import pandas as pd

from dashboards import pinned_release


def loads() -> pd.DataFrame:
    """One row per file and load, newest first."""
    return pinned_release.read(
        """
        select
            load_id, entity, file_name, platform_id, rows_read, rows_loaded, rows_unchanged,
            rows_superseded, rows_excluded, rows_quarantined, finished_at, sha256
        from release.loads
        order by load_id desc
        """
    )


def quarantine_reasons() -> pd.DataFrame:
    return pinned_release.read(
        """
        select entity, file_name, column_name, rule, rows_quarantined
        from release.quarantine_reasons
        order by rows_quarantined desc, entity, column_name, rule
        """
    )


def deletions() -> pd.DataFrame:
    """What was deleted on request, and never whose; newest first."""
    return pinned_release.read(
        """
        select deleted_at, kind, entity, change, rows_changed
        from release.deletions
        order by deleted_at desc, kind, entity, change
        """
    )


def freshness() -> pd.DataFrame:
    return pinned_release.read(
        "select entity, rows_held, newest_at from release.freshness order by entity"
    )


def deadlines() -> pd.DataFrame:
    """Up to which day each entity's rows are here, and by when the next are due, in UTC."""
    return pinned_release.read(
        """
        select entity, platform_id, newest_full_date, deadline_at
        from metrics.freshness
        order by entity, platform_id
        """
    )


def checks() -> pd.DataFrame:
    """One row per check, the failed ones first."""
    return pinned_release.read(
        "select check_name, passed, detail from release.checks order by passed, check_name"
    )
