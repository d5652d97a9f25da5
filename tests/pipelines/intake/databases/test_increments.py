"""By cursor: what a run takes from a real PostgreSQL, and where the next one goes on."""

import pytest

from pipelines.intake.databases import reading
from tests.pipelines.intake.databases.conftest import BY_CURSOR, MAPPING, row

MANY = """
platform: p
timezone: UTC
entities:
  orders:
    database: ORDERS_DATABASE
    query: select *, repeat('x', 2000) as filler from orders
    cursor: order_value
"""


class CutAtSecond(list):
    """Lines of progress, and what happens with the second."""

    def __init__(self, cut):
        super().__init__()
        self.cut = cut

    def append(self, line):
        super().append(line)
        if len(self) == 2:
            assert self.cut()


def read(report):
    return report.totals()["rows_read"]


def test_the_first_run_takes_all_and_the_next_what_is_new(desk, database):
    database.run(row(1) + row(2, "2024-05-02 15:00:00"))
    mapping = desk.map(BY_CURSOR)
    first = desk.load(mapping)
    assert not first.failures
    assert desk.held() == ["A1", "A2"]
    database.run(row(3, "2024-05-02 16:00:00"))
    second = desk.load(mapping)
    # The last row is met again: others may have come with the same cursor.
    assert (read(first), read(second)) == (2, 2)
    assert desk.held() == ["A1", "A2", "A3"]
    assert desk.rows("select source, last_cursor from raw.positions") == [
        ("ORDERS_DATABASE/orders", "2024-05-02 16:00:00")
    ]
    assert len(desk.rows("from raw.newest_loads")) == 2


def test_a_late_update_inside_the_overlap_is_taken_and_one_before_it_is_not(desk, database):
    database.run(row(1) + row(2) + row(3, "2024-05-02 15:00:00"))
    mapping = desk.map(BY_CURSOR)
    desk.load(mapping)
    database.run(row(1, "2024-05-02 13:30:00", 7) + row(2, "2024-05-02 12:30:00", 7))
    desk.load(mapping)
    assert desk.rows("select order_id, order_value from raw.orders order by 1") == [
        ("A1", 7),
        ("A2", 1000),
        ("A3", 1000),
    ]


def test_a_row_without_a_cursor_is_taken_every_time(desk, database):
    database.run(row(1) + row(2, None))
    mapping = desk.map(BY_CURSOR)
    desk.load(mapping)
    database.run(row(2, None, 7))
    desk.load(mapping)
    assert desk.rows("select order_value from raw.orders where order_id = 'A2'") == [(7,)]


def test_a_cursor_in_the_far_future_hides_no_row(desk, database):
    database.run(row(1, "9999-12-31 00:00:00"))
    mapping = desk.map(BY_CURSOR)
    desk.load(mapping)
    database.run("insert into orders select 'B', 'east', '2024-05-01', 'delivered', 1, now()")
    desk.load(mapping)
    assert desk.held() == ["A1", "B"]


def test_a_mapping_that_reads_otherwise_reads_from_the_beginning(desk, database):
    database.run(row(1) + row(2, "2024-05-02 18:00:00"))
    desk.load(desk.map(BY_CURSOR))
    report = desk.load(desk.map(BY_CURSOR + "    where: \"order_id <> 'A1'\"\n"))
    assert read(report) == 2
    assert len(desk.rows("from raw.positions")) == 1


def test_a_dropped_connection_leaves_whole_increments_and_the_next_run_goes_on(
    desk, database, monkeypatch
):
    monkeypatch.setattr(reading, "INCREMENT_ROWS", 4_000)
    monkeypatch.setattr(reading, "_BATCH_ROWS", 2_000)
    database.run(
        "insert into orders select 'A' || n, 'east', '2024-05-01 12:00:00', 'delivered', n, null "
        "from generate_series(1, 40000) n"
    )
    mapping = desk.map(MANY)
    killed = (
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'zqkanarieuser'"
    )
    # A line of progress comes with each increment: at the second one the connection goes.
    desk.progress = CutAtSecond(lambda: database.run(killed))
    (failure,) = desk.load(mapping).failures
    assert "the connection was lost" in str(failure)
    assert "Run the same again" in failure.remedy
    held = len(desk.held())
    assert held in range(4_000, 40_000, 4_000)
    assert desk.rows("select last_cursor from raw.positions") == [(str(held),)]
    report = desk.load(mapping)
    assert not report.failures
    assert len(desk.held()) == 40_000
    assert read(report) == 40_000 - held + 1
    assert not list(desk.home.increments.glob("*"))


@pytest.mark.parametrize(
    ("cursor", "overlap", "said"),
    [
        ("order_value", "2 hours", "the cursor 'order_value' is of type INTEGER"),
        ("updated_at", "5", "the cursor 'updated_at' is of type TIMESTAMP"),
        (
            "updatedat",
            "5",
            "there is no column 'updatedat', the cursor. Did you mean 'updated_at'?",
        ),
    ],
)
def test_a_cursor_that_does_not_fit_is_told_before_any_row(desk, database, cursor, overlap, said):
    database.run(row(1))
    report = desk.load(desk.map(f"{MAPPING}    cursor: {cursor}\n    overlap: {overlap}\n"))
    assert said in str(report.failures[0])
    assert not desk.held()
