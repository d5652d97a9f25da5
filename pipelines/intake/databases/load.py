"""Loading an entity from a database: increment by increment, each settled like a file.

An increment lies in a folder of this user's alone, and goes once it is settled: it names people.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import duckdb

from pipelines.contracts import contracts
from pipelines.intake import ledger
from pipelines.intake.databases import absences, positions
from pipelines.intake.databases.address import address_of
from pipelines.intake.databases.columns import check_columns
from pipelines.intake.databases.positions import Position
from pipelines.intake.databases.reading import Database, connected
from pipelines.intake.file_load import InputFile
from pipelines.intake.mapping import DatabaseMapping, Mapping

LoadIncrement = Callable[[InputFile], None]
Report = Callable[[str], None]


def load_source(
    connection: duckdb.DuckDBPyConnection,
    mapping: Mapping,
    entity: str,
    part: DatabaseMapping,
    increments: Path,
    load_increment: LoadIncrement,
    report: Report,
) -> None:
    """Load what a database has that is new.

    What was loaded when it raises FileStopped stays, and the next run goes on from there.
    """
    contract = contracts()[entity]
    print_ = ledger.fingerprint(mapping, part, contract)
    positions.keep_only(connection, entity, ledger.fingerprints(mapping, contract))
    with connected(part) as database, _own_folder(increments / entity) as folder:
        position = positions.held(connection, entity, part.source, print_)
        columns = database.columns()
        check_columns(part, contract, columns, position and position.columns, report)
        whole = part.cursor is None
        with absences.keys_noted(connection, contract) if whole else nullcontext():
            for file, cursor in _increments(database, part, position, columns, folder):
                name = f"{part.source}/{ledger.next_load_id(connection):06}.parquet"
                load_increment(InputFile.of(file, name, entity, part, is_of_snapshot=whole))
                reached = Position(cursor, columns)
                positions.hold(connection, entity, part.source, print_, reached)
            if whole and (gone := absences.note_absences(connection, contract, part.source)):
                report(
                    f"{entity}: {gone:,} rows are no longer in {part.source}; they stay here, and "
                    "raw.absences names them"
                )


def _increments(
    database: Database,
    part: DatabaseMapping,
    position: Position | None,
    columns: dict[str, str],
    folder: Path,
) -> Iterator[tuple[Path, str | None]]:
    """Each increment's file, and the cursor that it reaches."""
    cursor, since = position and position.cursor, None
    if part.cursor:
        (sql_type,) = [columns[name] for name in columns if name.lower() == part.cursor.lower()]
        kind = address_of(part.database).kind
        since = positions.beginning(part, cursor, sql_type, kind)
    for increment in database.increments(since, folder):
        if increment.last is not None:
            cursor = positions.text_of(increment.last)
        yield increment.file, cursor


@contextmanager
def _own_folder(folder: Path) -> Iterator[Path]:
    """An empty folder that goes again, with what a run that was killed left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
