"""Regions that are met first in another entity: added, as of unknown kind, so that no order of
theirs is lost. A declared region takes the place of the discovered one."""

import duckdb

from pipelines.contracts import contracts


def discover(connection: duckdb.DuckDBPyConnection, timezone: str) -> int:
    """Add every region that only other entities name; returns how many."""
    columns = {column.name: column for column in contracts()["regions"].columns}
    # Attributes that nobody dated hold from the start.
    first_day = columns["valid_from"].default
    named = " union ".join(
        f"select region_id from raw.{contract.entity}"
        for contract in contracts().values()
        if contract.entity != "regions" and "region_id" in contract.column_names
    )
    (count,) = connection.execute(
        "insert into raw.regions "
        "(region_id, name, region_type, timezone, valid_from, is_discovered)"
        f" select region_id, region_id, 'unknown', ?, ?, true from ({named})"
        " anti join raw.regions using (region_id) where region_id is not null order by region_id",
        [timezone, first_day],
    ).fetchone()
    return count
