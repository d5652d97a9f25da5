"""One PostgreSQL and one MariaDB for all tests of databases, and an empty table of orders in each.

A process of the tests has servers of its own; the files of this folder need each once.
"""

import shutil
from pathlib import Path

import pytest

from tests.pipelines.intake.databases.servers import Server, mariadb, postgres, postgres_programs

HOW = "is not installed; sh tests/install_databases.sh says how to get it"

ORDERS = """
drop table if exists orders;
create table orders (
    order_id varchar(20) primary key, region_id varchar(20), placed_at timestamp null,
    status varchar(20), order_value integer, updated_at timestamp null
);
"""
MAPPING = """
platform: p
timezone: UTC
entities:
  orders:
    database: ORDERS_DATABASE
    table: orders
"""
BY_CURSOR = MAPPING + "    cursor: updated_at\n    overlap: 2 hours\n"
SNAPSHOT = MAPPING + "    snapshot: true\n"


@pytest.fixture(scope="session")
def postgres_server():
    if not (programs := postgres_programs()):
        pytest.skip(f"PostgreSQL {HOW}")
    with postgres(programs) as server:
        yield server


@pytest.fixture(scope="session")
def mariadb_server():
    if not Path("/usr/sbin/mariadbd").exists() or not shutil.which("mariadb-install-db"):
        pytest.skip(f"MariaDB {HOW}")
    with mariadb() as server:
        yield server


@pytest.fixture
def database(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """PostgreSQL with an empty table of orders; ORDERS_DATABASE leads to it."""
    monkeypatch.setenv("ORDERS_DATABASE", postgres_server.address)
    postgres_server.run("set client_min_messages = error;" + ORDERS)
    return postgres_server


def row(number: int, updated_at: str | None = "2024-05-02 12:00:00", value: int = 1000) -> str:
    """SQL that inserts or updates order A<number>."""
    at = f"'{updated_at}'" if updated_at else "null"
    return (
        f"delete from orders where order_id = 'A{number}'; insert into orders values ('A{number}', "
        f"'east', '2024-05-01 12:00:00', 'delivered', {value}, {at});"
    )
