"""Analysts: the orders behind a figure, and the course of one of them."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import downloads, filters, order_course
from dashboards.components.plain import plain
from dashboards.queries import orders

SHOWN = [
    "order_id",
    "region_id",
    "placed_at",
    "promised_at",
    "delivered_at",
    "order_status",
    "lateness_seconds",
    "delivery_seconds",
    "loss_cause",
    "item_issue",
    "distance_m",
    "weather_class",
]

say = chosen_language.texts("orders")
st.caption(say("introduction", limit=f"{orders.ROW_LIMIT:,}"))
if not orders.is_held():
    st.info(say("nothing_here"))
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    days = {"all": say("every_day")} | {day: day for day in orders.days()}
    hours = {"all": say("every_hour")} | {str(hour): f"{hour:02d}:00" for hour in range(24)}
    place = (
        filters.platform(),
        filters.region(),
        filters.listed("day", days, say("level_day")),
        filters.listed("hour", hours, say("level_hour")),
        filters.listed("kind", {kind: say(f"kind_{kind}") for kind in orders.KINDS}, say("kind")),
    )

found = orders.count(*place)
if not found:
    st.info(say("none_found"))
    st.stop()
rows = orders.first(*place)
key = "capped" if found > len(rows) else "found"
st.caption(say(key, count=f"{found:,}", limit=f"{len(rows):,}"))
st.dataframe(rows[SHOWN], hide_index=True, key="orders", alt=say("table"))
downloads.buttons(rows, "orders")

names = {"none": say("no_order")} | {name: plain(name) for name in rows["order_id"]}
chosen = filters.listed("order", names, say("order"))
if chosen != "none":
    order_course.show(rows[rows["order_id"] == chosen].iloc[0].to_dict(), say)
