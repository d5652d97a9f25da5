"""CSV files as the temporary view `source`: by DuckDB alone, or sorted out by Python first."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.intake.problems import MustSplitFirst
from pipelines.intake.reading.csv_dialect import Dialect, read_dialect
from pipelines.intake.reading.csv_records import records
from pipelines.intake.reading.scratch_csv import reading, writing
from pipelines.intake.reading.text_files import as_utf8, compression
from pipelines.sql_text import literal

READ_OPTIONS = frozenset({"delim", "quote", "escape", "nullstr", "encoding", "skip"})


ORIGINALS = {"file_row_number": "bigint", "file_line": "bigint", "original_text": "varchar"}
REJECTED = {
    "file_line": "bigint",
    "original_text": "varchar",
    "rule": "varchar",
    "fault": "varchar",
}


@dataclass(frozen=True)
class CsvRecords:
    text: Path
    dialect: Dialect
    workspace: Path
    is_simulated: bool = False

    def find_originals(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Fill `originals` with line and text of the records numbered in `faulty`."""
        wanted = {number for (number,) in connection.execute("from faulty").fetchall()}
        whole, originals = 0, self.workspace / "originals.csv"
        with writing(originals) as write:
            for record in records(self.text, self.dialect):
                whole += record.fields is not None
                if record.number in wanted:
                    write((record.number, record.line, record.text))
        (read,) = connection.execute("select count(*) from source").fetchone()
        if whole != read:
            # Only Python's split has lines: it is the one to go by.
            raise MustSplitFirst
        connection.execute(f"insert into originals from {reading(originals, ORIGINALS)}")


def read_csv(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    options: dict,
    workspace: Path,
    *,
    split_first: bool,
) -> CsvRecords:
    """Make `source` of the file. DuckDB refuses a file with a broken record: then `split_first`."""
    text = as_utf8(path, options.get("encoding", "utf-8"), workspace)
    dialect = read_dialect(text, options)
    if split_first:
        _read_split(connection, text, dialect, workspace)
    else:
        try:
            connection.execute(
                "create temp table source_rows as "
                f"from read_csv({literal(str(text))}, {compression(text)}, "
                f"{dialect.duckdb_options()})"
            )
        except duckdb.InvalidInputException:
            raise MustSplitFirst from None
        # Rows are stored in the order of the file.
        connection.execute(
            "create temp view source as select rowid + 1 as file_row_number, * from source_rows"
        )
    return CsvRecords(text, dialect, workspace)


def _read_split(
    connection: duckdb.DuckDBPyConnection, path: Path, dialect: Dialect, workspace: Path
) -> None:
    """`source` of the whole records, `rejected` of the broken ones."""
    whole, broken = workspace / "whole.csv", workspace / "broken.csv"
    with writing(whole) as write_whole, writing(broken) as write_broken:
        for record in records(path, dialect):
            if record.fields is None:
                write_broken((record.line, record.text, record.rule, record.fault))
            else:
                write_whole((record.number, *record.fields))
    columns = {"file_row_number": "bigint"} | dict.fromkeys(dialect.columns, "varchar")
    connection.execute(
        f"create temp table source_rows as from {reading(whole, columns, dialect.nulls)}"
    )
    connection.execute("create temp view source as from source_rows")
    connection.execute(f"insert into rejected from {reading(broken, REJECTED)}")
