"""One database file per audience, which simply does not hold what that audience may not see."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.contracts import contracts
from pipelines.lineage.tables import Rows
from pipelines.lineage.tables import write as write_lineage
from pipelines.releases.contents import ALL, CONTENTS, INFO, Table
from pipelines.releases.disclosure.history import COLUMNS as HELD_COLUMNS
from pipelines.releases.revisions import write_revisions
from pipelines.sql_text import literal


@dataclass(frozen=True)
class Earlier:
    """The release before, if there is one: what it said is what a revision revises."""

    folder: Path | None
    is_read_another_way: bool
    """Whether the mapping or the contract of an entity has changed since."""


@dataclass(frozen=True)
class Sources:
    """What role files are made from."""

    warehouse: Path
    figures: Path
    """The figures as disclosure control left them."""


@dataclass(frozen=True)
class Particulars:
    """What a release says besides what the warehouse holds."""

    info: dict[str, str | None]
    """Parameters of release.info."""
    checks: list[tuple]
    """Rows of release.checks: name, passed, detail."""
    earlier: Earlier
    origins: Rows
    """Where every figure comes from."""


def write_role_file(
    audience: str, sources: Sources, out: Path, particulars: Particulars
) -> dict[str, int]:
    """Write the tables of this audience to a new file `out`; returns the rows in each."""
    earlier = particulars.earlier
    with duckdb.connect(out) as connection:
        connection.execute(f"attach {literal(str(sources.warehouse))} as built (read_only)")
        connection.execute(f"attach {literal(str(sources.figures))} as controlled (read_only)")
        tables = _tables(connection, audience)
        for table in tables:
            _write(connection, table)
        _write(connection, INFO, particulars.info)
        # Each statement of its own would wait for the disk, a thousand times over.
        connection.begin()
        for table in tables:
            _copy_comments(connection, table.name)
        checks = particulars.checks
        _write_checks(connection, checks if audience != "public" else _without_counts(checks))
        connection.commit()
        write_revisions(
            connection,
            str(particulars.info["release_name"]),
            earlier.folder and earlier.folder / f"{audience}.duckdb",
            earlier.is_read_another_way,
        )
        if audience == "public":
            for column, comment in HELD_COLUMNS.items():
                connection.execute(
                    f"comment on column metrics.metric_values.{column} is {literal(comment)}"
                )
        else:
            _write_freshness(connection)
            write_lineage(connection, particulars.origins)
        rows = {name: _count(connection, name) for name in _names(connection)}
        connection.execute("detach built")
        connection.execute("detach controlled")
        # What fails as a connection closes, on a full disk say, is not told: a log that is not part
        # of the release would stay beside the file.
        connection.execute("checkpoint")
    return rows


def _tables(connection: duckdb.DuckDBPyConnection, audience: str) -> list[Table]:
    tables = list(CONTENTS[audience])
    if audience == "analyst":
        tables += [
            Table(f"marts.{name}")
            for (name,) in connection.execute(
                "select table_name from duckdb_tables()"
                " where database_name = 'built' and schema_name = 'marts' order by table_name"
            ).fetchall()
        ]
    return tables


def _write(
    connection: duckdb.DuckDBPyConnection, table: Table, parameters: dict | None = None
) -> None:
    schema = table.name.split(".")[0]
    connection.execute(f"create schema if not exists {schema}")
    rows = ALL.format(table=table.name) if table.rows == ALL else table.rows
    connection.execute(f"create table {table.name} as {rows}", parameters or {})


def _copy_comments(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    schema, table = name.split(".")
    for column, comment in connection.execute(
        "select column_name, comment from duckdb_columns() where database_name = 'built'"
        " and schema_name = ? and table_name = ? and comment is not null"
        f" and column_name in (select column_name from (describe {name}))",
        [schema, table],
    ).fetchall():
        connection.execute(f"comment on column {name}.{column} is {literal(comment)}")
    for (comment,) in connection.execute(
        "select comment from duckdb_tables() where database_name = 'built'"
        " and schema_name = ? and table_name = ? and comment is not null",
        [schema, table],
    ).fetchall():
        connection.execute(f"comment on table {name} is {literal(comment)}")


def _write_checks(connection: duckdb.DuckDBPyConnection, checks: list[tuple]) -> None:
    connection.execute(
        "create table release.checks (check_name varchar, passed boolean, detail varchar)"
    )
    if checks:
        connection.executemany("insert into release.checks values (?, ?, ?)", checks)


def _without_counts(checks: list[tuple]) -> list[tuple]:
    """The detail of a check tells how many rows it found."""
    return [(name, passed, "") for name, passed, _ in checks]


def _write_freshness(connection: duckdb.DuckDBPyConnection) -> None:
    """How much is held of each entity, and how new its newest row is."""
    held = " union all by name ".join(
        f"select '{entity}' as entity, count(*) as rows_held,"
        f" {f'max({contract.clock})' if contract.clock else 'null::timestamp'} as newest_at"
        f" from built.raw.{entity}"
        for entity, contract in contracts().items()
    )
    connection.execute(f"create table release.freshness as {held} order by entity")


def _names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        name
        for (name,) in connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " where database_name = current_database() order by 1"
        ).fetchall()
    ]


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    return connection.execute(f"select count(*) from {name}").fetchone()[0]
