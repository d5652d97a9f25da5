"""What must hold of a home, whatever happened to it."""

from pathlib import Path

import duckdb

from pipelines.contracts import contracts
from pipelines.paths import Home
from pipelines.releases import shelf
from pipelines.releases.row_digests import row_digests

# These tell when a thing was done, or which number it got; all else is the same however often
# it was begun.
OF_THE_MOMENT = {"release.info", "release.revisions", "release.loads"}


def faults(home: Home) -> list[str]:
    """What is wrong with the release that readers get."""
    return shelf.faults(home, shelf.current(home)) if shelf.current(home) else []


def lost_rows(home: Home, told: list[str]) -> list[str]:
    """Loads whose rows are not all there, and those that were told of and are not in the ledger."""
    with duckdb.connect(home.warehouse) as connection:
        there = connection.execute(
            "select count(*) from duckdb_tables()"
            " where schema_name = 'raw' and table_name = 'loads'"
        ).fetchone()[0]
        loads = (
            connection.execute("select load_id, entity, rows_loaded from raw.loads").fetchall()
            if there
            else []
        )
        wrong = [
            f"load {load_id} of {entity}: {held} rows of {loaded}"
            for load_id, entity, loaded in loads
            for (held,) in connection.execute(
                f"select count(*) from raw.{entity} where load_id = ?", [load_id]
            ).fetchall()
            if held != loaded
        ]
        wrong += [
            f"rows of {entity} without a load"
            for entity in (contracts() if there else ())
            if connection.execute(
                f"select count(*) from raw.{entity}"
                " where load_id not in (select load_id from raw.loads)"
            ).fetchone()[0]
        ]
    entities = {entity for _, entity, _ in loads}
    return wrong + [
        f"{line}, and is gone"
        for line in told
        if line.startswith("loaded ") and line.split()[1] not in entities
    ]


def rows_of_raw(home: Home) -> dict[str, list[tuple]]:
    """Every row of `raw`, the ledger's without their instants."""
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw'"
        ).fetchall()
        return {
            table: connection.execute(
                f"select {'* exclude (started_at, finished_at)' if table == 'loads' else '*'}"
                f" from raw.{table} order by all"
            ).fetchall()
            for (table,) in tables
        }


def released_rows(folder: Path) -> dict[str, str]:
    """Digests of all that a release says, whenever it says so."""
    return {
        f"{audience} {table}": digest
        for audience in ("manager", "analyst", "public")
        for table, digest in row_digests(folder / f"{audience}.duckdb").items()
        if table not in OF_THE_MOMENT
    }
