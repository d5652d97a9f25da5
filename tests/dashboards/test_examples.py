"""The worked queries: one for each table that analysts meet, each of which runs."""

import re

import duckdb
import pytest

from dashboards import warehouse
from dashboards.queries.examples import examples, title
from dashboards.queries.statement_check import check
from dashboards.roles import ANALYST
from dashboards.warehouse import SETTINGS, Release

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def analyst(city_home):
    database = city_home.current_release.resolve() / "analyst.duckdb"
    with duckdb.connect(database, read_only=True, config=SETTINGS) as connection:
        yield connection


def test_every_mart_and_metrics_table_has_one(analyst):
    tables = analyst.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where schema_name in ('marts', 'metrics')"
    ).fetchall()
    worked = {name for name in examples() if not name.startswith("release.")}
    assert worked == {name for (name,) in tables}


@pytest.mark.parametrize("table", examples())
def test_it_runs_asks_its_table_and_is_told_in_both_languages(analyst, table):
    statement = examples()[table]
    assert f"from {table}" in statement
    assert CHINESE.search(title(statement, "zh"))
    assert not CHINESE.search(title(statement, "en"))
    columns = [column[0] for column in analyst.execute(statement).description]
    assert len(columns) == len(set(columns))


@pytest.mark.parametrize("table", examples())
def test_the_page_would_run_it(home, table):
    check(Release(warehouse.current_folder(), "analyst", ANALYST), examples()[table])
