"""`fairlane check`: the same reading and judging as a load, with nothing stored."""

import logging
import secrets
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.contracts import contracts
from pipelines.intake.load import Report, load_files
from pipelines.intake.mapping import source_of
from pipelines.intake.raw_schema import prepare
from pipelines.intake.report import LoadReport

log = logging.getLogger("fairlane.intake")


def check(inputs: Path, mapping: Path | None, report: Report = log.info) -> LoadReport:
    """What loading these files into an empty warehouse would come to."""
    source = source_of(inputs, mapping)
    whole = LoadReport()
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        # Rows that do not fit in memory are put aside here, and go with the folder.
        connection.execute("set temp_directory = ?", [folder])
        prepare(connection)
        throwaway = secrets.token_bytes(32)
        for entity in contracts():
            whole.add(load_files(connection, throwaway, [source], entity, Path(folder), report))
    return whole
