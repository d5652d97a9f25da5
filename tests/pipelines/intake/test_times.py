"""Times: read as instants, kept as UTC; offsets of zones; the cut-off of a run."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest

from pipelines.intake.zone_offsets import offsets
from tests.pipelines.intake.conftest import order, orders

ORDERS = "{order_id: order_id, region_id: region_id, placed_at: placed_at, status: status, " \
    "order_value: order_value, delivered_at: delivered_at}"  # fmt: skip


def read_as(desk, text: str, zone: str) -> str:
    """A time of the file, as it is kept."""
    desk.put("orders.csv", orders(order(1, placed_at=text, status="lost", delivered_at="")))
    desk.load(
        desk.map(
            f"platform: p\nsource_timezone: {zone}\n"
            f"entities: {{orders: {{files: orders.csv, columns: {ORDERS}}}}}"
        )
    )
    return desk.rows("select placed_at::varchar from raw.orders")[0][0]


@pytest.mark.parametrize(
    ("text", "zone", "kept"),
    [
        ("2024-05-01 12:00:00", "UTC", "2024-05-01 12:00:00"),
        ("2024-05-01 12:00:00", "Asia/Shanghai", "2024-05-01 04:00:00"),
        ("2024-05-01T12:00:00+08:00", "UTC", "2024-05-01 04:00:00"),
        # An offset in the text wins over the mapping's zone.
        ("2024-05-01T12:00:00Z", "Asia/Shanghai", "2024-05-01 12:00:00"),
        ("2024-05-01 12:00:00-0330", "Asia/Shanghai", "2024-05-01 15:30:00"),
        ("2024-05-01 12:00:00.25+05", "UTC", "2024-05-01 07:00:00.25"),
        ("2024-05-01 12:00 UTC", "Asia/Shanghai", "2024-05-01 12:00:00"),
        ("2024-05-01T12:00Z", "Asia/Shanghai", "2024-05-01 12:00:00"),
        ("2024-05-01 12:00:00 +0800", "UTC", "2024-05-01 04:00:00"),
        ("2024-05-01 12:00:00GMT", "Asia/Shanghai", "2024-05-01 12:00:00"),
        ("2024-05-01", "Asia/Shanghai", "2024-04-30 16:00:00"),
        ("2024/5/1 9:05", "UTC", "2024-05-01 09:05:00"),
        # Summer time in New York: four hours; winter: five.
        ("2024-07-01 12:00:00", "America/New_York", "2024-07-01 16:00:00"),
        ("2024-01-01 12:00:00", "America/New_York", "2024-01-01 17:00:00"),
    ],
)
def test_a_time_is_kept_as_utc(desk, text, zone, kept):
    assert read_as(desk, text, zone) == kept


def test_typed_times_are_read_the_same_way(desk):
    duckdb.execute("set TimeZone = 'Asia/Tokyo'")
    duckdb.execute(
        "copy (select 'p' as platform_id, 'A1' as order_id, 'east' as region_id, 'delivered' as "
        "status, 5 as order_value, timestamp_ns '2024-05-01 12:00:00' as placed_at, "
        f"timestamptz '2024-05-01 13:00:00+08' as delivered_at) to '{desk.inputs}/orders.parquet'"
    )
    desk.load(
        desk.map(
            "platform: p\nsource_timezone: Asia/Shanghai\n"
            f"entities: {{orders: {{files: orders.parquet, columns: {ORDERS}}}}}"
        )
    )
    assert desk.rows("select placed_at::varchar, delivered_at::varchar from raw.orders") == [
        ("2024-05-01 04:00:00", "2024-05-01 05:00:00")
    ]


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "America/Los_Angeles",
        "Asia/Shanghai",
        "UTC",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
    ],
)
def test_offsets_are_those_of_the_time_zone_database(zone):
    periods = offsets(zone)
    assert periods[0][1] == datetime.fromisoformat("1990-01-01")
    assert periods[-1][2] == datetime.fromisoformat("2050-01-01")
    for (_, start, end, seconds), following in zip(periods, [*periods[1:], None], strict=True):
        for instant in (start, start + (end - start) / 2, end - timedelta(seconds=1)):
            local = instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
            assert local.utcoffset() == timedelta(seconds=seconds)
        assert following is None or (following[1] == end and following[3] != seconds)


def test_offsets_are_written_for_the_zones_of_the_regions(desk):
    desk.put("regions.csv", "region_id,timezone\na,Europe/Berlin\nb,Europe/Berlin\nc,UTC\n")
    desk.load()
    # Summer time of 2024 in Berlin: from 31 March 01:00 UTC to 27 October 01:00 UTC, two hours.
    assert desk.rows(
        "select valid_from::varchar, valid_to::varchar, offset_seconds from raw.zone_offsets "
        "where timezone = 'Europe/Berlin' and valid_from between '2024-01-01' and '2024-09-01'"
    ) == [("2024-03-31 01:00:00", "2024-10-27 01:00:00", 7200)]
    assert desk.rows(
        "select count(*), min(offset_seconds) from raw.zone_offsets where timezone = 'UTC'"
    ) == [(1, 0)]


def cut_off(desk) -> str:
    return desk.rows("select as_of::varchar from raw.cut_off")[0][0]


def test_the_cut_off_is_the_newest_thing_that_happened(desk):
    desk.put("orders.csv", orders(order(1)).replace("order_value", "order_value,promised_at")
             .replace(",1000", ",1000,2024-06-01 00:00:00"))  # fmt: skip
    desk.put("weather.csv", "region_id,observed_at,interval_minutes\neast,2024-12-31 00:00:00,60\n")
    desk.put(
        "complaints.csv",
        "platform_id,complaint_id,region_id,received_at,status,due_at\n"
        "p,C1,east,2024-05-01 12:45:00,open,2024-05-08 00:00:00\n",
    )
    desk.load()
    # Neither the promise, nor the deadline, nor December's weather has happened to the platform.
    assert cut_off(desk) == "2024-05-01 12:45:00"


def test_a_mistyped_year_does_not_move_the_cut_off(desk):
    desk.load_orders(order(1), order(2, delivered_at="2924-05-01 12:30:00"))
    assert cut_off(desk) == "2024-05-01 12:30:00"


def test_the_cut_off_may_be_told(desk):
    desk.put("orders.csv", orders(order(1)))
    desk.load(as_of=datetime.fromisoformat("2024-05-01T14:00:00+08:00"))
    assert cut_off(desk) == "2024-05-01 06:00:00"


def test_where_only_a_roster_is_given_it_sets_the_cut_off(desk):
    desk.put("rider_shifts.csv", "platform_id,shift_id,rider_id,region_id,started_at,ended_at\n"
             "p,1,R1,east,2024-05-01 08:00,2024-05-01 16:00\n")  # fmt: skip
    desk.load()
    assert cut_off(desk) == "2024-05-01 16:00:00"
