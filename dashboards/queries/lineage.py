"""Where a figure comes from: its SQL, models, tests, and the columns of the contracts behind it."""

from collections.abc import Mapping

import pandas as pd

from dashboards import pinned_release


def is_held() -> bool:
    """A release made by an older version has no lineage."""
    tables = pinned_release.read(
        "select 1 from duckdb_tables()"
        " where schema_name = 'release' and table_name = 'metric_definitions'"
    )
    return not tables.empty


def definition(metric_id: str) -> Mapping | None:
    """The model that makes the figure, and a statement that gives it."""
    rows = pinned_release.read(
        """
        select
            definitions.model,
            coalesce(nullif(definitions.sql, ''), models.sql) as sql,
            definitions.sql <> '' as can_be_run
        from release.metric_definitions as definitions
        left join release.models as models on definitions.model = models.model
        where metric_id = ?
        """,
        metric_id,
    )
    return None if rows.empty else rows.iloc[0].to_dict()


def contract_columns(metric_id: str) -> pd.DataFrame:
    return pinned_release.read(
        """
        select entity, column_name, description
        from release.metric_columns
        where metric_id = ?
        order by entity, column_name
        """,
        metric_id,
    )


def steps(metric_id: str) -> pd.DataFrame:
    """Each model that the figure's numbers pass, and what it reads of them."""
    return pinned_release.read(
        """
        select edges.model, edges.reads, coalesce(models.layer, 'seed') as layer
        from release.metric_models as edges
        left join release.models as models on edges.model = models.model
        where metric_id = ?
        order by edges.model, edges.reads
        """,
        metric_id,
    )


def tests(metric_id: str) -> pd.DataFrame:
    """Tests of the models that the numbers pass, and of the table they are published in."""
    return pinned_release.read(
        """
        select tests.model, tests.test_name, tests.kind, tests.description
        from release.model_tests as tests
        where tests.model in (
            select model from release.metric_models where metric_id = $1
            union
            select model from release.metric_definitions where metric_id = $1
            union
            select 'metrics.metric_values'
        )
        order by tests.model, tests.kind, tests.test_name
        """,
        metric_id,
    )
