"""Every dbt model as an asset, every data test as its check."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.asset_utils import get_updated_cli_invocation_params_for_context
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

from pipelines.dbt_build import DbtBuildFailed, build
from pipelines.dbt_manifest import manifest
from pipelines.defs.resources import Warehouse

log = logging.getLogger("fairlane.dbt")

MANIFEST = manifest()


class Translator(DagsterDbtTranslator):
    """Assets are named <schema>/<model> as in the warehouse, and grouped by layer."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        is_seed = dbt_resource_props["resource_type"] == "seed"
        return "seeds" if is_seed else dbt_resource_props["fqn"][1]

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return ["team:data-platform"]


TRANSLATOR = Translator()


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR)
def models(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[Any]:
    """Staging, intermediate, marts and metrics, built and tested in order."""
    results: list[dict[str, Any]] = []

    def heard(result: dict[str, Any]) -> None:
        node = result["data"]["node_info"]
        if node["resource_type"] != "test":
            log.info("dbt: %s.%s", node["node_relation"]["schema"], node["node_name"])
        results.append(result)

    # Of a build that failed, what it did is told first.
    error = None
    try:
        build(warehouse.home, _selection(context), heard)
    except DbtBuildFailed as failed:
        error = failed
    yield from _with_row_counts(_told(results, context), warehouse)
    if error:
        raise error


def _selection(context: dg.AssetExecutionContext) -> list[str]:
    """What a run of some assets only must tell dbt."""
    asked = get_updated_cli_invocation_params_for_context(context, {}, TRANSLATOR)
    chosen = asked.indirect_selection
    return [*asked.selection_args, *(["--indirect-selection", chosen] if chosen else [])]


def _told(results: list[dict[str, Any]], context: dg.AssetExecutionContext) -> Iterator[Any]:
    """dbt's results as Dagster's events."""
    for result in results:
        message = DbtCoreCliEventMessage(raw_event=result, event_history_metadata={})
        yield from message.to_default_asset_events(MANIFEST, TRANSLATOR, context)


def _with_row_counts(events: Iterator[Any], warehouse: Warehouse) -> Iterator[Any]:
    """The same events, those of tables with their rows.

    Counted here at the end, and in one connection: dagster-dbt's own `fetch_row_counts` would keep
    the file open in this process.
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
    return dg.Definitions(assets=[models])
