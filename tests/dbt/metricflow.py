"""MetricFlow over a home's release, with the definitions that its figures were made by."""

from collections.abc import Iterable
from types import SimpleNamespace

import duckdb
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.model.dbt_manifest_parser import (
    parse_manifest_from_dbt_generated_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from pipelines.paths import Home


class MetricFlow:
    """Asks without `mf` and without dbt, which takes seconds to load and keeps its database."""

    def __init__(self, home: Home) -> None:
        definitions = (home.dbt / "target" / "semantic_manifest.json").read_text()
        client = SimpleNamespace(
            sql_engine_type=SqlEngine.DUCKDB, sql_plan_renderer=DuckDbSqlPlanRenderer()
        )
        parsed = parse_manifest_from_dbt_generated_manifest(manifest_json_string=definitions)
        self._engine = MetricFlowEngine(SemanticManifestLookup(parsed), client)
        self._connection = duckdb.connect()
        release = home.current_release.resolve() / "analyst.duckdb"
        self._connection.execute(f"attach '{release}' as warehouse (read_only)")

    def groups(self, metric: str) -> set[str]:
        """What a metric can be grouped by."""
        return {
            getattr(item, "granularity_free_dunder_name", item.name)
            for item in self._engine.list_group_bys([metric])
        }

    def answer(
        self, expressions: dict[str, str], metrics: Iterable[str], group_by: list[str]
    ) -> list[dict]:
        """Rows of the columns grouped by, and of expressions over metrics."""
        request = MetricFlowQueryRequest.create(
            metric_names=sorted(metrics), group_by_names=group_by
        )
        sql = self._engine.explain(request).sql_statement.without_descriptions.sql
        columns = [*group_by, *(f"{formula} as {name}" for name, formula in expressions.items())]
        cursor = self._connection.execute(f"select {', '.join(columns)} from ({sql})")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
