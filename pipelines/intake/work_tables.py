"""The temporary tables in which one file is worked on.

`source`, a view: the file's columns, and `file_row_number` from 1. `rejected`: records that could
not be split. `judged`: the others against the contract. `faulty`: the numbers of those judged bad,
and `originals`: where and how these stand in the file. `named_forgotten`: the numbers of those that
name people who asked to be forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

TABLES = {
    "rejected": "file_line bigint, original_text varchar, rule varchar, fault varchar",
    "faulty": "file_row_number bigint",
    "originals": "file_row_number bigint, file_line bigint, original_text varchar",
    "named_forgotten": "file_row_number bigint, is_theirs boolean",
}


@contextmanager
def work_tables(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Make the tables, and leave nothing of the file behind for the next one."""
    # Outside any transaction: only then do the row ids of a table count from 0.
    for table, columns in TABLES.items():
        connection.execute(f"create temp table {table} ({columns})")
    try:
        yield
    finally:
        for view in ("source", "source_lines"):
            connection.execute(f"drop view if exists temp.main.{view}")
        for table in ("judged", "source_rows", *TABLES):
            connection.execute(f"drop table if exists temp.main.{table}")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of what happens inside, or nothing of it."""
    connection.execute("begin")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def source_columns(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The file's columns, without the number of the record."""
    described = connection.execute("describe source").fetchall()
    return tuple(name for name, *_ in described if name != "file_row_number")


def number_faulty(connection: duckdb.DuckDBPyConnection) -> int:
    """Note in `faulty` the records that were judged bad; returns how many."""
    (count,) = connection.execute(
        "insert into faulty select file_row_number from judged where reasons is not null"
    ).fetchone()
    return count
