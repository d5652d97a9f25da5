"""Single orders in the shape of marts.fct_orders: each a minute later against its promise."""

from datetime import date, timedelta

import pandas as pd

from tests.dashboards.sample_figures import FIRST, REGIONS

ORDERS, DAYS = 12_000, 30
MINUTE = pd.Timedelta(minutes=1)


def orders() -> list[dict]:
    return [_order(number) for number in range(ORDERS)]


def _order(number: int) -> dict:
    day: date = FIRST + timedelta(days=number % DAYS)
    hour = 7 + number % 15
    placed_at = pd.Timestamp(day) + pd.Timedelta(hours=hour - 8, minutes=number % 60)
    is_lost, lateness = number % 150 == 0, number % 41 - 24
    promised_at = placed_at + 40 * MINUTE
    delivered_at = pd.NaT if is_lost else promised_at + lateness * MINUTE
    is_late = None if is_lost else lateness > 0
    return {
        "platform_id": "jiangcheng", "order_id": f"o{number}", "region_id": REGIONS[number % 6][0],
        "business_date": day, "hour_of_day": hour, "placed_at": placed_at,
        "promised_at": promised_at, "accepted_at": placed_at + MINUTE,
        "assigned_at": placed_at + 4 * MINUTE, "arrived_merchant_at": placed_at + 9 * MINUTE,
        "ready_at": pd.NaT, "picked_up_at": placed_at + 12 * MINUTE,
        "arrived_customer_at": pd.NaT, "delivered_at": delivered_at, "cancelled_at": pd.NaT,
        "order_status": "lost" if is_lost else "delivered",
        "loss_cause": "theft" if is_lost else None, "item_issue": None,
        "is_closed_eligible": True, "is_delivered": not is_lost, "is_lost": is_lost,
        "is_cancelled": False, "is_on_time": not is_lost and lateness <= 0, "is_late": is_late,
        "is_late_30": None if is_lost else lateness > 30,
        "lateness_seconds": None if is_lost else lateness * 60,
        "delivery_seconds": None if is_lost else (40 + lateness) * 60,
        "distance_m": 1200.0 + number % 900, "weather_class": "dry",
    }  # fmt: skip
