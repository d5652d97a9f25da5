"""Rows that a source no longer has, `raw.absences`.

Such a row stays: what was counted does not vanish because somebody deleted it. It is noted, with
its key and since when. Whoever is forgotten on request leaves here too.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from pipelines import clock
from pipelines.contracts import Contract, contracts
from pipelines.intake.work_tables import transaction
from pipelines.sql_text import literal


@contextmanager
def keys_noted(connection: duckdb.DuckDBPyConnection, contract: Contract) -> Iterator[None]:
    """For as long as this lasts, `snapshot_keys` takes the keys of all that is settled."""
    columns = ", ".join(f"{column} varchar" for column in contract.key)
    connection.execute(f"create temp table snapshot_keys ({columns})")
    try:
        yield
    finally:
        connection.execute("drop table temp.main.snapshot_keys")


def note_keys(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Take the keys of `judged`, of rows for the quarantine too: they are there."""
    columns = ", ".join(f"{column}::varchar" for column in contract.key)
    connection.execute(f"insert into snapshot_keys select {columns} from judged")


def note_absences(connection: duckdb.DuckDBPyConnection, contract: Contract, source: str) -> int:
    """Note which rows of the source the whole of `snapshot_keys` lacks; returns how many."""
    entity, is_null = contract.entity, " or ".join(f"{column} is null" for column in contract.key)
    (unreadable,) = connection.execute(
        f"select count(*) from snapshot_keys where {is_null}"
    ).fetchone()
    if unreadable:
        # Any row that seems gone may be one whose key could not be read.
        return 0
    same = " and ".join(f"snapshot_keys.{name} = held.{name}::varchar" for name in contract.key)
    gone = (
        f"select {_key(contract)} as key from raw.{entity} as held "
        f"where load_id in (select load_id from raw.loads where entity = {literal(entity)} "
        f"and starts_with(file_name, {literal(source + '/')})) "
        f"and not exists (from snapshot_keys where {same})"
    )
    with transaction(connection):
        connection.execute(f"create temp table gone as {gone}")
        connection.execute(
            "delete from raw.absences where entity = ? and source = ? "
            "and key not in (select key from gone)",
            [entity, source],
        )
        connection.execute(
            "insert into raw.absences select ?, ?, key, ? from gone where key not in "
            "(select key from raw.absences where entity = ? and source = ?)",
            [entity, source, clock.now(), entity, source],
        )
        (count,) = connection.execute("select count(*) from gone").fetchone()
        connection.execute("drop table gone")
    return count


def drop_unheld(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the absences of rows that are no longer held."""
    for entity, contract in contracts().items():
        connection.execute(
            f"delete from raw.absences where entity = ? and key not in "
            f"(select {_key(contract)} from raw.{entity})",
            [entity],
        )


def _key(contract: Contract) -> str:
    """SQL of a row's key as JSON text."""
    fields = ", ".join(f"{literal(column)}: {column}" for column in contract.key)
    return f"to_json({{{fields}}})::varchar"
