"""The same from a real MariaDB, by the scanner for MySQL."""

import pytest

from pipelines.intake.databases import reading
from tests.pipelines.intake.databases.conftest import BY_CURSOR, ORDERS, row
from tests.pipelines.intake.databases.servers import PASSWORD


@pytest.fixture
def database(mariadb_server, monkeypatch):
    monkeypatch.setenv("ORDERS_DATABASE", mariadb_server.address)
    mariadb_server.run("use platform;" + ORDERS)
    return mariadb_server


def test_increments_with_an_overlap_and_several_files(desk, database, monkeypatch):
    monkeypatch.setattr(reading, "INCREMENT_ROWS", 2)
    monkeypatch.setattr(reading, "_BATCH_ROWS", 2)
    database.run("use platform;" + row(1) + row(2) + row(3, "2024-05-02 15:00:00"))
    mapping = desk.map(BY_CURSOR)
    assert len(desk.load(mapping).loads) == 2
    database.run("use platform;" + row(1, "2024-05-02 13:30:00", 7) + row(4, None))
    assert not desk.load(mapping).failures
    assert desk.rows("select order_id, order_value from raw.orders order by 1") == [
        ("A1", 7),
        ("A2", 1000),
        ("A3", 1000),
        ("A4", 1000),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (PASSWORD, f"{PASSWORD}x", "does not accept the user or the password"),
        ("/platform", "/zqkanarie", "does not accept the user or the password"),
        ("{port}", "1", "the server cannot be reached"),
    ],
)
def test_a_wrong_address_is_told_and_not_shown(desk, database, monkeypatch, old, new, said):
    address = database.address.replace(old.format(port=database.port), new)
    monkeypatch.setenv("ORDERS_DATABASE", address)
    (failure,) = desk.load(desk.map(BY_CURSOR)).failures
    assert said in str(failure)
    assert "zqkanarie" not in str(failure).lower()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("table: orders", "table: nothing_such", "no such table"),
        ("table: orders", "query: select nothing_such from orders", "no column 'nothing_such'"),
        ("table: orders", "query: select from where", "does not understand the query"),
    ],
)
def test_what_the_server_refuses_is_told(desk, database, old, new, said):
    (failure,) = desk.load(desk.map(BY_CURSOR.replace(old, new))).failures
    assert said in str(failure)
