"""A table whose columns change between two runs: told with what, where and what to do."""

import pytest

from tests.pipelines.intake.databases.conftest import BY_CURSOR, row

RENAMED = (
    "      order_id: order_id\n      region_id: region_id\n      placed_at: ordered_at\n"
    "      status: status\n      order_value: order_value\n      updated_at: updated_at\n"
)


def test_a_new_column_is_told_and_stops_nothing(desk, database):
    database.run(row(1))
    mapping = desk.map(BY_CURSOR)
    desk.load(mapping)
    database.run("alter table orders add tip integer; update orders set updated_at = now()")
    assert not desk.load(mapping).failures
    assert "orders: ORDERS_DATABASE/orders has new columns: tip" in desk.progress


def test_a_renamed_column_stops_the_source_until_the_mapping_says_where_it_is(desk, database):
    database.run(row(1))
    desk.load(desk.map(BY_CURSOR))
    database.run("alter table orders rename placed_at to ordered_at")
    (failure,) = desk.load(desk.map(BY_CURSOR)).failures
    assert str(failure).startswith(
        "orders › ORDERS_DATABASE/orders: the column 'placed_at' is gone. New there: ordered_at. "
        "Say under `columns`"
    )
    report = desk.load(desk.map(BY_CURSOR + "    columns:\n" + RENAMED))
    assert not report.failures
    assert report.totals()["rows_unchanged"] == 1


def test_a_retyped_column_stops_the_source_until_the_mapping_says_how_it_is_read(desk, database):
    database.run(row(1))
    desk.load(desk.map(BY_CURSOR))
    database.run("alter table orders alter order_value type text using order_value || ' yuan'")
    (failure,) = desk.load(desk.map(BY_CURSOR)).failures
    assert "the column 'order_value' was INTEGER and is VARCHAR now" in str(failure)
    assert "order_value: order_value::varchar" in failure.remedy
    assert desk.rows("select order_value from raw.orders") == [(1000,)]


def test_a_wider_type_of_the_same_kind_stops_nothing(desk, database):
    database.run(row(1))
    desk.load(desk.map(BY_CURSOR))
    database.run("alter table orders alter order_value type bigint")
    assert not desk.load(desk.map(BY_CURSOR)).failures


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("drop table orders", "no such table"),
        ("alter table orders drop status", "'status' is gone"),
    ],
)
def test_what_is_gone_stops_the_source(desk, database, gone, said):
    database.run(row(1))
    desk.load(desk.map(BY_CURSOR))
    database.run(gone)
    (failure,) = desk.load(desk.map(BY_CURSOR)).failures
    assert said in str(failure)
    assert desk.held() == ["A1"]
