"""Every page on a release without riders and complaints, and on one with no figure at all."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.dashboards.parts import EVERY_PAGE, assert_it_shows_something

REASON = {"zh": "没有载入这类记录。", "en": "No such records were loaded."}
SECTIONS = {"without_riders_and_complaints": "riders|complaints|liability", "bare": ".*"}
TABLES = {
    "without_riders_and_complaints": "rider|complaint",
    "bare": "^(fct|agg)_|_hours$|_curves$",
}


@pytest.fixture(scope="module", params=list(SECTIONS))
def bare(request, sample_home, tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp(request.param)
    folder = home / "releases" / "bare"
    shutil.copytree((sample_home / "releases" / "current").resolve(), folder)
    for database in folder.glob("*.duckdb"):
        with duckdb.connect(database) as connection:
            _empty(connection, SECTIONS[request.param], TABLES[request.param])
    (home / "releases" / "current").symlink_to("bare")
    return home


def _empty(connection: duckdb.DuckDBPyConnection, sections: str, tables: str) -> None:
    gone = (
        "metric_id in (select metric_id from metrics.metric_catalogue "
        f"where regexp_full_match(section, '{sections}'))"
    )
    connection.execute("alter table metrics.coverage alter reason_zh type varchar")
    connection.execute("alter table metrics.coverage alter reason_en type varchar")
    connection.execute(
        f"update metrics.coverage set available = false, reason_zh = ?, reason_en = ? where {gone}",
        [REASON["zh"], REASON["en"]],
    )
    for schema, table, columns in connection.execute(
        "select schema_name, table_name, array_agg(column_name) from duckdb_columns() "
        "where schema_name in ('metrics', 'marts') group by all"
    ).fetchall():
        if "metric_id" in columns and table in ("metric_values", "fairness_gaps"):
            connection.execute(f"delete from {schema}.{table} where {gone}")
        elif schema == "marts" and connection.execute(
            "select regexp_matches(?, ?)", [table, tables]
        ).fetchone() == (True,):
            connection.execute(f"delete from {schema}.{table}")


@pytest.mark.parametrize(
    ("app", "view", "chosen"), EVERY_PAGE, ids=lambda part: str(part).replace("/", "_")
)
def test_page_says_what_is_missing(bare, monkeypatch, open_page, app, view, chosen):
    monkeypatch.setenv("FAIRLANE_HOME", str(bare))
    language = "zh" if len(view) % 2 else "en"
    assert_it_shows_something(open_page(app, view, lang=language, **chosen), view)
