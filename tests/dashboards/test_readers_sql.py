"""The analysts' SQL page reads the release and nothing else, within its limits."""

import time

import pytest

from dashboards import warehouse
from dashboards.components import statement as on_the_page
from dashboards.language import Texts
from dashboards.queries import readers_sql
from dashboards.queries.statement_check import RefusedError
from dashboards.roles import ANALYST
from dashboards.warehouse import Release
from tests.dashboards.hostile_statements import BOMBS, HOSTILE


@pytest.fixture
def release(home) -> Release:
    return Release(warehouse.current_folder(), "analyst", ANALYST)


@pytest.fixture(autouse=True)
def a_patient_page(monkeypatch):
    """However busy the machine, the page shows the result in the run that asked for it."""
    monkeypatch.setattr(on_the_page, "PATIENCE_SECONDS", 60)


def run(release: Release, sql: str) -> readers_sql.Result:
    return readers_sql.Running(release, sql).result()


@pytest.mark.parametrize("statement", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_statement_is_refused_in_a_sentence_without_a_path(release, statement):
    release_of_the_test = [1]
    with pytest.raises(RefusedError) as refusal:
        run(release, statement)
    assert release_of_the_test
    for language in ("zh", "en"):
        said = Texts("sql", language)(refusal.value.key, **refusal.value.values)
        assert str(release.folder.parents[1]) not in said
        assert "root:" not in said
        assert "\n" not in said


def test_the_statements_are_as_many_as_they_seem_and_the_page_still_works(release):
    kinds = {" ".join(statement.split()) for statement in [*HOSTILE, *BOMBS]}
    assert len(kinds) == len(HOSTILE) + len(BOMBS) >= 120
    print(f"{len(HOSTILE)} hostile statements and {len(BOMBS)} bombs")  # noqa: T201
    assert len(run(release, "from marts.dim_regions").rows) == 6


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
    assert len(run(release, statement).rows) == rows


def test_columns_of_one_name_are_told_apart(release):
    rows = run(release, "select 1 as a, 2 as a, 3 as a").rows
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
    result = run(release, "from marts.dim_regions")
    assert (len(result.rows), result.is_capped) == (6, False)


@pytest.mark.parametrize("statement", BOMBS)
def test_what_would_take_all_time_or_memory_is_stopped(release, monkeypatch, statement):
    monkeypatch.setattr(readers_sql, "TIME_LIMIT_SECONDS", 4)
    started = time.monotonic()
    with pytest.raises(RefusedError) as refusal:
        run(release, statement)
    assert refusal.value.key in ("refused_time", "refused_memory")
    assert time.monotonic() - started < 10


def test_a_statement_is_stopped_by_its_reader(release):
    running = readers_sql.Running(release, BOMBS[0])
    assert not running.wait(0.5)
    running.cancel()
    assert running.wait(5)
    with pytest.raises(RefusedError) as refusal:
        running.result()
    assert refusal.value.key == "refused_cancelled"


def test_the_page_stays_usable_while_a_statement_runs_and_stops_it(open_page, monkeypatch):
    monkeypatch.setattr(on_the_page, "PATIENCE_SECONDS", 0)
    page = open_page("staff_app.py", "analysts/sql.py", lang="en")
    page.text_area(key="statement").set_value(BOMBS[0])
    page.button(key="run").click().run()
    running = page.session_state["running"]
    assert any("Running for" in caption.value for caption in page.caption)
    page.button(key="cancel").click().run()
    assert running.wait(5)
    page.run()
    assert "Stopped as you asked" in page.info[0].value
    assert "running" not in page.session_state


def test_statements_of_the_session_can_be_brought_back(open_page):
    page = open_page("staff_app.py", "analysts/sql.py", lang="en")
    page.text_area(key="statement").set_value("select 41 + 1 as answer")
    page.button(key="run").click().run()
    page.text_area(key="statement").set_value("drop table x")
    page.button(key="run").click().run()
    told = page.selectbox(key="history").options
    assert "no result" in told[0]
    assert "1 rows" in told[1]
    page.selectbox(key="history").set_value("1").run()
    assert page.text_area(key="statement").value == "select 41 + 1 as answer"


def test_a_result_can_be_drawn(open_page):
    page = open_page("staff_app.py", "analysts/sql.py", lang="en")
    page.text_area(key="statement").set_value("select * from (values ('a', 1), ('b', 3)) t (k, v)")
    page.button(key="run").click().run()
    page.segmented_control(key="kind").set_value("bar").run()
    assert not page.exception
    chart = page.get("plotly_chart")[0]
    assert chart.proto.alt.startswith("v by k: 2 points, highest 3 at b, lowest 1 at a.")


def test_a_result_too_large_for_a_page_is_refused(release, monkeypatch):
    monkeypatch.setattr(readers_sql, "BYTE_LIMIT", 1000)
    with pytest.raises(RefusedError) as refusal:
        run(release, "select order_id from marts.fct_orders")
    assert refusal.value.key == "refused_size"


def test_schema_browser_shows_the_comments(open_page):
    page = open_page("staff_app.py", "analysts/sql.py", lang="zh", table="metrics.metric_values")
    columns = page.table[0].value
    assert "样本量 units behind it" in set(columns["说明"])
