"""Every row read ends in exactly one place, whatever the file looks like."""

import random

import duckdb
import pytest

from pipelines.intake import ledger, settlement, upsert
from pipelines.intake.checks import conservation_breaches, judge, share_quarantined
from tests.pipelines.intake.conftest import HEADER, order, orders

SPOILS = {
    "order_value": ["", "-1", "12.5", "much", "1000"],
    "status": ["gone", "", "lost", "delivered"],
    "placed_at": ["0", "1970-01-01", "never", "2024-05-01T12:00:00Z"],
    "delivered_at": ["2024-05-01 11:00:00", ""],
    "order_id": ["", "A1", "A2", '"A\n3"', '"A, ""4"""'],
}

BREAKS = ["", ",", ",x", '"', ",,,", '"x" y']


def messy_file(chance: random.Random) -> tuple[str, int]:
    """A CSV text, and how many of its lines are blank."""
    lines, blank = [], 0
    for number in range(chance.randint(1, 40)):
        if chance.random() < 0.1:
            lines.append("   " if chance.random() < 0.5 else "")
            blank += 1
            continue
        spoilt = chance.sample(sorted(SPOILS), chance.choice([0, 0, 0, 1, 2]))
        line = order(number, **{column: chance.choice(SPOILS[column]) for column in spoilt})
        if chance.random() < 0.15:
            line += chance.choice(BREAKS)
        lines.append(line)
    end = chance.choice(["\n", "\np,short\n", '\np,"open\n'])
    return chance.choice(["\n", "\r\n"]).join((HEADER, *lines)) + end, blank


@pytest.mark.parametrize("seed", range(8))
def test_rows_are_conserved_over_messy_files(desk, seed):
    chance = random.Random(seed)
    for _ in range(3):
        text, _ = messy_file(chance)
        desk.put("orders.csv", text.encode())
        report = desk.load()
        assert not report.failures
    with duckdb.connect(desk.home.warehouse) as connection:
        assert conservation_breaches(connection) == []
        # What the ledger says was loaded is there, or was replaced by a later load.
        (held,) = connection.execute("select count(*) from raw.orders").fetchone()
        loaded, read = connection.execute(
            "select sum(rows_loaded), sum(rows_read) from raw.loads"
        ).fetchone()
        keys = connection.execute(
            "select count(distinct (platform_id, order_id)) from raw.orders"
        ).fetchone()
    assert held == keys[0] <= loaded <= read


@pytest.mark.parametrize("seed", range(8))
def test_a_file_reads_the_same_whole_or_split_first(desk, seed):
    """The two ways to read a CSV agree on every record that is whole."""
    chance = random.Random(seed)
    rows = [
        order(number, order_id=chance.choice(['"A\n{}"', '"A ""{}"""', "A{}", ' "A,{}"', "A;{}"]))
        .format(number)
        for number in range(30)
    ]  # fmt: skip
    chance.shuffle(rows)
    end = chance.choice(["\n", "\r\n"])
    desk.put("orders.csv", end.join((HEADER, *rows)).encode())
    desk.load()
    held = desk.rows("select order_id, file_row from raw.orders order by 2")
    # The short last line makes DuckDB refuse the file; Python splits it.
    desk.put("orders.csv", end.join((HEADER, *rows, "p,short", "")).encode())
    (load,) = desk.load().loads
    assert (load.rows_unchanged, load.rows_quarantined) == (30, 1)
    assert len(held) == 30


def test_a_load_that_does_not_add_up_is_not_entered(desk, monkeypatch):
    one_row_lost = upsert.Upserted(loaded=1, unchanged=0, superseded=0)
    monkeypatch.setattr(settlement, "upsert", lambda *_: one_row_lost)
    with pytest.raises(ledger.RowsNotConserved, match=r"orders\.csv: 2 rows read, 1 accounted"):
        desk.load_orders(order(1), order(2))
    assert desk.rows("select * from raw.loads") == []


def test_the_check_finds_a_ledger_that_was_tampered_with(desk):
    report = desk.load_orders(order(1), order(2, status="gone"))
    with duckdb.connect(desk.home.warehouse) as connection:
        connection.execute("delete from raw.quarantine")
        outcomes = judge(connection, "orders", report)
    assert outcomes["rows_are_conserved"] == (
        "load 1: 2 read, 2 accounted for, 0 of 1 in quarantine"
    )


def test_the_share_in_quarantine_is_of_the_newest_run(desk):
    # 1 of 4 now; the first file's 2 of 2 are history.
    desk.load_orders(order(8, status="gone"), order(9, status="gone"))
    desk.load_orders(order(1), order(2), order(3), order(4, status="gone"))
    with duckdb.connect(desk.home.warehouse) as connection:
        assert share_quarantined(connection) == {"orders": 0.25}


def test_running_a_bad_file_again_does_not_let_it_through(desk):
    desk.load_orders(order(1), order(2, status="gone"))
    report = desk.load()
    with duckdb.connect(desk.home.warehouse) as connection:
        outcomes = judge(connection, "orders", report)
    assert outcomes["few_rows_are_quarantined"] == (
        "50.0% of the rows are in quarantine; at most 5.0% may be"
    )


def test_a_file_of_headers_alone_is_told(desk):
    report = desk.load_orders()
    with duckdb.connect(desk.home.warehouse) as connection:
        assert judge(connection, "orders", report) == {
            "files_are_readable": None,
            "rows_are_conserved": None,
            "few_rows_are_quarantined": None,
            "rows_have_arrived": "the files hold headers and no rows",
        }


def test_a_file_that_stopped_is_told(desk):
    desk.put("orders.csv", orders(order(1)).replace("order_id", "number"))
    report = desk.load()
    with duckdb.connect(desk.home.warehouse) as connection:
        told = judge(connection, "orders", report)["files_are_readable"]
    assert told.startswith("orders › orders.csv › header: the required column 'order_id'")
