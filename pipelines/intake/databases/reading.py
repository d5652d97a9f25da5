"""Reading a table or a query in order, into one Parquet file after another.

DuckDB's own scanners read, in a connection of their own that ends with the reading: the warehouse
never learns the address. Rows are streamed, so that no more than a batch is in memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.intake.databases.address import Address, address_of
from pipelines.intake.databases.faults import stopped
from pipelines.intake.mapping import DatabaseMapping
from pipelines.sql_text import identifier, literal

INCREMENT_ROWS = 500_000
_BATCH_ROWS = 50_000


@dataclass(frozen=True)
class Increment:
    file: Path
    rows: int
    last: object
    """The cursor of its last row that has one, as Python holds it; None without any."""


class Database:
    """A connected database, asked about one part of a mapping."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, kind: str, part: DatabaseMapping):
        self._connection, self._kind, self._part = connection, kind, part

    def columns(self) -> dict[str, str]:
        """Its columns and their types, as DuckDB has them. Raises FileStopped."""
        with _in_our_words(self._part):
            described = self._connection.execute(
                f"describe {self._rows(f'{self._selected()} limit 0')}"
            ).fetchall()
        return {name: sql_type for name, sql_type, *_ in described}

    def increments(self, since: str | None, folder: Path) -> Iterator[Increment]:
        """Its rows from a position on (all without one), in whole increments; at least one.

        Each file is overwritten by the next. Raises FileStopped.
        """
        query = self._selected() + self._from(since)
        with _in_our_words(self._part):
            reader = self._connection.execute(self._rows(query)).to_arrow_reader(_BATCH_ROWS)
        is_over, is_first = False, since is None
        while not is_over:
            file = folder / "increment.parquet"
            rows, last = 0, None
            with pq.ParquetWriter(file, reader.schema) as writer:
                while rows < INCREMENT_ROWS and not is_over:
                    batch = self._next(reader)
                    is_over = batch is None
                    if batch is not None:
                        writer.write_batch(batch)
                        rows += batch.num_rows
                        last = _last(batch, self._part.cursor) or last
            if rows or is_first:
                yield Increment(file, rows, last)
            is_first = False

    def _next(self, reader: pa.RecordBatchReader) -> pa.RecordBatch | None:
        with _in_our_words(self._part):
            return next(reader, None)

    def _selected(self) -> str:
        if self._part.query is not None:
            return f"select * from ({self._part.query.strip().rstrip(';')}\n) as selected_rows"
        return f"select * from {'.'.join(map(self._quoted, self._part.table.split('.')))}"

    def _from(self, since: str | None) -> str:
        if self._part.cursor is None:
            return ""
        cursor = self._quoted(self._part.cursor)
        # A row without a cursor would never be met again: it is read every time.
        given = f" where {cursor} >= {literal(since)} or {cursor} is null" if since else ""
        return f"{given} order by {cursor}"

    def _rows(self, query: str) -> str:
        streamed = ", stream_results := true" if self._kind == "mysql" else ""
        return f"from {self._kind}_query('source', {literal(query)}{streamed})"

    def _quoted(self, name: str) -> str:
        return f"`{name}`" if self._kind == "mysql" else identifier(name)


@contextmanager
def connected(part: DatabaseMapping) -> Iterator[Database]:
    """The database of a part, read-only. Raises FileStopped where it cannot be reached."""
    address = address_of(part.database)
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"load {literal(str(extension(address)))}")
        if address.kind == "mysql":
            connection.execute("set mysql_session_time_zone = '+00:00'")
        with _in_our_words(part):
            connection.execute(
                f"attach {literal(address.url)} as source (type {address.kind}, read_only)"
            )
        yield Database(connection, address.kind, part)


def extension(address: Address) -> Path:
    """The scanner, from the package that brings it."""
    package = Path(import_module(f"duckdb_extension_{address.kind}_scanner").__file__).parent
    (file,) = package.glob(f"extensions/v{duckdb.__version__}/*.duckdb_extension")
    return file


@contextmanager
def _in_our_words(part: DatabaseMapping) -> Iterator[None]:
    try:
        yield
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        raise stopped(str(error), part) from None


def _last(batch: pa.RecordBatch, cursor: str | None) -> object:
    if cursor is None:
        return None
    (index,) = [i for i, name in enumerate(batch.schema.names) if name.lower() == cursor.lower()]
    values = batch.column(index).drop_null()
    return values[-1].as_py() if len(values) else None
