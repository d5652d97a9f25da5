"""The page of single orders: filters of the address, the limit said, one order's course."""

import pytest

from dashboards.components import order_course
from dashboards.queries import orders
from tests.dashboards import sample_orders

PAGE = ("staff_app.py", "analysts/orders.py")


def matching(**wanted) -> list[dict]:
    return [
        row
        for row in sample_orders.orders()
        if all(row[name] == value for name, value in wanted.items())
    ]


def test_filters_come_from_the_address(open_page):
    page = open_page(*PAGE, lang="en", region="R05", day="2026-03-06", hour="11", kind="late")
    wanted = [
        row for row in matching(region_id="R05", hour_of_day=11, is_late=True)
        if f"{row['business_date']}" == "2026-03-06"
    ]  # fmt: skip
    shown = page.dataframe[0].value
    assert wanted
    assert set(shown["order_id"]) == {row["order_id"] for row in wanted}


def test_more_orders_than_the_limit_are_said(open_page):
    page = open_page(*PAGE, lang="en")
    assert len(page.dataframe[0].value) == orders.ROW_LIMIT
    assert any("12,000 orders, of which the 1,000" in text.value for text in page.caption)


def test_no_match_gives_a_sentence(open_page):
    page = open_page(*PAGE, lang="zh", kind="cancelled")
    assert [text.value for text in page.info] == ["没有符合条件的订单。"]


def test_one_order_shows_its_course_and_its_promise(open_page):
    late = next(row for row in matching(region_id="R05", is_late=True))
    chosen = {"region": "R05", "day": f"{late['business_date']}", "order": late["order_id"]}
    page = open_page(*PAGE, lang="en", **chosen)
    minutes = late["lateness_seconds"] / 60
    assert any(
        f"delivered {minutes:,.1f} minutes after the promise" in text.value.replace("\\", "")
        for text in page.caption
    )
    assert "promised" in list(page.table[0].value["Event"])


def test_a_lost_order_has_no_delivery_in_its_course():
    lost = next(row for row in matching(is_lost=True))
    assert "delivered_at" not in set(order_course.events(lost)["event"])


@pytest.mark.parametrize("kind", orders.KINDS)
def test_every_kind_of_order_can_be_asked_for(open_page, kind):
    page = open_page(*PAGE, kind=kind, day="2026-03-06")
    assert not page.error
