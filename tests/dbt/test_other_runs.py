"""Runs that lack something: figures are absent, never zero, and the reason is told."""

import duckdb
import pytest

from tests.dbt import small_city
from tests.dbt.dbt_command import dbt
from tests.dbt.figures import figure
from tests.dbt.raw_tables import insert, new_warehouse


def build(warehouse, artifacts):
    dbt("build --exclude-resource-type test unit_test", warehouse, artifacts)
    return duckdb.connect(warehouse, read_only=True)


@pytest.fixture(scope="module")
def nothing_loaded(artifacts):
    warehouse = artifacts / "nothing.duckdb"
    new_warehouse(warehouse, small_city.AS_OF).close()
    with build(warehouse, artifacts) as connection:
        yield connection


@pytest.fixture(scope="module")
def three_platforms(artifacts):
    """`p` as in the small city; `q` with a complaint, a delivered order that had no promise and one
    that was returned; `r` with a head count of riders and nothing else."""
    warehouse = artifacts / "three.duckdb"
    with new_warehouse(warehouse, small_city.AS_OF) as connection:
        small_city.fill(connection)
        common = {"platform_id": "q", "region_id": "yunxi"}
        order = {"order_id": "o", "placed_at": small_city.NOON, "order_value": 1}
        delivery = {"status": "delivered", "delivered_at": small_city.after(40)}
        returned = {"order_id": "returned", "status": "returned"}
        insert(connection, "orders", [common | order | delivery, common | order | returned])
        head_count = {"observed_at": small_city.NOON, "riders_on_shift": 5}
        insert(connection, "rider_supply", [{**common, "platform_id": "r"} | head_count])
        complaint = {"complaint_id": "c", "received_at": small_city.NOON, "status": "resolved"}
        insert(connection, "complaints", [common | complaint])
    with build(warehouse, artifacts) as connection:
        yield connection


def platforms_of(connection, metric_id):
    rows = connection.execute(
        "select distinct platform_id from metrics.metric_values where metric_id = ? order by all",
        [metric_id],
    ).fetchall()
    return [platform for (platform,) in rows]


def test_an_empty_run_builds_and_gives_no_figure(nothing_loaded):
    assert nothing_loaded.execute("select count(*) from metrics.metric_values").fetchone() == (0,)


def test_an_empty_run_builds_and_gives_empty_tables_to_read_instead_of_facts(nothing_loaded):
    tables = nothing_loaded.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where table_name like 'agg_%' or table_name = 'complaint_curves'"
    ).fetchall()
    assert len(tables) == 7
    assert {
        nothing_loaded.execute(f"select count(*) from {name}").fetchone() for (name,) in tables
    } == {(0,)}


def test_an_empty_run_says_why_in_both_languages(nothing_loaded):
    reasons = nothing_loaded.execute(
        "select available, reason_zh, reason_en from metrics.coverage where metric_id = 'loss_rate'"
    ).fetchall()
    assert reasons == [
        (False, "没有载入已了结的有效订单。", "No closed eligible orders were loaded.")
    ]


def test_an_empty_run_has_a_reason_for_every_figure(nothing_loaded):
    assert not nothing_loaded.execute(
        "select metric_id from metrics.coverage"
        " where available or reason_zh is null or reason_en is null"
    ).fetchall()


def test_each_platform_is_shown_beside_all_where_there_are_several(three_platforms):
    assert platforms_of(three_platforms, "resolved_share") == ["all", "p", "q"]


def test_a_platform_without_what_a_figure_needs_takes_no_part_in_it(three_platforms):
    assert platforms_of(three_platforms, "on_time_rate") == ["all", "p"]
    # q's orders and complaint would make it 2 of 12; but q's complaint names no order
    assert figure(three_platforms, "complaints_per_1000").value == 200
    # only q knows what came back, one of two
    assert platforms_of(three_platforms, "return_rate") == ["all", "q"]
    assert figure(three_platforms, "return_rate")[:3] == (1, 2, 0.5)


def test_all_platforms_make_one_cluster_of_a_region_and_day(three_platforms):
    clusters = three_platforms.execute(
        "select clusters, sum_n, sum_d from intermediate.figure_sums"
        " where metric_id = 'resolved_share' and platform_id = 'all' and period_grain = 'all'"
        " and cut = 'all'"
    ).fetchall()
    assert clusters == [(1, 3, 5)]


def test_riders_without_orders_are_counted_but_not_set_against_a_need(three_platforms):
    assert platforms_of(three_platforms, "riders_available") == ["all", "p", "r"]
    assert platforms_of(three_platforms, "rider_gap_rate") == ["all", "p"]
    assert figure(three_platforms, "riders_required").n == 2
