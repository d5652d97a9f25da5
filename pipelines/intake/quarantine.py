"""Quarantined rows: which there are, and why."""

from typing import NamedTuple

import duckdb

from pipelines.paths import Home


class OpenRow(NamedTuple):
    load_id: int
    entity: str
    file_name: str
    file_line: int
    original_text: str
    reasons: list[dict[str, str | None]]


def open_rows(
    connection: duckdb.DuckDBPyConnection, entity: str | None = None, limit: int | None = None
) -> list[OpenRow]:
    """Rows that are still in quarantine, in the order in which they came."""
    rows = connection.execute(
        "select load_id, entity, file_name, file_line, original_text, reasons from raw.quarantine "
        "where retried_by_load_id is null and ($entity is null or entity = $entity) "
        "order by load_id, file_line limit $limit",
        {"entity": entity, "limit": limit},
    ).fetchall()
    return [OpenRow(*row) for row in rows]


def listing(home: Home, entity: str | None, limit: int) -> str:
    """The open rows as lines, for a terminal."""
    if not home.warehouse.exists():
        return "There is no warehouse yet."
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        rows = open_rows(connection, entity, limit)
        (count,) = connection.execute(
            "select count(*) from raw.quarantine "
            "where retried_by_load_id is null and ($entity is null or entity = $entity)",
            {"entity": entity},
        ).fetchone()
    lines = [line for row in rows for line in _shown(row)]
    return "\n".join([*lines, f"{count:,} rows in quarantine, {len(rows):,} shown"])


def _shown(row: OpenRow) -> list[str]:
    reasons = [
        ": ".join(filter(None, (reason["column_name"], reason["rule"], reason["value"])))
        for reason in row.reasons
    ]
    place = f"{row.entity}: {row.file_name}, line {row.file_line} (load {row.load_id})"
    return [place, *(f"  {reason}" for reason in reasons), f"  | {row.original_text}"]
