"""Where each column of a SELECT comes from."""

import pytest

from pipelines.lineage.columns import Tracer


@pytest.fixture
def tracer():
    tracer = Tracer()
    tracer.add_table("raw.orders", ["order_id", "promised_at", "delivered_at", "status"])
    tracer.add_table("raw.riders", ["rider_id", "region_id"])
    return tracer


def behind(tracer, sql):
    return {
        name: {".".join(column) for column in columns}
        for name, columns in tracer.add_select("marts.made", sql).items()
    }


def test_an_expression_hangs_on_the_columns_it_names(tracer):
    found = behind(
        tracer,
        "with orders as (select * from raw.orders)"
        " select order_id, delivered_at > promised_at as is_late from orders where status = 'done'",
    )
    assert found == {
        "order_id": {"raw.orders.order_id"},
        "is_late": {"raw.orders.delivered_at", "raw.orders.promised_at"},
    }


def test_a_count_of_rows_hangs_on_what_chooses_and_joins_them(tracer):
    found = behind(
        tracer,
        "select count(*) as orders from raw.orders"
        " inner join raw.riders on orders.order_id = riders.rider_id where status = 'done'",
    )
    assert found == {"orders": {"raw.orders.status", "raw.orders.order_id", "raw.riders.rider_id"}}


def test_a_mark_on_each_row_hangs_on_what_chooses_them(tracer):
    found = behind(
        tracer,
        "with marked as (select 1 as late from raw.orders where delivered_at > promised_at)"
        " select sum(late) as late_orders from marked",
    )
    assert found["late_orders"] == {"raw.orders.delivered_at", "raw.orders.promised_at"}


def test_sides_of_a_union_meet_by_place_or_by_name(tracer):
    by_place = "select order_id as a, status as b from raw.orders union all {} from raw.riders"
    found = behind(tracer, by_place.format("select region_id, rider_id"))
    assert found["a"] == {"raw.orders.order_id", "raw.riders.region_id"}
    by_name = by_place.replace("union all", "union all by name")
    found = behind(tracer, by_name.format("select region_id as b, rider_id as a"))
    assert found["a"] == {"raw.orders.order_id", "raw.riders.rider_id"}


def test_a_table_made_before_is_known_with_its_columns(tracer):
    tracer.add_select("staging.orders", "select order_id, status as state from raw.orders")
    found = behind(tracer, "select * from staging.orders")
    assert found == {"order_id": {"staging.orders.order_id"}, "state": {"staging.orders.state"}}


def test_a_query_inside_an_expression_is_followed(tracer):
    found = behind(
        tracer, "select (select max(region_id) from raw.riders) as last_region from raw.orders"
    )
    assert found == {"last_region": {"raw.riders.region_id"}}


def test_a_recursive_query_ends(tracer):
    found = behind(
        tracer,
        "with recursive days as (select min(promised_at) as day from raw.orders"
        " union all select day + interval 1 day from days) select day from days",
    )
    assert found == {"day": {"raw.orders.promised_at"}}
