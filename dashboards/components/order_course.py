"""The course of one order: its recorded instants, beside the one that was promised."""

from collections.abc import Mapping

import pandas as pd

from dashboards.charts.order_instants import order_instants
from dashboards.components import chart, tables
from dashboards.components.plain import plain
from dashboards.language import Texts

EVENTS = (
    "placed_at",
    "accepted_at",
    "assigned_at",
    "arrived_merchant_at",
    "ready_at",
    "picked_up_at",
    "arrived_customer_at",
    "delivered_at",
    "cancelled_at",
)


def show(order: Mapping, say: Texts) -> None:
    rows = events(order)
    rows = rows.assign(name=[say(f"event_{event}") for event in rows["event"]])
    chart.heading(say("timeline", order=plain(str(order["order_id"]))), "order_course")
    words = {name: say(name) for name in ("recorded", "promise", "minutes_axis")}
    chart.show(order_instants(rows, words), finding(rows, order, say), rows, "order_course")
    tables.lines_of_text(
        [
            {
                say("column_event"): row["name"],
                say("column_at"): f"{row['at']:%Y-%m-%d %H:%M:%S}",
                say("column_minutes"): f"{row['minutes']:,.1f}",
            }
            for row in rows.to_dict("records")
        ]
    )


def events(order: Mapping) -> pd.DataFrame:
    """One row per recorded instant and for the promise, in order of time."""
    names = [name for name in (*EVENTS, "promised_at") if not pd.isna(order[name])]
    rows = pd.DataFrame({"event": names, "at": [pd.Timestamp(order[name]) for name in names]})
    minutes = (rows["at"] - pd.Timestamp(order["placed_at"])) / pd.Timedelta(minutes=1)
    return rows.assign(minutes=minutes).sort_values("at", kind="stable", ignore_index=True)


def finding(rows: pd.DataFrame, order: Mapping, say: Texts) -> str:
    recorded = rows[rows["event"] != "promised_at"]
    lateness = order["lateness_seconds"]
    if pd.isna(lateness):
        promise = say("promise_open")
    else:
        key = "promise_broken" if lateness > 0 else "promise_kept"
        promise = say(key, minutes=f"{abs(lateness) / 60:,.1f}")
    return say(
        "timeline_finding",
        events=len(recorded),
        minutes=f"{recorded['minutes'].max():,.1f}",
        promise=promise,
    )
