"""People's identifiers: replaced under a key, the same everywhere, and in the clear nowhere."""

import hashlib
import hmac
import json
import stat

import duckdb
import pytest

from pipelines.intake.pseudonyms import KeyRefused, pseudonym_key
from tests.pipelines.intake.conftest import order, orders


def expected(desk, *message: str) -> str:
    """Python's own HMAC: the leftmost 32 hex digits."""
    key = desk.home.pseudonym_key.read_bytes().strip()
    return hmac.new(key, "\x1f".join(message).encode(), hashlib.sha256).hexdigest()[:32]


def with_people(*lines: str) -> str:
    return orders(*lines).replace("order_value", "order_value,rider_id,customer_id", 1)


def test_a_pseudonym_is_the_hmac_of_platform_kind_and_identifier(desk):
    desk.put("orders.csv", with_people(order(1) + ",骑手7,C9", order(2) + ",,"))
    desk.load()
    assert desk.rows("select rider_id, customer_id from raw.orders order by order_id") == [
        (expected(desk, "p", "rider", "骑手7"), expected(desk, "p", "customer", "C9")),
        (None, None),
    ]


def test_a_key_longer_than_a_block_is_hashed_as_hmac_says(desk):
    desk.home.root.mkdir()
    desk.home.pseudonym_key.write_bytes(bytes(range(97, 123)) * 4)
    desk.home.pseudonym_key.chmod(0o600)
    desk.put("orders.csv", with_people(order(1) + ",R7,"))
    desk.load()
    assert desk.held("rider_id") == [expected(desk, "p", "rider", "R7")]


def test_a_rider_has_one_pseudonym_in_every_entity_and_another_on_another_platform(desk):
    desk.put("orders.csv", with_people(order(1) + ",R7,", order(2, platform_id="q") + ",R7,R7"))
    desk.put("riders.csv", "platform_id,rider_id,region_id\np,R7,east\n")
    desk.load()
    (mine, other) = [
        rider for (rider,) in desk.rows("select rider_id from raw.orders order by order_id")
    ]
    assert desk.held("rider_id", "riders") == [mine]
    assert mine != other
    assert desk.rows("select customer_id from raw.orders where platform_id = 'q'") != [(other,)]


def test_a_riders_row_is_found_again_by_its_pseudonym(desk):
    desk.put("riders.csv", "platform_id,rider_id,region_id\np,R7,east\n")
    desk.load()
    desk.put("riders.csv", "platform_id,rider_id,region_id\np,R7,east\np,R7,west\np,R8,west\n")
    assert desk.load().totals() == {
        "rows_read": 3,
        "rows_loaded": 2,
        "rows_unchanged": 0,
        "rows_superseded": 1,
        "rows_excluded": 0,
        "rows_quarantined": 0,
    }


def test_no_identifier_is_in_the_clear_outside_quarantined_originals(desk):
    text = with_people(order(1) + ",RIDER-77,CUSTOMER-77", order(2, status="gone") + ",RIDER-78,")
    desk.put("orders.csv", text)
    columns = ("order_id", "region_id", "placed_at", "delivered_at", "status", "order_value")
    mapping = {
        "platform": "p",
        "entities": {
            "orders": {
                "files": "orders.csv",
                # These read the rider's column too, and fail or are refused on every row.
                "columns": {column: column for column in columns}
                | {
                    "rider_id": "rider_id",
                    "customer_id": "customer_id",
                    "distance_m": "rider_id::integer",
                    "service_type": "rider_id",
                },
            }
        },
    }
    report = desk.load(desk.map(json.dumps(mapping)))
    told = desk.rows("select reasons::varchar, record::varchar from raw.quarantine")
    assert len(told) == 2
    assert all("hidden" in reasons and "-7" not in reasons for reasons, _ in told)
    assert all("RIDER-7" in record for _, record in told)
    assert "-77" not in report.text() + str(desk.progress)

    desk.load(desk.map("entities: {orders: {files: orders.csv}}"))
    for table in ("orders", "regions", "loads"):
        assert "-77" not in str(desk.rows(f"select * from raw.{table}"))


def test_a_failing_window_expression_does_not_tell_the_value(desk):
    desk.put("orders.csv", with_people(order(1) + ",RIDER-77,"))
    mapping = desk.map(
        """
        entities:
          orders:
            files: orders.csv
            columns:
              platform_id: platform_id
              order_id: "lag(rider_id::integer) over () + rider_id::integer"
              region_id: region_id
              placed_at: placed_at
              status: status
              order_value: order_value
        """
    )
    (failure,) = desk.load(mapping).failures
    assert failure.what == "a window expression fails on one of the rows"
    assert "RIDER" not in str(failure)


def test_the_key_is_made_on_first_use_for_its_owner_alone(tmp_path):
    file = tmp_path / "home" / "pseudonym.key"
    key = pseudonym_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(key) == 64
    assert pseudonym_key(file) == key


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"k3y" * 10, "shorter than 32 bytes"),
        (b"", "shorter than 32 bytes"),
        (b"x" * 64, "a placeholder"),
        (b"\x00" * 64, "a placeholder"),
        (b"change-me-please-" * 3, "a placeholder"),
        (b"my-secret-key-of-more-than-32-bytes", "a placeholder"),
    ],
)
def test_a_key_that_protects_nobody_is_refused(tmp_path, content, told):
    file = tmp_path / "pseudonym.key"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(KeyRefused, match=told):
        pseudonym_key(file)


def test_a_key_that_others_can_read_is_refused(tmp_path):
    file = tmp_path / "pseudonym.key"
    pseudonym_key(file)
    file.chmod(0o640)
    with pytest.raises(KeyRefused, match="chmod 600"):
        pseudonym_key(file)


def test_the_key_is_not_in_the_warehouse(desk):
    desk.put("orders.csv", with_people(order(1) + ",R7,C9"))
    desk.load()
    assert desk.home.pseudonym_key.read_bytes().strip() not in desk.home.warehouse.read_bytes()
    with duckdb.connect(desk.home.warehouse) as connection:
        assert connection.execute("select * from duckdb_secrets()").fetchall() == []
