"""How far a source has been read, `raw.positions`, and which columns it had then."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import duckdb

from pipelines import clock
from pipelines.contracts import contracts
from pipelines.intake import ledger
from pipelines.intake.databases.mapping import overlap_of
from pipelines.intake.mapping import DatabaseMapping, Mapping
from pipelines.intake.problems import FileStopped

# The zones furthest from UTC: a time without a zone can be this far off.
_ZONES = timedelta(hours=14)
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DECIMAL", "DOUBLE", "FLOAT")


@dataclass(frozen=True)
class Position:
    cursor: str | None
    """The last cursor, as text; None for a source whose rows had none yet."""
    columns: dict[str, str]


def held(
    connection: duckdb.DuckDBPyConnection, entity: str, source: str, fingerprint: str
) -> Position | None:
    """Where the reading stands; None for a source that was not read this way yet."""
    row = connection.execute(
        "select last_cursor, columns from raw.positions "
        "where entity = ? and source = ? and fingerprint = ?",
        [entity, source, fingerprint],
    ).fetchone()
    return row and Position(row[0], json.loads(row[1]))


def hold(
    connection: duckdb.DuckDBPyConnection,
    entity: str,
    source: str,
    fingerprint: str,
    position: Position,
) -> None:
    """Note how far a source has been read."""
    place = [entity, source, fingerprint]
    connection.execute(
        "delete from raw.positions where entity = ? and source = ? and fingerprint = ?", place
    )
    connection.execute(
        "insert into raw.positions values (?, ?, ?, ?, ?, ?)",
        [*place, position.cursor, json.dumps(position.columns), clock.now()],
    )


def keep_only(connection: duckdb.DuckDBPyConnection, entity: str, fingerprints: list[str]) -> None:
    """Forget how far sources were read in other ways: what they gave may have changed since."""
    connection.execute(
        "delete from raw.positions where entity = ? and not list_contains(?, fingerprint)",
        [entity, fingerprints],
    )


def earlier_increments(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, entity: str, part: DatabaseMapping
) -> list[int]:
    """The loads of all increments so far that were read this way; none of a snapshot."""
    print_ = ledger.fingerprint(mapping, part, contracts()[entity])
    rows = connection.execute(
        "select load_id from raw.loads where entity = ? and fingerprint = ? "
        "and starts_with(file_name, ?)",
        [entity, print_, f"{part.source}/"],
    ).fetchall()
    return [load_id for (load_id,) in rows] if part.cursor else []


def text_of(last: object) -> str:
    """A cursor as text that both servers compare with their own. Times of an instant are UTC."""
    if isinstance(last, datetime):
        last = last.astimezone(UTC).replace(tzinfo=None) if last.tzinfo else last
        now = clock.now()
        # A time that is yet to come would hide every row until then.
        return (now - _ZONES if last > now + _ZONES else last).isoformat(" ")
    return last.isoformat() if isinstance(last, date) else str(last)


def beginning(part: DatabaseMapping, cursor: str | None, sql_type: str, kind: str) -> str | None:
    """Where an increment begins: the overlap before the last cursor. Raises FileStopped."""
    is_time, is_number = sql_type.startswith(("TIMESTAMP", "DATE")), sql_type.startswith(_NUMBERS)
    overlap = None if part.overlap is None else overlap_of(part.overlap)
    fits = {timedelta: is_time, Decimal: is_number}.get(type(overlap), True)
    if not fits or not (is_time or is_number or sql_type in ("VARCHAR", "UUID")):
        raise FileStopped(
            f"the cursor {part.cursor!r} is of type {sql_type}",
            where=part.source,
            remedy="Name a column of times (with an overlap such as 2 hours) or of numbers "
            "(with an overlap that is a number).",
        )
    if cursor is None:
        return None
    if isinstance(overlap, timedelta):
        cursor = (datetime.fromisoformat(cursor) - overlap).isoformat(" ")
    elif isinstance(overlap, Decimal):
        cursor = str(Decimal(cursor) - overlap)
    # MySQL's sessions are set to UTC; PostgreSQL is told.
    is_instant = sql_type == "TIMESTAMP WITH TIME ZONE" and kind == "postgres"
    return f"{cursor}+00" if is_instant else cursor
