"""A city small enough to work out by hand. All times UTC; its clocks are eight hours ahead.

Orders at noon of 2 March in Yunxi, each promised within 30 minutes unless said, and two in
a town that becomes urban on the 16th. Cut off at 20:00 local time of 31 March.
"""

from datetime import datetime, timedelta

import duckdb

from tests.dbt.raw_tables import insert

AS_OF = datetime.fromisoformat("2026-03-31 12:00")
NOON = datetime.fromisoformat("2026-03-02 04:00")


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    insert(connection, "regions", REGIONS)
    insert(connection, "orders", [_order(**order) for order in ORDERS])
    insert(connection, "rider_supply", HEAD_COUNTS)
    insert(connection, "complaints", [_complaint(**complaint) for complaint in COMPLAINTS])


def after(minutes: float, since: datetime = NOON) -> datetime:
    return since + timedelta(minutes=minutes)


def _region(region_id: str, region_type: str, valid_from: str) -> dict:
    return {
        "region_id": region_id,
        "name": region_id,
        "region_type": region_type,
        "timezone": "Asia/Shanghai",
        "valid_from": valid_from,
    }


def _order(**stated: object) -> dict:
    usual = {
        "platform_id": "p",
        "region_id": "yunxi",
        "placed_at": NOON,
        "promised_at": after(30),
        "accepted_at": after(1),
        "status": "delivered",
        "order_value": 3000,
    }
    return usual | stated


def _complaint(**stated: object) -> dict:
    return {"platform_id": "p", "region_id": "yunxi", "received_at": NOON} | stated


REGIONS = [
    _region("yunxi", "urban", "2026-01-01"),
    _region("town", "county", "2026-01-01"),
    _region("town", "urban", "2026-03-16"),
]

ORDERS = [
    {"order_id": "early", "delivered_at": after(20), "promised_at_last": after(30)},
    {
        "order_id": "on the promise",
        "delivered_at": after(30),
        "item_issue": "missing",
        "refund_amount": 500,
    },
    {
        "order_id": "a second late",
        "delivered_at": NOON + timedelta(minutes=30, seconds=1),
        "promised_at_last": after(40),
    },
    {"order_id": "31 minutes late", "delivered_at": after(61), "refund_amount": 0},
    {
        "order_id": "lost",
        "status": "lost",
        "loss_cause": "contact_failed",
        "custody_at_loss": "rider",
        "refund_amount": 3000,
    },
    {"order_id": "never heard of again", "status": "in_progress"},
    {
        "order_id": "cancelled by the shop",
        "status": "cancelled",
        "cancelled_by": "merchant",
        "cancelled_at": after(31),
    },
    {
        "order_id": "taken back at once",
        "status": "cancelled",
        "cancelled_by": "customer",
        "accepted_at": None,
    },
    {"order_id": "test, late", "delivered_at": after(300), "is_test": True},
    {"order_id": "test, on time", "delivered_at": after(10), "is_test": True},
    {
        "order_id": "test, lost",
        "status": "lost",
        "is_test": True,
        "loss_cause": "misread",
        "refund_amount": 3000,
    },
    {
        "order_id": "scheduled",
        "delivered_at": after(300),
        "promised_at": None,
        "is_scheduled": True,
    },
    {
        "order_id": "last of the county",
        "region_id": "town",
        "placed_at": "2026-03-15 15:59:59",
        "promised_at": "2026-03-15 17:00:00",
        "accepted_at": "2026-03-15 16:00:59",
        "assigned_at": "2026-03-15 16:03:59",
        "arrived_merchant_at": "2026-03-15 16:09:59",
        "picked_up_at": "2026-03-15 16:14:59",
        "arrived_customer_at": "2026-03-15 16:27:59",
        "delivered_at": "2026-03-15 16:30:00",
    },
    {
        "order_id": "first of the city",
        "region_id": "town",
        "placed_at": "2026-03-15 16:00:00",
        "promised_at": "2026-03-15 17:00:00",
        "delivered_at": "2026-03-15 16:30:00",
    },
    {
        "order_id": "under way at the cut-off",
        "placed_at": after(-10, AS_OF),
        "promised_at": after(20, AS_OF),
        "status": "in_progress",
    },
]

# Four riders for four orders when the noon orders came in, two in the half hour itself.
HEAD_COUNTS = [
    {
        "platform_id": "p",
        "region_id": "yunxi",
        "observed_at": after(minutes),
        "riders_on_shift": riders,
        "orders_outstanding": 4,
    }
    for minutes, riders in [(-10, 4), (10, 2)]
]

COMPLAINTS = [
    {
        "complaint_id": "answered and resolved in a day",
        "order_id": "lost",
        "status": "resolved",
        "steps_to_file": 3,
        "first_response_at": after(60),
        "resolved_at": after(24 * 60),
        "due_at": after(24 * 60),
        "outcome": "upheld",
        "confirmed_by_complainant": True,
        "party_at_intake": "platform",
        "party_final": "merchant",
        "loss_amount": 1000,
        "refund_amount": 900,
        "paid_out_at": after(48 * 60),
        "rider_deduction_amount": 200,
        "reopened_at": after(20 * 24 * 60),
    },
    {
        "complaint_id": "open and overdue",
        "order_id": "31 minutes late",
        "status": "open",
        "steps_to_file": 5,
        "first_response_at": after(60),
        "first_response_is_automatic": True,
        "due_at": after(24 * 60),
    },
    {
        "complaint_id": "withdrawn",
        "status": "withdrawn",
        "closed_at": after(120),
        "outcome": "rejected",
        "escalated_to": "consumer_association",
        "reversed_on_escalation": True,
        "party_at_intake": "rider",
        "party_final": "platform",
    },
    {
        "complaint_id": "merged",
        "order_id": "lost",
        "status": "merged",
        "steps_to_file": 9,
        "closed_at": after(120),
        "outcome": "upheld",
        "confirmed_by_complainant": True,
        "escalated_to": "consumer_association",
        "reversed_on_escalation": True,
        "party_at_intake": "platform",
        "party_final": "rider",
        "loss_amount": 1000,
        "refund_amount": 1000,
        "compensation_amount": 1000,
        "paid_out_at": after(180),
        "rider_deduction_amount": 1000,
        "reopened_at": after(180),
    },
    {
        "complaint_id": "resolved who knows when",
        "status": "resolved",
        "outcome": "partly_upheld",
        "confirmed_by_complainant": False,
        "party_final": "rider",
        "loss_amount": 500,
        "refund_amount": 200,
        "compensation_amount": 50,
    },
]
