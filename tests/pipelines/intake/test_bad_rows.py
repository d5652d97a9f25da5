"""Rows that break the contract: quarantined with every reason, everything else loaded."""

import pytest

from tests.pipelines.intake.conftest import order, orders


def test_a_value_of_the_wrong_type_is_told(desk):
    desk.load_orders(order(1), order(2, order_value="much"), order(3))
    assert desk.quarantined() == [(3, "order_value", "type", "much")]
    assert desk.held() == ["A1", "A3"]


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("order_value", "12.5", "type"),
        ("order_value", "0x10", "type"),
        ("order_value", "1_000", "type"),
        ("order_value", "nan", "type"),
        ("order_value", "-1", "minimum"),
        ("order_value", "", "required"),
        ("order_id", "   ", "required"),
        ("placed_at", "0", "sentinel"),
        ("placed_at", "0000-00-00 00:00:00", "sentinel"),
        ("placed_at", "1970-01-01 00:00:00", "sentinel"),
        ("placed_at", "1970-01-01T08:00:00+08:00", "sentinel"),
        ("placed_at", "infinity", "type"),
        ("placed_at", "2024-02-30 12:00:00", "type"),
        ("placed_at", "01/05/2024", "type"),
        ("status", "Delivered", "allowed"),
    ],
)
def test_one_bad_value_is_one_reason(desk, column, value, rule):
    desk.load_orders(order(1), order(2, **{column: value}))
    told = value.strip() or None
    assert desk.quarantined() == [(3, column, rule, told)]
    assert desk.held() == ["A1"]


def test_delivered_before_it_was_placed_is_told_in_words(desk):
    desk.load_orders(order(1, delivered_at="2024-05-01 11:59:59"))
    assert desk.quarantined() == [
        (2, "delivered_at", "holds: Nothing is delivered before it is placed.",
         "2024-05-01 11:59:59")
    ]  # fmt: skip


def test_a_rule_is_not_told_of_a_value_that_cannot_be_read_anyway(desk):
    # "A delivered order says when" would only repeat that the time is no time.
    desk.load_orders(order(1, delivered_at="soon"))
    assert desk.quarantined() == [(2, "delivered_at", "type", "soon")]


def test_every_reason_of_a_row_is_kept(desk):
    desk.load_orders(order(1, order_value="-5", status="gone", placed_at="never"))
    assert desk.quarantined() == [
        (2, "order_value", "minimum", "-5"),
        (2, "placed_at", "type", "never"),
        (2, "status", "allowed", "gone"),
    ]


def test_a_quarantined_row_keeps_file_line_text_and_columns(desk):
    line = order(2, status="gone")
    desk.load_orders(order(1), line)
    assert desk.rows(
        "select file_name, file_line, original_text, record->>'order_id', "
        "record->>'file_row_number', retried_by_load_id from raw.quarantine"
    ) == [("orders.csv", 3, line, "A2", "2", None)]


def test_a_short_last_line_is_quarantined_with_its_text(desk):
    desk.put("orders.csv", orders(order(1)) + "p,A2,ea\n")
    desk.load()
    assert desk.quarantined() == [(3, None, "columns", "expected 7, found 3")]
    assert desk.rows("select original_text, record from raw.quarantine") == [("p,A2,ea", None)]
    assert desk.held() == ["A1"]


def test_a_last_line_with_an_open_quote_is_quarantined(desk):
    desk.put("orders.csv", orders(order(1)) + 'p,"A2\n')
    desk.load()
    assert desk.quarantined() == [(3, None, "quotes", "unexpected end of data")]
    assert desk.held() == ["A1"]


def test_an_open_quote_gives_up_its_own_line_only(desk):
    desk.put("orders.csv", orders(order(1), 'p,"A2,east', order(3), order(4)))
    desk.load()
    assert [line for line, *_ in desk.quarantined()] == [3]
    assert desk.held() == ["A1", "A3", "A4"]


def test_a_column_too_many_is_quarantined(desk):
    desk.load_orders(order(1) + ",more", order(2))
    assert desk.quarantined() == [(2, None, "columns", "expected 7, found 8")]
    assert desk.held() == ["A2"]


def test_a_delimiter_at_the_line_end_is_no_column(desk):
    # The second row is broken, so that both of the ways to read a file meet one.
    desk.load_orders(order(1) + ",", order(2) + ",more")
    assert desk.held() == ["A1"]


def test_lines_are_counted_through_quoted_newlines_and_blank_lines(desk):
    text = [order(1, order_id='"A\n1"'), "", order(2), order(3, status="gone")]
    desk.put("orders.csv", orders(*text))
    desk.load()
    # Header 1, A1 on 2 and 3, blank 4, A2 on 5, A3 on 6.
    assert desk.quarantined() == [(6, "status", "allowed", "gone")]
    assert desk.held() == ["A\n1", "A2"]
    assert desk.held("file_row") == [1, 2]


def test_lines_are_counted_through_quoted_newlines_in_a_broken_file(desk):
    torn = order(9, order_id='"A\n9"') + ",more,more"
    desk.put("orders.csv", orders(order(1, order_id='"A\n1"'), "  ", torn, order(2, status="x")))
    desk.load()
    # Header 1, A1 on 2 and 3, blank 4, A9 on 5 and 6, A2 on 7.
    assert [line for line, *_ in desk.quarantined()] == [5, 7]
    assert desk.held() == ["A\n1"]


def test_line_ends_inside_quotes_are_kept_in_a_broken_file(desk):
    desk.load_orders(order(1, order_id='"A\r\n1"'), order(2), "torn")
    assert desk.held() == ["A\r\n1", "A2"]


def test_a_blank_line_is_no_row_of_a_single_column(desk):
    # DuckDB reads a row of null there; Python's split, which has the lines, is gone by.
    desk.put("regions.csv", "region_id\neast\n\nwest\n")
    desk.load(desk.map("timezone: UTC\nentities: {regions: {files: regions.csv}}"))
    assert desk.quarantined() == []
    assert desk.held("region_id", "regions") == ["east", "west"]


def test_an_open_quote_that_a_later_quote_closes_swallows_no_record(desk):
    # The quote of line 3 is closed by the one that opens A4's id: A3 lies in between.
    text = orders(order(1), 'p,"A2,east', order(3), order(4, order_id='",A4"'))
    desk.put("orders.csv", text)
    desk.load()
    assert [line for line, *_ in desk.quarantined()] == [3]
    assert desk.held() == [",A4", "A1", "A3"]


def test_blanks_around_a_value_are_no_part_of_it(desk):
    # A tab keeps spreadsheets from rounding a long number; the wide space is a Chinese one.
    desk.load_orders(order(1, order_id="6921\t", status=" delivered", order_value="\u300012 "))
    assert desk.rows("select order_id, status, order_value from raw.orders") == [
        ("6921", "delivered", 12)
    ]


def test_a_region_that_nobody_declared_is_added_as_unknown(desk):
    desk.put("regions.csv", "region_id,name,region_type\nwest,West,urban\n")
    desk.load_orders(order(1), order(2, region_id="west"))
    assert desk.rows(
        "select region_id, region_type, is_discovered from raw.regions order by 1"
    ) == [
        ("east", "unknown", True),
        ("west", "urban", False),
    ]


def test_a_time_zone_that_is_none_is_quarantined(desk):
    desk.put("regions.csv", "region_id,timezone\neast,Asia/Shanghai\nwest,Mars/Olympus\n")
    desk.load()
    assert desk.quarantined() == [(3, "timezone", "allowed", "Mars/Olympus")]
