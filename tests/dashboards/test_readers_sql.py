"""The analysts' SQL page reads the release and nothing else, within its limits."""

import time

import pytest

from dashboards import warehouse
from dashboards.language import Texts
from dashboards.queries import readers_sql
from dashboards.queries.statement_check import RefusedError
from dashboards.warehouse import Release

HOSTILE = [
    "",
    "select 1; drop table marts.fct_orders",
    "drop table marts.fct_orders",
    "insert into marts.fct_orders select * from marts.fct_orders",
    "update release.info set is_simulated = false",
    "create table mine as select 1",
    "copy marts.fct_orders to 'orders.csv'",
    "attach 'other.duckdb'",
    "install httpfs",
    "set enable_external_access = true",
    "pragma database_list",
    "call pragma_version()",
    "explain analyze select 1",
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('manifest.json')",
    "select * from '/etc/passwd'",
    "select * from glob('/*')",
    "select * from duckdb_settings()",
    "select * from duckdb_databases",
    "summarize duckdb_databases",
    "select * from system.main.pragma_database_list",
    "select * from pg_settings",
    "select current_setting('home_directory')",
    "select list_transform([1], lambda x: Current_Setting('temp_directory'))",
    "with t as (select path from duckdb_databases) select * from t",
    "select * from query('select 1')",
    "select * from query_table('marts.fct_orders')",
    "select * from arrow_scan(1, 2, 3)",
    "select * from json_execute_serialized_sql('{}')",
    "select * from release_of_the_test",
    "selekt 1",
]


@pytest.fixture
def release(home) -> Release:
    return Release(warehouse.current_folder(), "analyst")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("statement", HOSTILE)
def test_hostile_statement_is_refused_in_a_sentence_without_a_path(release, statement, language):
    release_of_the_test = [1]
    with pytest.raises(RefusedError) as refusal:
        readers_sql.run(release, statement)
    assert release_of_the_test
    said = Texts("sql", language)(refusal.value.key, **refusal.value.values)
    assert str(release.folder.parents[1]) not in said
    assert "\n" not in said


def test_the_page_shows_the_refusal_and_no_result(open_page):
    page = open_page("staff_app.py", "analysts/sql.py", lang="zh")
    page.text_area(key="statement").set_value("drop table marts.fct_orders")
    page.button(key="run").click().run()
    assert not page.exception
    assert not page.dataframe
    assert "这里只能读" in page.error[0].value


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("select count(*) from marts.fct_orders", 1),
        ("from marts.dim_regions", 6),
        ("with t as (select 1 as a) select * from t, generate_series(1, 3)", 3),
        ("values (1), (2)", 2),
        ("describe marts.dim_regions", 11),
        ("summarize select n from metrics.metric_values", 1),
        ("select table_name from duckdb_tables where not internal limit 3", 3),
        ("select 1 as a, 2 as a, interval 1 month as i, '东湖' as \"=x\"", 1),
    ],
)
def test_what_only_reads_is_run(release, statement, rows):
    assert len(readers_sql.run(release, statement).rows) == rows


def test_columns_of_one_name_are_told_apart(release):
    rows = readers_sql.run(release, "select 1 as a, 2 as a, 3 as a").rows
    assert list(rows.columns) == ["a", "a (2)", "a (3)"]


def test_result_stops_at_the_row_limit_and_says_so(open_page, monkeypatch):
    monkeypatch.setattr(readers_sql, "ROW_LIMIT", 50)
    page = open_page("staff_app.py", "analysts/sql.py", lang="en")
    page.text_area(key="statement").set_value("select order_id from marts.fct_orders")
    page.button(key="run").click().run()
    assert len(page.dataframe[0].value) == 50
    assert any("Only the first 50 rows" in warning.value for warning in page.warning)


def test_a_result_of_exactly_the_limit_is_whole(release, monkeypatch):
    monkeypatch.setattr(readers_sql, "ROW_LIMIT", 6)
    result = readers_sql.run(release, "from marts.dim_regions")
    assert (len(result.rows), result.is_capped) == (6, False)


def test_a_long_statement_is_stopped_in_time(release, monkeypatch):
    monkeypatch.setattr(readers_sql, "TIME_LIMIT_SECONDS", 0.3)
    long = "select sum(a.range * b.range) from range(100000) a, range(200000) b"
    started = time.monotonic()
    with pytest.raises(RefusedError) as refusal:
        readers_sql.run(release, long)
    assert refusal.value.key == "refused_time"
    assert time.monotonic() - started < 5


def test_a_result_too_large_for_a_page_is_refused(release, monkeypatch):
    monkeypatch.setattr(readers_sql, "BYTE_LIMIT", 1000)
    with pytest.raises(RefusedError) as refusal:
        readers_sql.run(release, "select order_id from marts.fct_orders")
    assert refusal.value.key == "refused_size"


def test_schema_browser_shows_the_comments(open_page):
    page = open_page("staff_app.py", "analysts/sql.py", lang="zh", table="metrics.metric_values")
    columns = page.table[0].value
    assert "样本量 units behind it" in set(columns["说明"])
