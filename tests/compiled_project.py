"""The dbt project as plain SQL: compiled by dbt once, then built many times without it.

A build by dbt takes some twenty seconds, most of them dbt's own. Proofs that need hundreds of
warehouses run the very SQL that dbt compiled; tests/known_truth holds the two builds equal.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.paths import DBT_PROJECT
from tests.dbt.dbt_command import dbt
from tests.dbt.raw_tables import create_raw_schema

CATALOG = "compiled"
"""The database that the compiled SQL names."""


@dataclass(frozen=True)
class Node:
    """A model or seed: where it lies, what it is made with, what it reads."""

    name: str
    relation: str
    create: str
    reads: tuple[str, ...]


class CompiledProject:
    """Models and seeds of the project, each after those that it reads."""

    def __init__(self, manifest: dict, project: Path = DBT_PROJECT):
        found = manifest["nodes"].values()
        nodes = [node for node in found if node["resource_type"] in ("model", "seed")]
        names = {node["unique_id"]: node["name"] for node in nodes}
        self.nodes = {node["name"]: _node(node, names, project) for node in nodes}

    @classmethod
    def read(cls, folder: Path, project: Path = DBT_PROJECT) -> "CompiledProject":
        """What dbt compiled into this folder."""
        return cls(json.loads((folder / "target" / "manifest.json").read_text()), project)

    def needed_for(self, targets: Collection[str] | None = None) -> list[Node]:
        """These models and all that they are built on, in order; without targets, everything."""
        return list(self._in_order(targets or self.nodes, set()))

    def statements(self, targets: Collection[str] | None = None) -> Iterator[str]:
        """SQL that builds these models from the raw tables of the catalog `compiled`."""
        for schema in ("staging", "intermediate", "marts", "metrics"):
            yield f"create schema if not exists {CATALOG}.{schema}"
        for node in self.needed_for(targets):
            yield node.create

    def _in_order(self, names: Collection[str], seen: set[str]) -> Iterator[Node]:
        for name in names:
            if name not in seen:
                seen.add(name)
                yield from self._in_order(self.nodes[name].reads, seen)
                yield self.nodes[name]

    def build(
        self, connection: duckdb.DuckDBPyConnection, targets: Collection[str] | None = None
    ) -> None:
        """Build these models from the raw tables of the catalog `compiled`."""
        for statement in self.statements(targets):
            connection.execute(statement)


def compile_project(
    folder: Path, variables: dict | None = None, project: Path = DBT_PROJECT
) -> CompiledProject:
    """Let dbt compile the project, with these vars in place of its own."""
    warehouse = folder / f"{CATALOG}.duckdb"
    with duckdb.connect(warehouse) as connection:
        create_raw_schema(connection, datetime(2026, 1, 1))  # noqa: DTZ001
    options = ["--vars", json.dumps(variables)] if variables else []
    dbt("compile", warehouse, folder, project, *options)
    return CompiledProject.read(folder, project)


def new_catalog(as_of: datetime) -> duckdb.DuckDBPyConnection:
    """A catalog in memory, as the compiled SQL expects it: raw tables and nothing else."""
    connection = duckdb.connect()
    connection.execute(f"attach ':memory:' as {CATALOG}")
    connection.execute(f"use {CATALOG}")
    create_raw_schema(connection, as_of)
    return connection


@contextmanager
def built_again(
    project: CompiledProject, warehouse: Path, targets: Collection[str] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The models built from the raw tables of a warehouse file, which is read as `warehouse`.

    Their rows lie in another order here: no figure, to its last digit, may hang on that.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        connection.execute(f"attach ':memory:' as {CATALOG}")
        connection.execute(f"create schema {CATALOG}.raw")
        raw = connection.execute(
            "select table_name from information_schema.tables"
            " where table_catalog = 'warehouse' and table_schema = 'raw'"
        ).fetchall()
        for (table,) in raw:
            connection.execute(
                f"create table {CATALOG}.raw.{table} as"
                f" from warehouse.raw.{table} as row order by hash(row)"
            )
        connection.execute(f"use {CATALOG}")
        project.build(connection, targets)
        yield connection


def _node(node: dict, names: dict[str, str], project: Path) -> Node:
    relation = node["relation_name"]
    if node["resource_type"] == "seed":
        file = project / node["original_file_path"]
        types = json.dumps(node["config"]["column_types"]).replace('"', "'")
        options = f", types = {types}" if node["config"]["column_types"] else ""
        create = f"create table {relation} as from read_csv('{file}'{options})"
    elif node["config"]["materialized"] == "view":
        create = f"create view {relation} as ({node['compiled_code']}\n)"
    else:
        create = f"create table {relation} as {_columns(node)} ({node['compiled_code']}\n)"
    reads = (names[parent] for parent in node["depends_on"].get("nodes", []) if parent in names)
    return Node(node["name"], relation, create, tuple(reads))


def _columns(node: dict) -> str:
    """What dbt's contract makes of the columns: their order and types."""
    if not node["config"]["contract"]["enforced"]:
        return "from"
    typed = (
        f'"{column["name"]}"::{column["data_type"]} as "{column["name"]}"'
        for column in node["columns"].values()
    )
    return f"select {', '.join(typed)} from"
