"""Loading a run's files, entity by entity.

The caller holds the writer's lock of the home (pipelines/writer_lock.py).
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.contracts import contracts
from pipelines.intake import ledger
from pipelines.intake.databases.positions import earlier_increments
from pipelines.intake.file_load import InputFile, load_file
from pipelines.intake.files import shown_name
from pipelines.intake.mapping import (
    DatabaseMapping,
    EntityMapping,
    Mapping,
    Source,
    fetched_by_us,
)
from pipelines.intake.problems import Failure, FileStopped
from pipelines.intake.pseudonyms import pseudonym_key
from pipelines.intake.raw_schema import prepare
from pipelines.intake.report import LoadReport, reasons_of
from pipelines.paths import Home

Report = Callable[[str], None]

log = logging.getLogger("fairlane.intake")


def load_entity(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    source: Source,
    entity: str,
    report: Report = log.info,
) -> LoadReport:
    """Load one entity's files, and what was fetched of it."""
    prepare(connection)
    key = pseudonym_key(home.pseudonym_key)
    sources = [source, fetched_by_us(home)]
    return load_files(connection, key, sources, entity, home.increments, report)


def load_files(
    connection: duckdb.DuckDBPyConnection,
    key: bytes,
    sources: Sequence[Source],
    entity: str,
    increments: Path,
    report: Report,
) -> LoadReport:
    """Load one entity into a prepared database; what databases give passes through `increments`."""
    outcome, earlier = LoadReport(), []
    parts = [
        (source, part) for source in sources for part in source.mapping.entities.get(entity, ())
    ]
    for source, part in parts:
        if isinstance(part, DatabaseMapping):
            earlier += earlier_increments(connection, source.mapping, entity, part)
            outcome.add(
                _load_database(connection, key, source.mapping, entity, part, increments, report)
            )
        else:
            outcome.add(_load_files_of(connection, key, source, entity, part, report))
    loads = [load.load_id for load in outcome.loads] + [known for *_, known in outcome.known]
    loads += earlier
    ledger.note_newest(connection, entity, sorted(set(loads)))
    return outcome


def _load_files_of(
    connection: duckdb.DuckDBPyConnection,
    key: bytes,
    source: Source,
    entity: str,
    part: EntityMapping,
    report: Report,
) -> LoadReport:
    outcome = LoadReport()
    files = source.files_of(part)
    if not files and source.must_be_complete:
        outcome.failures.append(_not_there(part, entity))
    for path in files:
        name = shown_name(source.inputs, path)
        report(f"{entity}: {name} ({path.stat().st_size / 1e6:,.1f} MB)")
        with _stops_noted(outcome, name, entity):
            file = InputFile.of(path, name, entity, part)
            outcome.add(_load_or_pass_over(connection, key, source.mapping, file))
    return outcome


def _load_database(
    connection: duckdb.DuckDBPyConnection,
    key: bytes,
    mapping: Mapping,
    entity: str,
    part: DatabaseMapping,
    increments: Path,
    report: Report,
) -> LoadReport:
    # What reads databases takes half a second to import, and files need none of it.
    from pipelines.intake.databases.load import load_source

    outcome = LoadReport()

    def load_increment(file: InputFile) -> None:
        # The keys of a snapshot that came before are asked for too.
        load = _load if file.is_of_snapshot else _load_or_pass_over
        outcome.add(load(connection, key, mapping, file))
        report(f"{entity}: {file.name} ({file.path.stat().st_size / 1e6:,.1f} MB)")

    with _stops_noted(outcome, part.source, entity):
        load_source(connection, mapping, entity, part, increments, load_increment, report)
    return outcome


@contextmanager
def _stops_noted(outcome: LoadReport, name: str, entity: str) -> Iterator[None]:
    """Note in the outcome what stops a file."""
    try:
        yield
    except FileStopped as stop:
        where = "" if stop.where == name else stop.where
        outcome.failures.append(Failure(name, entity, stop.what, where, stop.remedy))
    except OSError as error:
        remedy = "See that it can be read, and that the disk has room."
        outcome.failures.append(Failure(name, entity, str(error.strerror), "", remedy))


def _load_or_pass_over(
    connection: duckdb.DuckDBPyConnection, key: bytes, mapping: Mapping, file: InputFile
) -> LoadReport:
    contract = contracts()[file.entity]
    known = ledger.known_load(connection, mapping, file.part, contract, file.sha256)
    if known is not None:
        return LoadReport(known=[(file.name, file.entity, known)])
    return _load(connection, key, mapping, file)


def _load(
    connection: duckdb.DuckDBPyConnection, key: bytes, mapping: Mapping, file: InputFile
) -> LoadReport:
    load, unused = load_file(connection, key, mapping, file)
    return LoadReport(
        loads=[load],
        unused=[(file.name, file.entity, unused)] if unused else [],
        reasons=reasons_of(connection, load),
    )


def _not_there(part: EntityMapping, entity: str) -> Failure:
    remedy = "Put the file there, or take the entity out of the mapping."
    return Failure(", ".join(part.files), entity, "no such file", "", remedy)
