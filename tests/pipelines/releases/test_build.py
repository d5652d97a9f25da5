"""What a release holds, for whom, and when readers see it."""

import duckdb
import pytest

from pipelines.releases import shelf
from pipelines.weather import PREFIX
from tests.pipelines.releases.conftest import release_of


def rows(home, audience, sql):
    database = home.current_release.resolve() / f"{audience}.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_public_file_holds_what_is_public_and_nothing_else(home):
    release_of(home)
    held = rows(home, "public", "select metric_id, period_grain, member from metrics.metric_values")
    assert sorted(held) == [
        ("resolved_share", "all", "all"),
        ("resolved_share", "all", "big"),
        ("resolved_share", "all", "none_resolved"),
        ("tardiness_mean_min", "all", "big"),
    ]


def test_it_says_whether_any_weather_was_fetched(home):
    info = "select has_open_meteo_weather from release.info"
    release_of(home)
    assert rows(home, "public", info) == [(False,)]
    with duckdb.connect(home.warehouse) as connection:
        connection.execute(
            "insert into raw.loads by name select 2 as load_id, 'weather' as entity,"
            f" '{PREFIX}settled-east.parquet' as file_name, 24 as rows_loaded"
        )
    release_of(home)
    assert rows(home, "public", info) == [(True,)]


def test_managers_get_every_cell_and_no_facts(home):
    release_of(home)
    assert rows(home, "manager", "select count(*) from metrics.metric_values") == [(8,)]
    tables = rows(home, "manager", "select table_name from duckdb_tables()")
    assert ("fct_complaints",) not in tables
    assert ("fct_complaints",) in rows(home, "analyst", "select table_name from duckdb_tables()")


def test_managers_and_analysts_get_what_is_added_up_and_the_public_does_not(home):
    release_of(home)
    added_up = {("agg_order_hours",), ("agg_open_complaints",), ("complaint_curves",)}
    tables = "select table_name from duckdb_tables()"
    for audience in ("manager", "analyst"):
        assert added_up <= set(rows(home, audience, tables))
    assert not {*added_up, ("fct_incidents",)} & set(rows(home, "public", tables))


@pytest.mark.parametrize("audience", ["manager", "analyst", "public"])
def test_no_file_holds_the_text_of_a_quarantined_row(home, audience):
    built = release_of(home)
    assert b"13800000000" not in (built.folder / f"{audience}.duckdb").read_bytes()


def test_column_comments_reach_the_readers_file(home):
    release_of(home)
    comment = (
        "select comment from duckdb_columns() where comment is not null and schema_name = 'metrics'"
        " and table_name = 'metric_catalogue'"
    )
    assert rows(home, "public", comment) == [("Unit of the value.",)]


def test_each_release_gets_a_new_name_and_the_old_one_stays(home):
    first = release_of(home)
    second = release_of(home, ("raw.orders: rows_are_conserved", True, ""))
    assert shelf.names(home) == [first.name, second.name] == ["000001", "000002"]
    assert shelf.current(home) == second.name
    assert rows(home, "public", "select * from release.checks") == [
        ("raw.orders: rows_are_conserved", True, "")
    ]


def test_a_build_that_fails_leaves_the_last_release_current(home, monkeypatch):
    first = release_of(home)

    def fail(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("pipelines.releases.build.write_manifest", fail)
    with pytest.raises(OSError, match="No space"):
        release_of(home)
    assert shelf.current(home) == first.name
    assert shelf.names(home) == [first.name]
    monkeypatch.undo()
    assert shelf.faults(home, first.name) == []


def test_what_an_interrupted_build_left_behind_is_cleared_away(home):
    (home.releases / ".building-000001").mkdir(parents=True)
    (home.releases / ".building-000001" / "manager.duckdb").write_text("half")
    release_of(home)
    assert sorted(path.name for path in home.releases.iterdir()) == ["000001", "current"]
