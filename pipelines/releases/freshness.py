"""Which entities' rows are overdue in the current release, by the clock of today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from pipelines.paths import Home


@dataclass(frozen=True)
class Deadline:
    """Of one entity and platform."""

    entity: str
    platform_id: str
    newest_full_date: date | None
    deadline_at: datetime
    """By when the next day's rows are due, UTC."""

    def is_missed(self, now: datetime) -> bool:
        return self.deadline_at.replace(tzinfo=UTC) < now


def deadlines(home: Home) -> list[Deadline] | None:
    """As readers are told them now; None before the first release.

    Read from the release and not from the warehouse, so that a run at work is in nobody's way, and
    a release that is withheld counts as late as it is.
    """
    if not home.current_release.exists():
        return None
    database = home.current_release.resolve() / "manager.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute(
            "select entity, platform_id, newest_full_date, deadline_at from metrics.freshness"
            " order by entity, platform_id"
        ).fetchall()
    return [Deadline(*row) for row in rows]
