"""Reading a file, by the reader that its name calls for, into the work tables."""

from pathlib import Path

import duckdb

from pipelines.intake.problems import FileStopped
from pipelines.intake.reading import csv_files, json_lines, parquet_files
from pipelines.intake.reading.csv_files import CsvRecords
from pipelines.intake.reading.json_lines import JsonRecords
from pipelines.intake.reading.parquet_files import ParquetRecords

Records = CsvRecords | JsonRecords | ParquetRecords


def read_records(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    options: dict,
    workspace: Path,
    *,
    split_first: bool,
) -> Records:
    """Make `source` of a file, and `rejected` of what cannot be split."""
    file = _plainly_named(path, workspace)
    name = path.name.lower()
    if name.endswith((".csv", ".csv.gz")):
        _check_options(options, csv_files.READ_OPTIONS)
        return csv_files.read_csv(connection, file, options, workspace, split_first=split_first)
    if name.endswith((".jsonl", ".jsonl.gz")):
        _check_options(options, json_lines.READ_OPTIONS)
        return json_lines.read_json(connection, file, options, workspace, split_first=split_first)
    if name.endswith(".parquet"):
        _check_options(options, parquet_files.READ_OPTIONS)
        return parquet_files.read_parquet(connection, file)
    remedy = "Name it .csv, .csv.gz, .jsonl, .jsonl.gz or .parquet, for what it is."
    raise FileStopped("a kind of file that is not known", remedy=remedy)


def _plainly_named(path: Path, workspace: Path) -> Path:
    """The file under a name in which DuckDB sees no pattern."""
    if not set("*?[") & set(str(path)):
        return path
    suffixes = [suffix for suffix in path.suffixes[-2:] if suffix.isascii()]
    link = workspace / ("file" + "".join(suffixes))
    link.symlink_to(path.resolve())
    return link


def _check_options(options: dict, known: frozenset[str]) -> None:
    unfit = sorted(set(options) - known)
    if unfit:
        raise FileStopped(
            f"the option {unfit[0]!r} means nothing for this kind of file",
            remedy=f"Leave it out; there are: {', '.join(sorted(known)) or 'none'}.",
        )
