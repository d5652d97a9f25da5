"""Two days at noon, one wet and one dry, small enough to work out by hand.

Local times, eight hours ahead of UTC. Cut off at midnight of 1 April. Riders a and b were on shift
in February; in the rain of Monday, 2 March, a and c were, in the dry of Tuesday a alone. The town
had one order, and nobody was sent there.
"""

from datetime import datetime, timedelta

import duckdb

from tests.dbt.raw_tables import insert


def local(day: str, time: str) -> datetime:
    """A local time of 2026, in UTC."""
    return datetime.fromisoformat(f"2026-{day} {time}") - timedelta(hours=8)


AS_OF = local("04-01", "00:00")


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    for entity, rows in ROWS.items():
        insert(connection, entity, [{"platform_id": "p"} | row for row in rows])
    insert(connection, "regions", REGIONS)
    insert(connection, "weather", WEATHER)


def _order(day: str, placed: str, order_id: str, **stated: object) -> dict:
    """An order of Yunxi; times of the same day, promised within half an hour."""
    placed_at = local(day, placed)
    return {
        "order_id": order_id,
        "region_id": "yunxi",
        "placed_at": placed_at,
        "promised_at": placed_at + timedelta(minutes=30),
        "accepted_at": placed_at,
        "status": "delivered",
        "order_value": 3000,
    } | {name: local(day, at) if name.endswith("_at") else at for name, at in stated.items()}


def _shift(day: str, ended: str, rider: str, break_minutes: int = 0) -> dict:
    return {
        "shift_id": f"{rider} {day}",
        "rider_id": rider,
        "region_id": "yunxi",
        "started_at": local(day, "11:00"),
        "ended_at": local(day, ended),
        "break_minutes": break_minutes,
    }


def _incident(severity: int, region: str | None, day: str, started: str, **stated: str) -> dict:
    return {
        "incident_id": f"{day} {started}",
        "component": "ordering",
        "severity": severity,
        "region_id": region,
        "started_at": local(day, started),
    } | {name: local(day, at) for name, at in stated.items()}


def _minute(component: str, time: str, valid: int, good: int, lag: float) -> dict:
    return {
        "component": component,
        "minute_at": local("03-02", time),
        "valid_events": valid,
        "good_events": good,
        "sync_lag_p95_ms": lag,
    }


REGIONS = [
    {
        "region_id": region,
        "name": region,
        "region_type": region_type,
        "timezone": "Asia/Shanghai",
        "valid_from": "2026-01-01",
    }
    for region, region_type in [("yunxi", "urban"), ("town", "county")]
]

# What was observed last holds: nothing is known before the rain of Monday noon.
WEATHER = [
    {
        "region_id": "yunxi",
        "observed_at": local(day, time),
        "interval_minutes": 60,
        "precipitation_mm": millimetres,
    }
    for day, time, millimetres in [
        ("03-02", "11:00", 2),
        ("03-02", "13:00", 0),
        ("03-04", "11:00", 1),
    ]
]

ROWS = {
    "orders": [
        # Monday, wet: two late, the second placed as an outage began, the third as it ended, the
        # last in a lesser incident.
        _order("03-02", "11:05", "1", rider_id="a", assigned_at="11:10", delivered_at="11:40"),
        _order("03-02", "11:20", "2", rider_id="a", assigned_at="11:30", delivered_at="12:00"),
        _order("03-02", "11:50", "3", rider_id="c", assigned_at="11:55", delivered_at="12:20"),
        _order("03-02", "12:10", "4", delivered_at="12:40"),
        # Tuesday, dry: the second late, and delivered after the rider's shift.
        _order("03-03", "11:05", "5", rider_id="a", assigned_at="11:10", delivered_at="11:30"),
        _order("03-03", "11:20", "6", rider_id="a", assigned_at="12:50", delivered_at="13:10"),
        _order("03-03", "12:10", "7", delivered_at="12:35"),
        _order("03-03", "12:15", "lost", status="lost"),
        _order(
            "03-03",
            "11:25",
            "cancelled",
            status="cancelled",
            cancelled_by="merchant",
            cancelled_at="11:28",
        ),
        # Sunday, off peak, in an outage; and a test in the outage of Monday.
        _order("03-01", "13:05", "8", delivered_at="13:20"),
        _order("03-02", "11:15", "test", is_test=True, delivered_at="13:00"),
        _order("03-02", "09:00", "9", region_id="town", delivered_at="09:20"),
    ],
    "riders": [
        {"rider_id": "a", "region_id": "yunxi", "hired_at": "2025-01-01"},
        {"rider_id": "b", "region_id": "yunxi", "hired_at": "2026-02-20"},
    ],
    "rider_shifts": [
        _shift("02-02", "13:00", "a"),
        _shift("02-25", "12:00", "b", break_minutes=30),
        _shift("03-02", "13:00", "a"),
        _shift("03-02", "13:00", "c"),
        _shift("03-03", "13:00", "a"),
    ],
    "rider_accidents": [
        {"accident_id": f"{day} {time}", "region_id": region, "occurred_at": local(day, time)}
        for region, day, time in [
            ("yunxi", "03-02", "11:00"),
            ("yunxi", "03-02", "12:30"),
            ("yunxi", "03-02", "12:59"),
            ("yunxi", "03-02", "13:00"),
            ("town", "03-02", "12:00"),
        ]
    ],
    "incidents": [
        _incident(1, None, "03-02", "11:20", detected_at="11:22", ended_at="11:50"),
        _incident(2, "yunxi", "03-02", "12:00", detected_at="12:05", ended_at="12:30"),
        _incident(1, "yunxi", "03-01", "13:00", ended_at="13:10"),
    ],
    "system_minutes": [
        _minute("ordering", "11:00", 10, 9, 100),
        _minute("ordering", "11:01", 10, 10, 300),
        _minute("payment", "11:00", 20, 20, 150),
    ],
    "payments": [
        {
            "payment_id": order_id,
            "order_id": order_id,
            "paid_at": local("03-02", "12:00"),
            "amount": 3000,
            "via_platform": True,
        }
        for order_id in ["1", "2", "nobody's"]
    ],
}
