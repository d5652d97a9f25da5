"""One statement in a process of its own, which can be ended at any moment and has its own memory.

Within the pages' process it could not: an interrupt does not reach into a single call such as
`range(400000000)`, which ran on for 40 seconds here and took 5 GB past DuckDB's memory limit.
"""

import json
import resource
import sys
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboards import warehouse

# Address space, of which the libraries alone take over one.
MEMORY_BYTES = 4_000_000_000
TOO_LARGE, REFUSED = 3, 4

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


def main() -> int:
    """Reads the request, writes the rows as an Arrow stream; returns how it ended."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    request = json.load(sys.stdin)
    try:
        with warehouse.connect(Path(request["database"])) as connection:
            table = _first_rows(connection, request)
    except SPEAKS_OF_THE_STATEMENT as error:
        sys.stderr.write(str(error).splitlines()[0])
        return REFUSED
    if table is None:
        return TOO_LARGE
    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
        stream.write_table(table)
    return 0


def _first_rows(connection: duckdb.DuckDBPyConnection, request: dict) -> pa.Table | None:
    """One row more than the limit, so that a page can say that there are more."""
    reader = connection.execute(request["sql"]).to_arrow_reader(request["rows"] + 1)
    batches, rows, size = [], 0, 0
    for batch in reader:
        batches.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if size > request["bytes"]:
            return None
        if rows > request["rows"]:
            break
    return pa.Table.from_batches(batches, reader.schema)


if __name__ == "__main__":
    sys.exit(main())
