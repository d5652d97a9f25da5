"""Managers: how late deliveries run, at which stage and for what causes, when and where."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import (
    cards,
    causes,
    change,
    coverage,
    figures,
    filters,
    places,
    pressure,
    stages,
    week_hours,
)
from dashboards.queries import metric_values, order_hours

# The promise stands beside every on-time rate: it is a lever of its own.
CARDS = [
    "on_time_rate",
    "promise_length_p50_min",
    "on_time_rate_delivered",
    "delivery_time_p50_min",
]
TAILS = [
    "late_rate_15",
    "late_rate_30",
    "tardiness_mean_min",
    "lateness_p90_min",
    "delivery_time_p90_min",
    "cancel_rate",
]
DRAWN = [*CARDS, *TAILS]
PARTS = ("how_late", "why", "when_and_where")

say = chosen_language.texts("delay")
part = filters.part({name: say(f"part_{name}") for name in PARTS})
selection = filters.selection()
rows = metric_values.over_time(CARDS, selection, selection.grain)
if rows.empty:
    coverage.nothing(CARDS)
    st.stop()

if part == "how_late":
    coverage.maturity(rows, selection.grain)
    cards.grid(CARDS, selection)
    st.caption(say("promise_beside"))
    figures.trend_beside_regions(DRAWN, selection)
    tails, by_pressure = st.columns(2, gap="large")
    with tails:
        figures.newest(TAILS, selection, say, "tails")
    with by_pressure:
        pressure.show(selection.platform_id, say)
elif part == "why":
    weeks = order_hours.seconds_of_causes(selection.platform_id, selection.member)
    of_an_order, of_lateness = st.columns(2, gap="large")
    with of_an_order:
        stages.show(selection, say)
    with of_lateness:
        causes.show(weeks, say)
    by_week, split = st.columns(2, gap="large")
    with by_week:
        causes.by_week(weeks, say)
    with split:
        change.show(selection.platform_id, say)
else:
    by_hour, where = st.columns(2, gap="large")
    with by_hour:
        week_hours.show(selection, say)
    with where:
        places.show(selection.platform_id, say)
