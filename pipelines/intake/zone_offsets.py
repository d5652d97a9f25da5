"""Offsets of local time from UTC as a table: one row per zone and transition, 1990 to 2050.

Local dates and hours are joined from it: converting each row's zone is several times slower.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import duckdb

FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)

# No zone has changed its offset twice within a day.
STEP = timedelta(days=1)

Offset = tuple[str, datetime, datetime, int]


def write(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the offsets of every time zone that a region has."""
    zones = connection.execute("select distinct timezone from raw.regions order by 1").fetchall()
    rows = [row for (zone,) in zones for row in offsets(zone)]
    connection.execute("delete from raw.zone_offsets")
    if rows:
        connection.executemany("insert into raw.zone_offsets values (?, ?, ?, ?)", rows)


@cache
def offsets(zone: str) -> list[Offset]:
    """Half-open periods of one offset, in UTC without a zone."""
    changes = [FIRST, *_changes(ZoneInfo(zone)), LAST]
    return [
        (
            zone,
            start.replace(tzinfo=None),
            end.replace(tzinfo=None),
            _offset(ZoneInfo(zone), start),
        )
        for start, end in pairwise(changes)
    ]


def _changes(zone: ZoneInfo) -> Iterator[datetime]:
    """The instants at which the zone's offset changes, to the second."""
    day = FIRST
    while day < LAST:
        before, after = day, min(day + STEP, LAST)
        if _offset(zone, before) != _offset(zone, after):
            while after - before > timedelta(seconds=1):
                middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
                if _offset(zone, middle) == _offset(zone, before):
                    before = middle
                else:
                    after = middle
            yield after
        day += STEP


def _offset(zone: ZoneInfo, instant: datetime) -> int:
    return int(instant.astimezone(zone).utcoffset().total_seconds())
