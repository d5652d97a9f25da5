"""Parquet files as the temporary view `source`: columns with the types they have."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.intake.problems import FileStopped
from pipelines.intake.work_tables import source_columns
from pipelines.sql_text import identifier, literal

READ_OPTIONS = frozenset()


@dataclass(frozen=True)
class ParquetRecords:
    is_simulated: bool
    text: None = None

    def find_originals(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Fill `originals` with number and content of the rows numbered in `faulty`."""
        columns = ", ".join(identifier(name) for name in source_columns(connection))
        connection.execute(
            "insert into originals select file_row_number, file_row_number, "
            f"to_json(struct_pack({columns})) "
            "from source semi join faulty using (file_row_number)"
        )


def read_parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> ParquetRecords:
    """Make `source` of the file."""
    file = literal(str(path))
    try:
        connection.execute(
            "create temp view source as select * replace (file_row_number + 1 as file_row_number) "
            f"from read_parquet({file}, file_row_number = true)"
        )
        (marks,) = connection.execute(
            f"select count(*) from parquet_kv_metadata({file}) "
            "where key = 'fairlane.simulated'::blob and value = 'true'::blob"
        ).fetchone()
    except duckdb.Error:
        raise FileStopped(
            "not a Parquet file that can be read",
            remedy="Export it again, or name it for what it is.",
        ) from None
    return ParquetRecords(is_simulated=marks > 0)
