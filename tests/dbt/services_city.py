"""Ten orders whose payments, trips and surveys can be worked out by hand. All times UTC.

Each is picked up ten minutes after it was placed and delivered ten minutes later. The surveys are
two a day, for ten days before and ten days from the start of an intervention in Yunxi; the town is
there to compare.
"""

from datetime import date, datetime, time, timedelta

import duckdb

from tests.dbt.raw_tables import insert

AS_OF = datetime.fromisoformat("2026-03-31 12:00")
NOON = datetime.fromisoformat("2026-03-02 04:00")
STARTS_ON = date(2026, 3, 12)
DAYS = 10


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    insert(connection, "regions", [_region("yunxi"), _region("town")])
    insert(connection, "orders", ORDERS)
    insert(connection, "payments", [_payment(**payment) for payment in PAYMENTS])
    insert(connection, "tracking", FIXES)
    insert(
        connection, "interventions", [_intervention("yunxi", True), _intervention("town", False)]
    )
    insert(connection, "surveys", SURVEYS)
    # A file of orders and one of no platform.
    connection.execute(
        "insert into raw.loads_behind_run values"
        " (1, 'orders', 'p', 100, 2), (2, 'interventions', null, 100, 0)"
    )


def _region(region_id: str) -> dict:
    place = {"name": region_id, "region_type": "urban", "timezone": "Asia/Shanghai"}
    return {"region_id": region_id, "valid_from": "2026-01-01"} | place


def _order(order_id: str, placed_at: datetime = NOON, **stated: object) -> dict:
    usual = {
        "platform_id": "p",
        "region_id": "yunxi",
        "order_id": order_id,
        "placed_at": placed_at,
        "picked_up_at": placed_at + timedelta(minutes=10),
        "delivered_at": placed_at + timedelta(minutes=20),
        "status": "delivered",
        "order_value": 1000,
    }
    return usual | stated


def _payment(**stated: object) -> dict:
    usual = {"platform_id": "p", "paid_at": NOON, "amount": 1000, "via_platform": True}
    return usual | {"off_channel_signal": "none"} | stated


def _intervention(region_id: str, treated: bool) -> dict:
    start = {"starts_on": STARTS_ON, "region_id": region_id, "treated": treated}
    return {"intervention_id": "call", "name": "call before a delay"} | start


def _fix(order_id: str, seconds: int, age: int, off_route_m: float) -> dict:
    """A position, so many seconds after the pick-up."""
    fixed_at = NOON + timedelta(minutes=10, seconds=seconds)
    times = {"fixed_at": fixed_at, "received_at": fixed_at + timedelta(seconds=age)}
    return {"platform_id": "p", "order_id": order_id, "off_route_m": off_route_m} | times


def _survey(region_id: str, day: int, number: int, score: int | None) -> dict:
    # An hour before midnight there.
    sent_at = datetime.combine(STARTS_ON, time(15)) + timedelta(days=day)
    names = {"platform_id": "p", "survey_id": f"{region_id} {day} {number}", "region_id": region_id}
    return names | {"sent_at": sent_at, "answered_at": sent_at if score else None, "score": score}


def _score(region_id: str, day: int) -> int:
    """Every second day all are content; in the treated region, all are from the start on."""
    return 5 if day % 2 == 0 or (region_id == "yunxi" and day >= 0) else 2


ORDERS = [
    *[_order(f"o{number}") for number in range(1, 10)],
    # The day before, brought by a later load.
    _order("o10", NOON - timedelta(days=1), load_id=2),
    _order("test", is_test=True),
]

PAYMENTS = [
    *[{"payment_id": f"p{number}", "order_id": f"o{number}"} for number in range(5, 11)],
    {"payment_id": "p1", "order_id": "o1", "off_channel_signal": "confirmed"},
    {"payment_id": "p1 again", "order_id": "o1", "off_channel_signal": "confirmed"},
    {"payment_id": "p2", "order_id": "o2", "off_channel_signal": "suspected"},
    {
        "payment_id": "p3",
        "order_id": "o3",
        "disputed_at": NOON + timedelta(days=2),
        "fraud_confirmed": True,
        "frozen_at": NOON + timedelta(days=3),
        "unfrozen_at": NOON + timedelta(days=3, hours=5),
    },
    {"payment_id": "p4", "order_id": "o4", "disputed_at": AS_OF + timedelta(seconds=1)},
    {"payment_id": "of no order", "order_id": None, "off_channel_signal": "confirmed"},
    {"payment_id": "of an unknown order", "order_id": "o99", "disputed_at": NOON},
    {"payment_id": "of a test", "order_id": "test", "disputed_at": NOON},
]

FIXES = [
    # At most five minutes apart, off the route twice running.
    _fix("o1", 0, age=10, off_route_m=0),
    _fix("o1", 90, age=10, off_route_m=201),
    _fix("o1", 390, age=10, off_route_m=201),
    _fix("o1", 510, age=10, off_route_m=0),
    # Nothing for five minutes and a second.
    _fix("o2", 301, age=20, off_route_m=0),
    _fix("o2", 600, age=20, off_route_m=900),
    _fix("o99", 0, age=900, off_route_m=0),
]

SURVEYS = [
    *[
        _survey(region_id, day, number, _score(region_id, day))
        for region_id in ("yunxi", "town")
        for day in range(-DAYS, DAYS)
        for number in (1, 2)
    ],
    *[_survey("town", day, 3, None) for day in range(-DAYS, DAYS)],
]
