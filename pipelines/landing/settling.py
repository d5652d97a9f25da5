"""What became of a delivery's files: read off the load ledger, whatever happened to the run.

Each step can be taken again: where this is killed, the next one goes on.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.contracts import contracts
from pipelines.file_hash import sha256
from pipelines.intake import ledger
from pipelines.intake.files import shown_name
from pipelines.intake.mapping import EntityMapping, Mapping, Source
from pipelines.intake.raw_schema import prepare
from pipelines.landing import report
from pipelines.landing.arrivals import MARKER
from pipelines.landing.delivery import Delivery, clear
from pipelines.landing.report import Ending, Fate

Takers = dict[Path, list[tuple[str, EntityMapping]]]
"""By file, the entities that take it, each with the part of the mapping that says so."""


def settle(delivery: Delivery, ending: Ending) -> list[Path]:
    """Move the files to done/ or failed/, with a report beside them; returns the reports.

    The caller holds the writer's lock, so that nobody else has the warehouse open.
    """
    mapping = delivery.source().mapping
    with _ledger(delivery) as connection:
        for file, fate in _fates(connection, mapping, delivery.folder):
            place = delivery.failed if fate.problem else delivery.done
            new = place / shown_name(delivery.folder, file)
            new.parent.mkdir(parents=True, exist_ok=True)
            file.rename(new)
        # Told of where the files are now: of those too that were moved before a kill.
        fates = {
            place: list(_fates(connection, mapping, place))
            for place in (delivery.done, delivery.failed)
            if place.exists()
        }
        text = report.text(connection, delivery, fates, ending)
    reports = [report.write(place, text) for place in fates]
    clear(delivery)
    return reports


@contextmanager
def _ledger(delivery: Delivery) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, or an empty ledger where no run has made one."""
    warehouse = delivery.home.warehouse
    with duckdb.connect(warehouse if warehouse.exists() else ":memory:") as connection:
        prepare(connection)
        yield connection


def _fates(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, folder: Path
) -> Iterator[tuple[Path, Fate]]:
    takers: Takers = defaultdict(list)
    source = Source(folder, mapping)
    for entity, parts in mapping.entities.items():
        for part in parts:
            for file in source.files_of(part):
                takers[file].append((entity, part))
    found = (file for file in folder.rglob("*") if file.is_symlink() or not file.is_dir())
    for file in sorted(found):
        yield file, _fate(connection, mapping, file, takers[file])


def _fate(
    connection: duckdb.DuckDBPyConnection,
    mapping: Mapping,
    file: Path,
    takers: list[tuple[str, EntityMapping]],
) -> Fate:
    if not takers:
        return Fate((), "marker_alone" if file.name.endswith(MARKER) else "not_named")
    try:
        content = sha256(file)
    except OSError:
        return Fate((), "unreadable")
    found = [_load(connection, mapping, *taker, content) for taker in takers]
    loads = tuple(load for load in found if load)
    if len(loads) < len(found):
        return Fate(loads, "stopped")
    return Fate(loads, None if any(load.rows_read for load in loads) else "hollow")


def _load(
    connection: duckdb.DuckDBPyConnection,
    mapping: Mapping,
    entity: str,
    part: EntityMapping,
    content: str,
) -> ledger.Load | None:
    """The load of this content, read as the mapping reads it."""
    known = ledger.known_load(connection, mapping, part, contracts()[entity], content)
    return None if known is None else ledger.load(connection, known)
