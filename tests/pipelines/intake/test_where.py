"""Rows that a mapping leaves out: counted as excluded, never lost."""

from tests.pipelines.intake.conftest import order, orders

MAPPING = """
    entities:
      orders:
        files: orders.csv
        where: {where}
        columns:
          platform_id: platform_id
          order_id: {order_id}
          region_id: region_id
          placed_at: placed_at
          delivered_at: delivered_at
          status: status
          order_value: order_value
"""


def load(desk, where: str, order_id: str = "order_id"):
    lines = order(1), order(2, order_value="many"), order(3, order_value="5"), order(4, status="x")
    desk.put("orders.csv", orders(*lines))
    (entry,) = desk.load(desk.map(MAPPING.format(where=where, order_id=order_id))).loads
    return entry.rows_read, entry.rows_loaded, entry.rows_excluded, entry.rows_quarantined


def test_rows_left_out_are_excluded_and_not_judged(desk):
    assert load(desk, "order_id = 'A1'") == (4, 1, 3, 0)


def test_a_row_of_which_it_cannot_be_said_is_left_out(desk):
    # try_cast of A2's value is null, and so is the comparison.
    assert load(desk, "try_cast(order_value as int) < 100") == (4, 1, 3, 0)


def test_a_row_on_which_the_condition_fails_is_quarantined(desk):
    assert load(desk, "order_value::int < 100") == (4, 1, 2, 1)
    reasons = [(line, column, rule) for line, column, rule, _ in desk.quarantined()]
    assert reasons == [(3, "order_value", "type"), (3, "where", "expression")]


def test_windows_see_the_rows_that_are_left(desk):
    assert load(desk, "order_id <> 'A2' and status <> 'x'", "row_number() over ()") == (4, 2, 2, 0)
    assert desk.held() == ["1", "2"]


def test_the_condition_may_have_a_window(desk):
    assert load(desk, "row_number() over (order by order_id desc) <= 2") == (4, 1, 2, 1)
    assert desk.held() == ["A3"]
