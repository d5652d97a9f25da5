"""Where every figure of a release comes from, on a city that was run."""

import json

import duckdb
import pytest

from pipelines.contracts import contracts
from pipelines.lineage.tables import TABLES, lineage


@pytest.fixture
def analyst(city_home):
    database = city_home.current_release.resolve() / "analyst.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        yield connection


def column(connection, sql):
    return [row[0] for row in connection.execute(sql).fetchall()]


def test_every_figure_has_a_definition_and_columns_behind_it(analyst):
    catalogue = set(column(analyst, "select metric_id from metrics.metric_catalogue"))
    for table in ("metric_definitions", "metric_columns", "metric_models"):
        assert set(column(analyst, f"select metric_id from release.{table}")) == catalogue


def test_the_statement_of_a_figure_gives_the_published_value(analyst):
    figures = analyst.execute(
        """
        select definitions.metric_id, definitions.sql, published.value
        from release.metric_definitions as definitions
        inner join metrics.metric_values as published
            on definitions.metric_id = published.metric_id
        where definitions.sql <> '' and published.platform_id = 'all'
            and published.period_grain = 'all' and published.cut = 'all'
        """
    ).fetchall()
    assert len(figures) > 50
    for metric_id, sql, value in figures:
        assert analyst.execute(sql).fetchone()[0] == pytest.approx(value, rel=1e-12), metric_id


def test_the_columns_are_those_of_the_contracts(analyst):
    known = {
        (entity, column.name) for entity, each in contracts().items() for column in each.columns
    }
    # What intake writes down itself, of every run.
    books = {"cut_off", "loads_behind_run", "zone_offsets", "load_id"}
    traced = set(
        analyst.execute("select entity, column_name from release.metric_columns").fetchall()
    )
    assert {pair for pair in traced if not books & set(pair)} <= known


def test_on_time_rate_hangs_on_promise_delivery_and_status(analyst):
    assert column(
        analyst,
        "select column_name from release.metric_columns"
        " where metric_id = 'on_time_rate' and entity = 'orders' order by column_name",
    ) == [
        "accepted_at",
        "cancelled_at",
        "cancelled_by",
        "delivered_at",
        "is_test",
        "promised_at",
        "status",
    ]


def test_every_way_leads_from_the_model_that_makes_it_to_a_raw_table(analyst):
    ends = """
        with recursive reached as (
            select metric_id, model from release.metric_definitions
            union
            select edges.metric_id, edges.reads
            from reached
            inner join release.metric_models as edges
                on reached.metric_id = edges.metric_id and reached.model = edges.model
        )
        select distinct metric_id from reached where model like 'raw.%'
    """
    catalogue = set(column(analyst, "select metric_id from metrics.metric_catalogue"))
    assert set(column(analyst, ends)) == catalogue


def test_the_same_code_gives_the_same_rows_and_no_path(city_home):
    manifest = city_home.dbt / "target" / "manifest.json"
    first, second = (json.dumps(lineage(manifest)) for _ in range(2))
    assert first == second
    assert str(city_home.root) not in first
    assert '"warehouse"' not in json.loads(first)["models"][0][3]


def test_without_a_compiled_project_the_tables_are_there_and_empty(tmp_path):
    assert lineage(tmp_path / "manifest.json") == {name: [] for name in TABLES}


def test_the_public_file_holds_no_sql(city_home):
    database = city_home.current_release.resolve() / "public.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        tables = column(connection, "select table_name from duckdb_tables()")
    assert not TABLES.keys() & set(tables)
