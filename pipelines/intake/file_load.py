"""Loading one file for one entity, all of it or none."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import duckdb

from pipelines import clock
from pipelines.contracts import Contract, contracts
from pipelines.file_hash import sha256
from pipelines.intake import ledger
from pipelines.intake.judging.columns import plan_file
from pipelines.intake.judging.judgement import judge
from pipelines.intake.judging.plan import FilePlan
from pipelines.intake.mapping import EntityMapping, Mapping
from pipelines.intake.problems import FileStopped, MustSplitFirst
from pipelines.intake.reading.formats import read_records
from pipelines.intake.reading.text_files import unended_line
from pipelines.intake.settlement import Batch, settle
from pipelines.intake.work_tables import (
    number_faulty,
    source_columns,
    transaction,
    work_tables,
)

UNREADABLE = (
    duckdb.ConversionException,
    duckdb.InvalidInputException,
    duckdb.IOException,
    duckdb.OutOfRangeException,
    duckdb.SerializationException,
)


@dataclass(frozen=True)
class InputFile:
    path: Path
    name: str
    """As the books call it."""
    entity: str
    part: EntityMapping
    stamp: tuple[int, ...]
    sha256: str
    is_of_snapshot: bool = False
    """Whether its keys are noted, to tell which rows the source no longer has."""

    @classmethod
    def of(
        cls,
        path: Path,
        name: str,
        entity: str,
        part: EntityMapping,
        *,
        is_of_snapshot: bool = False,
    ) -> Self:
        """The file as it is now. Raises OSError."""
        return cls(path, name, entity, part, _stamp(path), sha256(path), is_of_snapshot)


def load_file(
    connection: duckdb.DuckDBPyConnection, key: bytes, mapping: Mapping, file: InputFile
) -> tuple[ledger.Load, tuple[str, ...]]:
    """The load, and the file's columns that nothing reads. Raises FileStopped."""
    try:
        return _load(connection, key, mapping, file, split_first=False)
    except MustSplitFirst:
        return _load(connection, key, mapping, file, split_first=True)


def _load(
    connection: duckdb.DuckDBPyConnection,
    key: bytes,
    mapping: Mapping,
    file: InputFile,
    *,
    split_first: bool,
) -> tuple[ledger.Load, tuple[str, ...]]:
    contract = contracts()[file.entity]
    started_at = clock.now()
    with TemporaryDirectory() as folder, work_tables(connection):
        records = read_records(
            connection, file.path, file.part.options, Path(folder), split_first=split_first
        )
        plan = plan_file(connection, source_columns(connection), contract, mapping, file.part)
        _judge(connection, plan, contract, mapping)
        if number_faulty(connection):
            records.find_originals(connection)
        if records.text:
            _refuse_torn(connection, unended_line(records.text))
        batch = Batch(
            contract=contract,
            file_name=file.name,
            sha256=file.sha256,
            fingerprint=ledger.fingerprint(mapping, file.part, contract),
            platform=mapping.platform,
            is_simulated=records.is_simulated,
            started_at=started_at,
            is_of_snapshot=file.is_of_snapshot,
        )
        with transaction(connection):
            load = settle(connection, batch, key)
            _refuse_changed(file)
    return load, plan.unused


def _stamp(path: Path) -> tuple[int, ...]:
    """What differs once another file has the name, or the file is written to."""
    seen = path.stat()
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns


def _refuse_changed(file: InputFile) -> None:
    """Stop where what was read may be half of one file and half of another."""
    if not file.path.exists() or _stamp(file.path) != file.stamp:
        raise FileStopped(
            "the file changed while it was being read",
            remedy="Load it again once it is whole and nobody writes to it.",
        )


def _refuse_torn(connection: duckdb.DuckDBPyConnection, last_line: str) -> None:
    """Stop at a text whose last line has no end and is no record either: the rest is missing."""
    (torn,) = connection.execute(
        "select count(*) from rejected where $line <> '' and ends_with(original_text, $line)",
        {"line": last_line},
    ).fetchone()
    if torn:
        raise FileStopped(
            "the file ends in the middle of a record",
            remedy="It was cut off on its way: send it again whole, with a line break at its end.",
        )


def _judge(
    connection: duckdb.DuckDBPyConnection, plan: FilePlan, contract: Contract, mapping: Mapping
) -> None:
    try:
        judge(connection, plan, contract, mapping.source_timezone)
    except UNREADABLE:
        # DuckDB's own message quotes the value, which may be a person's.
        if plan.has_window:
            raise FileStopped(
                "a window expression fails on one of the rows",
                remedy="Use try_cast inside it: a window cannot be tried row by row.",
            ) from None
        raise FileStopped("the file cannot be read to its end", remedy="Export it again.") from None
