"""The raw schema as intake leaves it, filled by hand: what the tests of the dbt project build."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.contracts import contracts

BOOKKEEPING = """
create table raw.cut_off (as_of timestamp);
create table raw.zone_offsets
    (timezone varchar, valid_from timestamp, valid_to timestamp, offset_seconds integer);
create table raw.loads_behind_run
    (load_id integer, entity varchar, platform_id varchar, rows_read bigint,
    rows_quarantined bigint);
insert into raw.zone_offsets values
    ('UTC', '1990-01-01', '2050-01-01', 0),
    ('Asia/Shanghai', '1990-01-01', '2050-01-01', 28800),
    ('America/Los_Angeles', '1990-01-01', '2026-03-08 10:00', -28800),
    ('America/Los_Angeles', '2026-03-08 10:00', '2026-11-01 09:00', -25200),
    ('America/Los_Angeles', '2026-11-01 09:00', '2050-01-01', -28800);
"""


def create_raw_schema(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> None:
    """Make every raw table, empty, and set the cut-off."""
    connection.execute("create schema if not exists raw")
    for contract in contracts().values():
        columns = [f"{column.name} {column.sql_type}" for column in contract.columns]
        columns += ["load_id integer default 1", "file_row bigint"]
        if contract.entity == "regions":
            columns.append("is_discovered boolean default false")
        connection.execute(f"create table raw.{contract.entity} ({', '.join(columns)})")
    connection.execute(BOOKKEEPING)
    connection.execute("insert into raw.cut_off values (?)", [as_of])


def insert(
    connection: duckdb.DuckDBPyConnection, entity: str, rows: Iterable[Mapping[str, object]]
) -> None:
    """Insert rows that name only the columns they care about; the rest take contract defaults."""
    defaults = {
        column.name: column.default
        for column in contracts()[entity].columns
        if column.default is not None
    }
    for row in rows:
        filled = defaults | dict(row)
        connection.execute(
            f"insert into raw.{entity} ({', '.join(filled)})"
            f" values ({', '.join('?' * len(filled))})",
            list(filled.values()),
        )


def new_warehouse(file: Path, as_of: datetime) -> duckdb.DuckDBPyConnection:
    """A warehouse file that holds the raw schema and nothing else."""
    connection = duckdb.connect(file)
    create_raw_schema(connection, as_of)
    return connection
