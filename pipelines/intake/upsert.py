"""Accepted rows into `raw.<entity>`: the newest row by `updated_at`, else by load, wins per key."""

from dataclasses import dataclass

import duckdb

from pipelines.contracts import Contract


@dataclass(frozen=True)
class Upserted:
    loaded: int
    unchanged: int
    superseded: int


def upsert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    contract: Contract,
    load_id: int,
    arrived_with: int | None = None,
) -> Upserted:
    """Bring the rows of a table (contract columns and file_row_number) into `raw`.

    `arrived_with` is the load in which the rows first came, where that is an older one: what has
    been loaded since is newer than they are.
    """
    superseded = _drop_superseded_within(connection, table, contract)
    _compare_with_held(connection, table, contract, arrived_with or load_id)
    counts = dict(
        connection.execute("select fate, count(*) from compared group by fate").fetchall()
    )
    raw = f"raw.{contract.entity}"
    connection.execute(
        f"delete from {raw} where rowid in (select held from compared where fate = 'loaded')"
    )
    columns = ", ".join(contract.column_names)
    connection.execute(
        f"insert into {raw} ({columns}, load_id, file_row) select {columns}, {load_id}, "
        f"file_row_number from {table} semi join (from compared where fate = 'loaded') "
        "using (file_row_number)"
    )
    connection.execute("drop table compared")
    return Upserted(
        loaded=counts.get("loaded", 0),
        unchanged=counts.get("unchanged", 0),
        superseded=superseded + counts.get("superseded", 0),
    )


def _drop_superseded_within(
    connection: duckdb.DuckDBPyConnection, table: str, contract: Contract
) -> int:
    """Of rows with one key in one file only the newest, else the last, is kept."""
    key = ", ".join(contract.key)
    newest_first = "file_row_number desc"
    if "updated_at" in contract.column_names:
        newest_first = f"updated_at desc nulls last, {newest_first}"
    (count,) = connection.execute(
        f"delete from {table} where file_row_number in (select file_row_number from {table} "
        # Nearly every key stands alone: only the others are put in order.
        f"semi join (select {key} from {table} group by all having count(*) > 1) using ({key}) "
        f"qualify row_number() over (partition by {key} order by {newest_first}) > 1)"
    ).fetchone()
    return count


def _compare_with_held(
    connection: duckdb.DuckDBPyConnection, table: str, contract: Contract, arrived_with: int
) -> None:
    """The fate of each row: `compared` (file_row_number, held, fate)."""
    same = " and ".join(
        f"new.{column} is not distinct from old.{column}"
        for column in contract.column_names
        if column not in contract.key
    )
    is_older = f"old.load_id > {arrived_with}"
    if "updated_at" in contract.column_names:
        is_older = (
            "case when new.updated_at <> old.updated_at then new.updated_at < old.updated_at "
            f"else {is_older} end"
        )
    held = f"select rowid as held, * from raw.{contract.entity}"
    if contract.entity == "regions":
        # A discovered region is no row of any file.
        held += " where not is_discovered"
    connection.execute(
        "create temp table compared as select new.file_row_number, old.held, case "
        f"when old.held is null then 'loaded' when {same} then 'unchanged' "
        f"when {is_older} then 'superseded' else 'loaded' end as fate "
        f"from {table} as new left join ({held}) as old using ({', '.join(contract.key)})"
    )
