"""A server that gives nothing: what, where and what to do, and never the address."""

import pytest

from pipelines.intake.mapping import MappingError
from tests.pipelines.intake.databases.conftest import BY_CURSOR, MAPPING
from tests.pipelines.intake.databases.servers import HOST, PASSWORD, USER


def asked(part: str) -> str:
    return MAPPING.replace("table: orders", part) + "    snapshot: true\n"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ((PASSWORD, f"{PASSWORD}x"), "does not accept the user or the password"),
        ((USER, f"{USER}x"), "does not accept the user or the password"),
        (("/platform", "/zqkanarie"), "has no database of that name"),
        (("{port}", "1"), "the server cannot be reached"),
        ((HOST, "zqkanarie.invalid"), "the server cannot be reached"),
    ],
)
def test_a_wrong_address_is_told_and_not_shown(desk, database, monkeypatch, wrong, said):
    old, new = wrong
    address = database.address.replace(old.format(port=database.port), new)
    monkeypatch.setenv("ORDERS_DATABASE", address)
    (failure,) = desk.load(desk.map(BY_CURSOR)).failures
    assert said in str(failure)
    assert "ORDERS_DATABASE" in failure.remedy
    assert "zqkanarie" not in f"{failure}{desk.progress}".lower()
    assert HOST not in str(failure)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("table: nowhere.orders", "no such table"),
        ("query: select nothing_such from orders", "there is no column 'nothing_such'"),
        ("query: select from where", "does not understand the query"),
        ("query: select 'zqkanarie'::integer as order_id", "the server did not give the rows"),
        ("table: pg_catalog.pg_authid", "the user may not read it"),
    ],
)
def test_what_the_server_refuses_is_told_without_its_message(desk, database, part, said):
    (failure,) = desk.load(desk.map(asked(part))).failures
    assert said in str(failure)
    assert "zqkanarie" not in str(failure).lower()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "zqkanarie",
        "oracle://u:zqkanarie@h:1/d",
        "postgresql://u:zqkanarie@h",
        "postgresql://[x",
    ],
)
def test_a_variable_without_an_address_is_told_before_anything_runs(desk, monkeypatch, address):
    monkeypatch.setenv("ORDERS_DATABASE", address)
    with pytest.raises(MappingError) as error:
        desk.load(desk.map(BY_CURSOR))
    assert "mapping.yml › orders › database: " in str(error.value)
    assert "Set ORDERS_DATABASE to postgresql://user:password@host" in str(error.value)
    assert "zqkanarie" not in str(error.value)
