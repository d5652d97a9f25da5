"""Runs a statement that a reader typed: checked, within limits of time, rows and size."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from dashboards import pinned_release
from dashboards.queries.statement_check import RefusedError, check
from dashboards.warehouse import Release

TIME_LIMIT_SECONDS = 20.0
ROW_LIMIT = 10_000
BYTE_LIMIT = 50_000_000

# Errors that speak of the statement. Others may speak of the machine, and are not repeated.
SPEAKS_OF_THE_STATEMENT = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
    duckdb.InvalidInputException,
    duckdb.OutOfRangeException,
    duckdb.ParserException,
    duckdb.SyntaxException,
)


@dataclass(frozen=True)
class Result:
    rows: pd.DataFrame
    is_capped: bool
    seconds: float


def run(release: Release, sql: str) -> Result:
    """Raises RefusedError with a reason that a page can show."""
    check(release, sql)
    started = time.monotonic()
    with pinned_release.cursor(release) as connection, _interrupted_in_time(connection):
        try:
            table = _first_rows(connection, sql)
        except duckdb.Error as error:
            raise _reason(error, release) from error
    is_capped = table.num_rows > ROW_LIMIT
    return Result(_frame(table.slice(0, ROW_LIMIT)), is_capped, time.monotonic() - started)


@contextmanager
def _interrupted_in_time(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    timer = threading.Timer(TIME_LIMIT_SECONDS, connection.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _first_rows(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """One row more than the limit, so that a page can say that there are more."""
    reader = connection.execute(sql).to_arrow_reader(ROW_LIMIT + 1)
    batches, rows, size = [], 0, 0
    for batch in reader:
        batches.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if size > BYTE_LIMIT:
            raise RefusedError("refused_size", megabytes=BYTE_LIMIT // 1_000_000)
        if rows > ROW_LIMIT:
            break
    return pa.Table.from_batches(batches, reader.schema)


def _reason(error: duckdb.Error, release: Release) -> RefusedError:
    if isinstance(error, duckdb.InterruptException):
        return RefusedError("refused_time", seconds=f"{TIME_LIMIT_SECONDS:g}")
    if isinstance(error, duckdb.OutOfMemoryException):
        return RefusedError("refused_memory")
    message = str(error).splitlines()[0]
    if isinstance(error, SPEAKS_OF_THE_STATEMENT) and str(release.folder) not in message:
        return RefusedError("refused_by_database", message=message)
    return RefusedError("refused_other")


def _frame(table: pa.Table) -> pd.DataFrame:
    """Types as the database has them; names made unique, as files and tables need them."""
    names: list[str] = []
    for name in table.column_names:
        unique, number = name, 1
        while unique in names:
            number += 1
            unique = f"{name} ({number})"
        names.append(unique)
    columns = [_writable(column) for column in table.columns]
    return pa.table(columns, names=names).to_pandas(types_mapper=pd.ArrowDtype)


def _writable(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Parquet has no type for a calendar interval; it is given as text."""
    if not pa.types.is_interval(column.type):
        return column
    return pa.array([None if cell is None else str(cell) for cell in column.to_pylist()])
