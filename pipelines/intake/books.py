"""Closing the books of an intake, once every entity is loaded and before dbt reads them."""

from datetime import datetime

import duckdb

from pipelines.intake import cut_off, regions, zone_offsets


def close_books(
    connection: duckdb.DuckDBPyConnection, timezone: str, as_of: datetime | None
) -> None:
    """Add the regions that were met first elsewhere, their clocks, and the run's cut-off."""
    regions.discover(connection, timezone)
    zone_offsets.write(connection)
    cut_off.write(connection, as_of)
