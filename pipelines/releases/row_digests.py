"""What a database holds, whatever its bytes: a SHA-256 over the rows of every table.

The same rows make another DuckDB file each time, so hashes of files cannot tell whether a release
that was built again is the same one. The rows' own hashes are put in order and hashed by their
first digits, then once more over these, so that neither the order of rows nor their number asks
for more memory than a few thousand rows do.

A digest is worked out from the file when it is asked for, and stands in no manifest: manifests are
public, and whoever knows all of a table but a small count could try each count against it.
"""

from pathlib import Path

import duckdb

_DIGEST = """
    with rows as (

        select sha256(to_json(held)::varchar) as row_digest from {table} as held

    ),

    parts as (

        select
            left(row_digest, 3) as first_digits,
            sha256(string_agg(row_digest, '' order by row_digest)) as part_digest
        from rows
        group by first_digits

    )

    select sha256(concat($columns, string_agg(part_digest, '' order by first_digits))) from parts
"""


def row_digests(database: Path) -> dict[str, str]:
    """SHA-256 of every table, by name: over its columns, their types and its rows."""
    with duckdb.connect(database, read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where database_name = current_database() and not temporary order by all"
        ).fetchall()
        return {
            f"{schema}.{table}": _digest(connection, f'{schema}."{table}"')
            for schema, table in tables
        }


def _digest(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = [
        f"{name} {kind}" for name, kind, *_ in connection.execute(f"describe {table}").fetchall()
    ]
    return connection.execute(
        _DIGEST.format(table=table), {"columns": ", ".join(columns)}
    ).fetchone()[0]
