"""The load ledger, `raw.loads`: which file was read when, and where each of its rows went."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import duckdb

from pipelines.contracts import Contract
from pipelines.intake.mapping import EntityMapping, Mapping

# What a retry writes where a file's load has its fingerprint: the load in which the rows came.
RETRY = "retry of load {}"


class RowsNotConserved(Exception):
    """A load that lost a row or counted one twice. A fault of the intake, not of the file."""


@dataclass(frozen=True)
class Load:
    load_id: int
    entity: str
    file_name: str
    sha256: str
    fingerprint: str
    platform_id: str | None
    is_simulated: bool
    rows_read: int
    rows_loaded: int
    rows_unchanged: int
    rows_superseded: int
    rows_excluded: int
    rows_quarantined: int
    started_at: datetime
    finished_at: datetime

    @property
    def rows_placed(self) -> int:
        return (
            self.rows_loaded
            + self.rows_unchanged
            + self.rows_superseded
            + self.rows_excluded
            + self.rows_quarantined
        )


def fingerprint(mapping: Mapping, part: EntityMapping, contract: Contract) -> str:
    """Of everything besides the file that decides what its rows become."""
    reading = {
        "mapping": asdict(part),
        "platform": mapping.platform,
        "timezone": mapping.timezone,
        "source_timezone": mapping.source_timezone,
        "contract": contract.version,
    }
    return hashlib.sha256(json.dumps(reading, sort_keys=True).encode()).hexdigest()


def fingerprints(mapping: Mapping, contract: Contract) -> list[str]:
    """Of all that the mapping makes of an entity."""
    return [fingerprint(mapping, part, contract) for part in mapping.entities[contract.entity]]


def known_load(
    connection: duckdb.DuckDBPyConnection,
    mapping: Mapping,
    part: EntityMapping,
    contract: Contract,
    sha256: str,
) -> int | None:
    """The load of the very same file, read the same way; None if it was read another way since."""
    print_, prints = fingerprint(mapping, part, contract), fingerprints(mapping, contract)
    loads = connection.execute(
        "select load_id, fingerprint from raw.loads where entity = ? and sha256 = ? "
        "and fingerprint not like ? order by load_id",
        [contract.entity, sha256, RETRY.format("%")],
    ).fetchall()
    known = None
    for load_id, earlier in loads:
        if earlier == print_:
            known = load_id
        elif earlier not in prints:
            known = None
    return known


def load(connection: duckdb.DuckDBPyConnection, load_id: int) -> Load:
    """An entry of the ledger."""
    names = [field.name for field in fields(Load)]
    entry = connection.execute(
        f"select {', '.join(names)} from raw.loads where load_id = ?", [load_id]
    ).fetchone()
    return Load(*entry)


def next_load_id(connection: duckdb.DuckDBPyConnection) -> int:
    return connection.execute("select coalesce(max(load_id), 0) + 1 from raw.loads").fetchone()[0]


def enter(connection: duckdb.DuckDBPyConnection, load: Load) -> None:
    """Write a load into the ledger. Raises RowsNotConserved unless its counts add up."""
    if load.rows_read != load.rows_placed:
        raise RowsNotConserved(
            f"{load.entity}, {load.file_name}: {load.rows_read} rows read, "
            f"{load.rows_placed} accounted for"
        )
    names = [field.name for field in fields(Load)]
    connection.execute(
        f"insert into raw.loads ({', '.join(names)}) values ({', '.join('?' * len(names))})",
        [getattr(load, name) for name in names],
    )


def note_newest(connection: duckdb.DuckDBPyConnection, entity: str, load_ids: list[int]) -> None:
    """Note the loads that an entity's newest run stands on."""
    connection.execute("delete from raw.newest_loads where entity = ?", [entity])
    for load_id in load_ids:
        connection.execute("insert into raw.newest_loads values (?, ?)", [entity, load_id])
