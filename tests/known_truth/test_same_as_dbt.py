"""The worlds are built by the SQL that dbt compiled: it must give what dbt itself gives."""

import pytest

from tests.compiled_project import CATALOG, built_again

BY_DBT = "warehouse"


@pytest.fixture(scope="module")
def both(city_home, compiled_project):
    """The city that `fairlane run` has built, as `warehouse`, and built again without dbt."""
    with built_again(compiled_project, city_home.warehouse) as connection:
        yield connection


def tables(connection, catalog, *schemas) -> set[str]:
    rows = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where database_name = ? and list_contains(?, schema_name)",
        [catalog, schemas],
    ).fetchall()
    return {name for (name,) in rows}


def test_there_are_the_same_tables(both):
    schemas = ("staging", "intermediate", "marts", "metrics")
    assert tables(both, CATALOG, *schemas) == tables(both, BY_DBT, *schemas)
    assert {"metrics.metric_values", "metrics.fairness_gaps"} <= tables(both, CATALOG, *schemas)


def test_every_published_table_is_the_same_to_the_last_digit_in_any_order_of_rows(both):
    for table in tables(both, BY_DBT, "marts", "metrics"):
        described = [both.execute(f"describe {c}.{table}").fetchall() for c in (CATALOG, BY_DBT)]
        assert [row[:2] for row in described[0]] == [row[:2] for row in described[1]]
        for one, other in ((CATALOG, BY_DBT), (BY_DBT, CATALOG)):
            lacking = f"from {one}.{table} except all from {other}.{table}"
            assert both.execute(lacking).fetchall() == [], table
