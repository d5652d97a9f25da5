"""Every dbt model as an asset, every data test as its check."""

import logging
import os
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from pipelines.dbt_manifest import dbt_environment, manifest
from pipelines.defs.resources import Warehouse
from pipelines.paths import DBT_PROJECT, default_home

log = logging.getLogger("fairlane.dbt")

MANIFEST = manifest(default_home())


class Translator(DagsterDbtTranslator):
    """Assets are grouped by layer, and named <schema>/<model> as in the warehouse."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return (
            "seeds"
            if dbt_resource_props["resource_type"] == "seed"
            else dbt_resource_props["fqn"][1]
        )

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return ["team:data-platform"]


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=Translator())
def models(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, warehouse: Warehouse
) -> Iterator[Any]:
    """Staging, intermediate, marts and metrics, built and tested in order."""
    os.environ.update(dbt_environment(warehouse.home))
    build = dbt.cli(["build"], context=context, target_path=warehouse.home.dbt / "target")
    yield from build.stream()


@dg.definitions
def transform() -> dg.Definitions:
    dbt = DbtCliResource(project_dir=str(DBT_PROJECT), profiles_dir=str(DBT_PROJECT))
    return dg.Definitions(assets=[models], resources={"dbt": dbt})
