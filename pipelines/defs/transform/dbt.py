"""Every dbt model as an asset, every data test as its check."""

import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from functools import cached_property
from importlib import metadata
from io import StringIO
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource, dbt_assets
from packaging.version import Version

from pipelines.dbt_manifest import dbt_environment, manifest
from pipelines.defs.resources import Warehouse
from pipelines.paths import DBT_PROJECT

log = logging.getLogger("fairlane.dbt")

MANIFEST = manifest()


class Translator(DagsterDbtTranslator):
    """Assets are named <schema>/<model> as in the warehouse, and grouped by layer."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        is_seed = dbt_resource_props["resource_type"] == "seed"
        return "seeds" if is_seed else dbt_resource_props["fqn"][1]

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return ["team:data-platform"]


class Dbt(DbtCliResource):
    """dbt of this environment.

    dagster-dbt asks `dbt --version` before each command, which asks the package index for newer
    ones, and opens an adapter to count rows with, which we do ourselves: nothing is fetched at run
    time here, and a run need not wait for either.
    """

    @cached_property
    def _cli_version(self) -> Version:
        return Version(metadata.version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> None:
        return None


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=Translator())
def models(context: dg.AssetExecutionContext, dbt: Dbt, warehouse: Warehouse) -> Iterator[Any]:
    """Staging, intermediate, marts and metrics, built and tested in order."""
    os.environ.update(dbt_environment(warehouse.home))
    # Unit tests try the SQL on made-up rows: they belong to the project's tests, not to a run.
    build = dbt.cli(
        ["build", "--exclude-resource-type", "unit_test"],
        context=context,
        target_path=warehouse.home.dbt / "target",
    )
    events, error = _watched(build)
    yield from _with_row_counts(events, warehouse)
    if error:
        raise error


def _watched(build: DbtCliInvocation) -> tuple[list[Any], Exception | None]:
    """All events of a build, told to whoever waits as they come; and how it failed, if it did."""
    events: list[Any] = []
    try:
        # dagster-dbt prints every line of dbt; dbt keeps them all in its own log.
        with redirect_stdout(StringIO()):
            for event in build.stream():
                if isinstance(event, dg.Output):
                    log.info("dbt: %s", event.output_name.replace("__", ".", 1))
                events.append(event)
    except Exception as error:
        return events, error
    return events, None


def _with_row_counts(events: list[Any], warehouse: Warehouse) -> Iterator[Any]:
    """The same events, those of tables with their rows.

    Counted here at the end, and in one connection, since dbt holds the file while it builds.
    dagster-dbt's own `fetch_row_counts` would keep the file open in this process.
    """
    with warehouse.connect() as connection:
        tables = connection.execute(
            "select schema_name || '__' || table_name, schema_name, table_name"
            " from duckdb_tables() where schema_name in ('intermediate', 'marts', 'metrics')"
        ).fetchall()
        rows = {
            name: connection.execute(f'select count(*) from {schema}."{table}"').fetchone()[0]
            for name, schema, table in tables
        }
    for event in events:
        if isinstance(event, dg.Output) and event.output_name in rows:
            counted = {**event.metadata, "dagster/row_count": rows[event.output_name]}
            yield event.with_metadata(counted)
        else:
            yield event


@dg.definitions
def transform() -> dg.Definitions:
    dbt = Dbt(
        project_dir=str(DBT_PROJECT),
        profiles_dir=str(DBT_PROJECT),
        # That of this environment, whether or not it is on the PATH.
        dbt_executable=str(Path(sys.executable).with_name("dbt")),
    )
    return dg.Definitions(assets=[models], resources={"dbt": dbt})
