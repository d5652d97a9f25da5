"""Files that come again, and rows that come again: the newest wins, and nothing is kept twice."""

import duckdb

from tests.pipelines.intake.conftest import order, orders


def counts(report) -> dict[str, int]:
    """What became of the rows, where it is not nothing."""
    return {name: count for name, count in report.totals().items() if count}


def dated(number: int, updated_at: str, **values: str) -> str:
    return f"{order(number, **values)},{updated_at}"


def dated_orders(*lines: str) -> str:
    return orders(*lines).replace("order_value", "order_value,updated_at", 1)


def test_the_same_file_again_changes_nothing(desk):
    desk.load_orders(order(1), order(2, status="gone"))
    books = "select * from raw.loads", "select * from raw.orders", "select * from raw.quarantine"
    before = [desk.rows(book) for book in books]
    report = desk.load()
    assert report.known == [("orders.csv", "orders", 1)]
    assert report.loads == []
    assert [desk.rows(book) for book in books] == before


def test_the_same_file_under_another_name_is_known(desk):
    desk.load_orders(order(1))
    (desk.inputs / "orders.csv").unlink()
    assert desk.load_orders(order(1), name="orders/again.csv").known


def test_the_same_rows_in_another_file_are_unchanged(desk):
    desk.load_orders(order(1), order(2))
    report = desk.load_orders(order(2), order(1), order(3))
    assert counts(report) == {"rows_read": 3, "rows_loaded": 1, "rows_unchanged": 2}
    assert desk.rows("select order_id, load_id from raw.orders order by 1") == [
        ("A1", 1),
        ("A2", 1),
        ("A3", 2),
    ]


def test_of_two_rows_with_one_key_the_last_in_the_file_wins(desk):
    report = desk.load_orders(order(1, order_value="1"), order(1, order_value="2"))
    assert counts(report) == {"rows_read": 2, "rows_loaded": 1, "rows_superseded": 1}
    assert desk.held("order_value") == [2]


def test_of_two_rows_with_one_key_the_newer_by_updated_at_wins(desk):
    newer = dated(1, "2024-05-02 10:00:00", order_value="1")
    older = dated(1, "2024-05-02 09:00:00", order_value="2")
    undated = dated(1, "", order_value="3")
    desk.put("orders.csv", dated_orders(newer, older, undated))
    assert counts(desk.load()) == {"rows_read": 3, "rows_loaded": 1, "rows_superseded": 2}
    assert desk.held("order_value") == [1]


def test_a_later_load_replaces_what_is_held(desk):
    desk.load_orders(order(1, order_value="1"))
    report = desk.load_orders(order(1, order_value="2"))
    assert counts(report) == {"rows_read": 1, "rows_loaded": 1}
    assert desk.rows("select order_value, load_id from raw.orders") == [(2, 2)]


def test_a_row_older_than_the_one_held_is_superseded(desk):
    desk.put("orders.csv", dated_orders(dated(1, "2024-05-02 10:00:00", order_value="1")))
    desk.load()
    desk.put("orders.csv", dated_orders(dated(1, "2024-05-02 09:00:00", order_value="2")))
    assert counts(desk.load()) == {"rows_read": 1, "rows_superseded": 1}
    assert desk.held("order_value") == [1]


def test_a_null_is_no_difference_to_a_null(desk):
    desk.load_orders(order(1, status="lost", delivered_at=""))
    report = desk.load_orders(order(1, status="lost", delivered_at=""), order(2))
    assert counts(report)["rows_unchanged"] == 1


def test_a_mended_mapping_reads_the_file_again(desk):
    desk.put("orders.csv", orders(order(1)))
    text = "platform: {}\nentities: {{orders: {{files: orders.csv, columns: {{{}}}}}}}"
    columns = ", ".join(f"{c}: {c}" for c in ("order_id", "region_id", "placed_at", "order_value"))
    columns += ", delivered_at: delivered_at, status: status"
    first, second = (
        text.format("p", columns),
        text.format("p", columns.replace(": order_value", ": order_value::bigint * 2")),
    )
    desk.load(desk.map(first))
    assert counts(desk.load(desk.map(second))) == {"rows_read": 1, "rows_loaded": 1}
    assert desk.held("order_value") == [2000]
    # And back: the file was read another way since, so its first load does not stand for it.
    assert counts(desk.load(desk.map(first))) == {"rows_read": 1, "rows_loaded": 1}
    assert desk.held("order_value") == [1000]
    assert desk.load(desk.map(first)).known == [("orders.csv", "orders", 3)]


def test_a_file_may_be_read_for_two_entities_and_twice_for_one(desk):
    desk.put("days.csv", "date,rain\n2024-05-01,3\n2024-05-02,0\n")
    part = (
        "{{files: days.csv, columns: {{region_id: \"'{}'\", observed_at: date, "
        'interval_minutes: "1440", precipitation_mm: rain}}}}'
    )
    mapping = desk.map(f"entities: {{weather: [{part.format('east')}, {part.format('west')}]}}")
    desk.load(mapping)
    assert desk.held("region_id", "weather") == ["east", "east", "west", "west"]
    assert len(desk.load(mapping).known) == 2


def test_only_the_days_asked_for_are_loaded(desk):
    from datetime import date

    for day in (1, 2, 3):
        desk.put(f"2024-05-0{day}/orders.csv", orders(order(day)))
    desk.load(days=[date(2024, 5, 2), date(2024, 5, 3), date(2024, 5, 4)])
    assert desk.held() == ["A2", "A3"]
    assert {name for (name,) in desk.rows("select file_name from raw.loads")} == {
        "2024-05-02/orders.csv",
        "2024-05-03/orders.csv",
    }
    desk.load()
    assert desk.held() == ["A1", "A2", "A3"]


def test_a_failed_load_leaves_raw_as_it_was(desk, monkeypatch):
    import pytest

    from pipelines.intake import ledger, settlement

    desk.load_orders(order(1))

    def fall_over(*_):
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(settlement.ledger, "enter", fall_over)
    with pytest.raises(RuntimeError):
        desk.load_orders(order(1, order_value="2"), order(2), order(3, status="gone"))
    assert ledger.enter is fall_over
    assert desk.held() == ["A1"]
    assert desk.held("order_value") == [1000]
    assert desk.quarantined() == []


def test_a_warehouse_from_before_a_column_was_added_gets_it(desk):
    desk.load_orders(order(1))
    with duckdb.connect(desk.home.warehouse) as connection:
        connection.execute("alter table raw.payments drop column unfrozen_at")
    desk.put("payments.csv", "platform_id,payment_id,paid_at,amount,via_platform,unfrozen_at\n"
             "p,1,2024-05-01 12:00:00,900,true,2024-05-02 12:00:00\n")  # fmt: skip
    desk.load()
    assert desk.held("unfrozen_at::varchar", "payments") == ["2024-05-02 12:00:00"]
