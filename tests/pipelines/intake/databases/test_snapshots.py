"""By snapshot: a row that somebody deleted stays, and is noted."""

from tests.conftest import fairlane
from tests.pipelines.intake.databases.conftest import SNAPSHOT, row


def absent(desk):
    return desk.rows("select key from raw.absences order by 1")


def test_a_deleted_row_stays_and_is_noted_until_it_is_back(desk, database):
    database.run(row(1) + row(2) + row(3))
    mapping = desk.map(SNAPSHOT)
    desk.load(mapping)
    assert not absent(desk)
    database.run("delete from orders where order_id = 'A2'")
    desk.load(mapping)
    assert desk.held() == ["A1", "A2", "A3"]
    assert absent(desk) == [('{"platform_id":"p","order_id":"A2"}',)]
    assert "1 rows are no longer in ORDERS_DATABASE/orders" in "\n".join(desk.progress)
    database.run(row(2))
    desk.load(mapping)
    assert not absent(desk)


def test_a_row_that_is_there_and_refused_is_not_absent(desk, database):
    database.run(row(1) + row(2))
    mapping = desk.map(SNAPSHOT)
    desk.load(mapping)
    database.run("update orders set status = 'vanished' where order_id = 'A2'")
    desk.load(mapping)
    assert len(desk.quarantined()) == 1
    assert not absent(desk)


def test_a_row_of_a_file_is_not_missed_in_a_database(desk, database):
    desk.put(
        "orders.csv",
        "platform_id,order_id,region_id,placed_at,status,order_value\n"
        "p,F1,east,2024-05-01 12:00:00,delivered,1000\n",
    )
    desk.load()
    database.run(row(1))
    desk.load(desk.map(SNAPSHOT))
    assert desk.held() == ["A1", "F1"]
    assert not absent(desk)


def test_whoever_is_forgotten_leaves_the_absences_too(desk, database):
    database.run(row(1) + row(2))
    mapping = desk.map(SNAPSHOT + "    columns:\n" + COLUMNS)
    desk.load(mapping)
    database.run("delete from orders where order_id = 'A2'")
    desk.load(mapping)
    assert len(absent(desk)) == 1
    done = fairlane("forget", "--customer", "Z-A2", home=desk.home)
    assert done.returncode == 0, done.stderr
    assert desk.held() == ["A1"]
    assert not absent(desk)


COLUMNS = """\
      order_id: order_id
      region_id: region_id
      placed_at: placed_at
      status: status
      order_value: order_value
      customer_id: "'Z-' || order_id"
"""
