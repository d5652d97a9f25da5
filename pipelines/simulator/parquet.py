"""Writes simulated entities as Parquet in the shape of their contracts."""

from pathlib import Path

import duckdb

from pipelines.contracts import Contract
from pipelines.sql_text import literal


def write(connection: duckdb.DuckDBPyConnection, contract: Contract, folder: Path) -> int:
    """Writes entity.<name> to <name>.parquet, marked as simulated, and counts its rows."""
    columns = ", ".join(
        f"{column.name}::{column.sql_type} as {column.name}" for column in contract.columns
    )
    file = literal(str(folder / f"{contract.entity}.parquet"))
    (rows,) = connection.execute(
        f"""
        copy (
            select {columns} from entity.{contract.entity} order by {", ".join(contract.key)}
        ) to {file} (
            format parquet, compression zstd, kv_metadata {{'fairlane.simulated': 'true'}}
        )
        """
    ).fetchone()
    return rows
