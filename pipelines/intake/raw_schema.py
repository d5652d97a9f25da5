"""The tables of schema `raw`: one per entity, and the books of the intake."""

import duckdb

from pipelines.contracts import Contract, contracts
from pipelines.intake.work_tables import transaction

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
    "zone_offsets": """
        timezone varchar, valid_from timestamp, valid_to timestamp, offset_seconds integer""",
    "cut_off": "as_of timestamp",
}


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing of `raw`, and let the session count in UTC."""
    # Casts between instants and local times read the session's zone.
    connection.execute("set TimeZone = 'UTC'")
    tables = {contract.entity: _columns(contract) for contract in contracts().values()} | BOOKS
    there = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'raw' and not temporary"
    ).fetchall()
    missing = [table for table in tables if (table,) not in there]
    if missing:
        creations = [f"create table raw.{table} ({tables[table]})" for table in missing]
        with transaction(connection):
            connection.execute("; ".join(["create schema if not exists raw", *creations]))


def _columns(contract: Contract) -> str:
    columns = [f"{column.name} {column.sql_type}" for column in contract.columns]
    columns += ["load_id integer", "file_row bigint"]
    if contract.entity == "regions":
        columns.append("is_discovered boolean default false")
    return ", ".join(columns)
