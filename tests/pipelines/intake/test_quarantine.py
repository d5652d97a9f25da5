"""Rows in quarantine: listed, and judged again after a fix."""

import json

import duckdb
import pytest

from pipelines.intake import quarantine
from pipelines.intake.checks import conservation_breaches, share_quarantined
from pipelines.intake.retry import CannotRetry, retry
from tests.pipelines.intake.conftest import order, orders

COLUMNS = ("platform_id", "order_id", "region_id", "placed_at", "delivered_at", "order_value")


def mapped(desk, status: str, order_id: str = "order_id", more: str = ""):
    columns = {column: column for column in COLUMNS} | {"status": status, "order_id": order_id}
    return desk.map(
        "entities:\n  orders:\n    files: orders.csv\n    columns:\n"
        + "".join(f"      {name}: {json.dumps(sql)}\n" for name, sql in columns.items())
        + more
    )


FIXED = "if(status = 'angekommen', 'delivered', status)"


def test_the_listing_tells_place_reasons_and_text(desk):
    line = order(2, status="gone")
    desk.load_orders(order(1), line)
    assert quarantine.listing(desk.home, None, 50) == (
        "orders: orders.csv, line 3 (load 1)\n"
        "  status: allowed: gone\n"
        f"  | {line}\n"
        "1 rows in quarantine, 1 shown"
    )
    assert quarantine.listing(desk.home, "weather", 50) == "0 rows in quarantine, 0 shown"


def test_rows_are_accepted_after_a_fix_and_the_others_are_back_in_quarantine(desk):
    good, bad = order(2, status="angekommen"), order(3, status="gone")
    desk.put("orders.csv", orders(order(1), good, bad))
    desk.load(mapped(desk, "status"))
    report = retry(desk.home, mapped(desk, FIXED))
    (load,) = report.loads
    assert (load.rows_read, load.rows_loaded, load.rows_quarantined) == (2, 1, 1)
    assert desk.rows("select order_id, load_id, file_row from raw.orders order by 1") == [
        ("A1", 1, 1),
        ("A2", 2, 2),
    ]
    assert desk.rows(
        "select load_id, file_line, original_text, retried_by_load_id from raw.quarantine "
        "order by all"
    ) == [(1, 3, good, 2), (1, 4, bad, 2), (2, 4, bad, None)]
    with duckdb.connect(desk.home.warehouse) as connection:
        assert conservation_breaches(connection) == []
        # A1 and A2 are in, A3 is not.
        assert share_quarantined(connection) == {"orders": pytest.approx(1 / 3)}
        assert [row.file_line for row in quarantine.open_rows(connection)] == [4]


def test_rows_can_be_tried_any_number_of_times(desk):
    desk.put("orders.csv", orders(order(1, status="gone")))
    desk.load(mapped(desk, "status"))
    for _ in range(2):
        retry(desk.home, mapped(desk, "status"))
    retry(desk.home, mapped(desk, "'lost'"))
    assert desk.held() == ["A1"]
    assert desk.rows("select load_id, retried_by_load_id from raw.quarantine order by 1") == [
        (1, 2),
        (2, 3),
        (3, 4),
    ]


def test_rows_that_fail_again_still_count_when_the_file_comes_again(desk):
    desk.put("orders.csv", orders(order(1), order(2, status="gone")))
    desk.load(mapped(desk, "status"))
    retry(desk.home, mapped(desk, "status"))
    desk.load(mapped(desk, "status"))
    with duckdb.connect(desk.home.warehouse) as connection:
        assert share_quarantined(connection) == {"orders": 0.5}


def test_a_row_tried_again_does_not_overwrite_what_came_later(desk):
    desk.put("orders.csv", orders(order(1, status="angekommen", order_value="1")))
    desk.load(mapped(desk, "status"))
    desk.put("orders.csv", orders(order(1, order_value="2")))
    desk.load(mapped(desk, "status"))
    (load,) = retry(desk.home, mapped(desk, FIXED)).loads
    assert load.rows_superseded == 1
    assert desk.held("order_value") == [2]


def test_the_whole_file_can_still_be_loaded_after_a_retry(desk):
    desk.put("orders.csv", orders(order(1), order(2, status="angekommen")))
    desk.load(mapped(desk, "status"))
    retry(desk.home, mapped(desk, FIXED))
    (load,) = desk.load(mapped(desk, FIXED)).loads
    assert load.rows_unchanged == 2


def test_a_window_function_is_refused_for_it_needs_the_file(desk):
    desk.put("orders.csv", orders(order(1, status="angekommen")))
    desk.load(mapped(desk, "status", "row_number() over ()"))
    with pytest.raises(CannotRetry, match="a window function, which needs the rest"):
        retry(desk.home, mapped(desk, FIXED, "row_number() over ()"))
    assert desk.rows("select retried_by_load_id from raw.quarantine") == [(None,)]


def test_the_number_of_a_row_is_kept_for_a_retry(desk):
    desk.put("orders.csv", orders(order(1), order(2, status="angekommen")))
    desk.load(mapped(desk, "status", "file_row_number"))
    retry(desk.home, mapped(desk, FIXED, "file_row_number"))
    assert desk.held() == ["1", "2"]


def test_the_mapping_must_read_the_file_the_rows_came_from(desk):
    desk.put("orders.csv", orders(order(1, status="angekommen")))
    desk.load(mapped(desk, "status"))
    with pytest.raises(CannotRetry, match="the mapping does not read it"):
        retry(desk.home, desk.map("entities: {riders: {files: riders.csv}}"))


def test_rows_that_could_not_be_split_stay(desk):
    desk.put("orders.csv", orders(order(1), order(2) + ",x"))
    desk.load()
    assert retry(desk.home, None).loads == []
    assert desk.rows("select retried_by_load_id from raw.quarantine") == [(None,)]


def test_without_a_warehouse_there_is_nothing_to_retry(desk):
    with pytest.raises(CannotRetry, match="no warehouse yet"):
        retry(desk.home, None)
    assert quarantine.listing(desk.home, None, 5) == "There is no warehouse yet."
