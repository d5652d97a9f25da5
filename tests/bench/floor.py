"""The floor: the same figures in bare DuckDB, from the same Parquet, and nothing beside them.

    python -m tests.bench.floor SCRIPT DATABASE LAUNCHED_AT

One script in one process: files are read as they are, unjudged and unhashed; then each model that
metric_values needs is made once, without tests, contracts, descriptions or a release. The SQL is
the project's own, as dbt compiles it, so the rows can be held against those of a run; faster forms
that were found by hand have been taken into the project.
"""

import json
import sys
from pathlib import Path

import duckdb
import yaml

from pipelines.contracts import contracts
from pipelines.paths import DBT_PROJECT
from pipelines.sql_text import literal
from tests.compiled_project import CATALOG, CompiledProject

FIGURES = "metrics.metric_values"
_BOOKKEEPING = ("cut_off", "zone_offsets", "loads_behind_run")


def script(project: CompiledProject, inputs: Path, warehouse: Path) -> str:
    """SQL for the figures of these files. The cut-off and the little that is known of time zones
    and loads are taken from the warehouse of a run of theirs."""
    statements = [
        *(f"set {name} = {literal(str(value))}" for name, value in _dbt_settings().items()),
        f"attach {literal(str(warehouse))} as run (read_only)",
        "create schema raw",
        *(f"create table raw.{table} as from run.raw.{table}" for table in _BOOKKEEPING),
        *(_raw(entity, inputs / f"{entity}.parquet") for entity in contracts()),
        *project.statements(["metric_values"]),
    ]
    return ";\n".join(statements)


def _dbt_settings() -> dict:
    profile = yaml.safe_load((DBT_PROJECT / "profiles.yml").read_text("utf-8"))["fairlane"]
    return profile["outputs"]["duckdb"]["settings"]


def _raw(entity: str, file: Path) -> str:
    load = f"(select max(load_id) from run.raw.loads where entity = '{entity}')"
    numbered = f"{load} as load_id, file_row_number as file_row"
    discovered = ", false as is_discovered" if entity == "regions" else ""
    if not file.exists():
        return f"create table raw.{entity} as from run.raw.{entity}"
    source = f"read_parquet({literal(str(file))}, file_row_number = true)"
    return (
        f"create view raw.{entity} as"
        f" select * exclude (file_row_number), {numbered}{discovered} from {source}"
    )


def figures_apart(database: Path, warehouse: Path) -> int:
    """How many rows of figures only one of the two has."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(str(database))} as floor (read_only)")
        connection.execute(f"attach {literal(str(warehouse))} as run (read_only)")
        return connection.execute(
            f"select count(*) from ("
            f"  (from floor.{FIGURES} except all from run.{FIGURES})"
            f"  union all (from run.{FIGURES} except all from floor.{FIGURES}))"
        ).fetchone()[0]


def main() -> None:
    text, database, _ = sys.argv[1:]
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(database)} as {CATALOG}; use {CATALOG}")
        connection.execute(Path(text).read_text())
        rows = connection.execute(f"select count(*) from {FIGURES}").fetchone()[0]
    print(json.dumps({"figures": rows}))  # noqa: T201


if __name__ == "__main__":
    main()
