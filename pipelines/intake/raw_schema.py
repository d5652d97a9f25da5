"""The tables of schema `raw`: one per entity, and the books of the intake."""

import duckdb

from pipelines.contracts import Contract, contracts
from pipelines.intake.ledger import RETRY
from pipelines.intake.work_tables import transaction
from pipelines.sql_text import literal

REASONS = "struct(column_name varchar, rule varchar, value varchar)[]"

BOOKS = {
    "loads": """
        load_id integer, entity varchar, file_name varchar, sha256 varchar, fingerprint varchar,
        platform_id varchar, is_simulated boolean, rows_read bigint, rows_loaded bigint,
        rows_unchanged bigint, rows_superseded bigint, rows_excluded bigint,
        rows_quarantined bigint, started_at timestamp, finished_at timestamp""",
    # The loads that the newest run of each entity stands on, those of files known before included.
    "newest_loads": "entity varchar, load_id integer",
    "quarantine": f"""
        load_id integer, entity varchar, file_name varchar, file_line bigint,
        original_text varchar, record json, reasons {REASONS}, retried_by_load_id integer""",
    # How far each source in a database has been read, in which way, and since when it stands there.
    "positions": """
        entity varchar, source varchar, fingerprint varchar, last_cursor varchar, columns varchar,
        since timestamp""",
    # Keys of rows that are held, and that the newest snapshot of their source no longer had.
    "absences": "entity varchar, source varchar, key varchar, absent_since timestamp",
    "zone_offsets": """
        timezone varchar, valid_from timestamp, valid_to timestamp, offset_seconds integer""",
    "cut_off": "as_of timestamp",
    # Whose rows are kept out: by pseudonym a customer or rider, by a hash under the same key an
    # order of such a customer. In no release.
    "forgotten": "kind varchar, platform_id varchar, pseudonym varchar",
    # That people were forgotten, and not who.
    "deletions": """
        deleted_at timestamp, kind varchar, entity varchar, change varchar, rows_changed bigint""",
}

# A file that had been loaded before counts as it did then: running it again does not let a bad
# file through. Rows that were tried again count once, with what came of the newest try.
LOADS_BEHIND_RUN = f"""
    create or replace view raw.loads_behind_run as
    with newest as (
        select entity, load_id from raw.newest_loads
        union
        select entity, loads.load_id from raw.loads
        inner join raw.newest_loads using (entity)
        where fingerprint = format({literal(RETRY)}, newest_loads.load_id)
    ),
    held_back as (
        select load_id, count(*) filter (where retried_by_load_id is null) as still_open,
            count(retried_by_load_id) as tried_again
        from raw.quarantine group by load_id
    )
    select load_id, entity, platform_id,
        rows_read - coalesce(tried_again, 0) as rows_read,
        coalesce(still_open, 0) as rows_quarantined
    from newest inner join raw.loads using (entity, load_id) left join held_back using (load_id)
"""


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing of `raw`, and let the session count in UTC."""
    # Casts between instants and local times read the session's zone.
    connection.execute("set TimeZone = 'UTC'")
    missing = [*_missing_tables(connection), *_missing_columns(connection)]
    if missing:
        with transaction(connection):
            connection.execute("; ".join(["create schema if not exists raw", *missing]))
    connection.execute(LOADS_BEHIND_RUN)


def _missing_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    tables = {contract.entity: _columns(contract) for contract in contracts().values()} | BOOKS
    there = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'raw' and not temporary"
    ).fetchall()
    return [
        f"create table raw.{table} ({columns})"
        for table, columns in tables.items()
        if (table,) not in there
    ]


def _missing_columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Columns that a contract has gained since the table was made."""
    there = connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'raw'"
    ).fetchall()
    known = {table for table, _ in there}
    return [
        f"alter table raw.{contract.entity} add column {column.name} {column.sql_type}"
        for contract in contracts().values()
        for column in contract.columns
        if contract.entity in known and (contract.entity, column.name) not in there
    ]


def _columns(contract: Contract) -> str:
    columns = [f"{column.name} {column.sql_type}" for column in contract.columns]
    columns += ["load_id integer", "file_row bigint"]
    if contract.entity == "regions":
        columns.append("is_discovered boolean default false")
    return ", ".join(columns)
