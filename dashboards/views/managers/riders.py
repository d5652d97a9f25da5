"""Managers: whether there are riders enough, how hard they work, and what others would change."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, figures, filters, half_hours, pressure, what_if
from dashboards.queries import metric_values, rider_slots

GAP = ["rider_gap_rate", "riders_required", "riders_available"]
LOAD = ["dispatch_pressure", "utilisation", "new_rider_share", "rider_churn_30d"]
PARTS = ("gap", "where", "load", "what_if")

say = chosen_language.texts("riders")
part = filters.part({name: say(f"part_{name}") for name in PARTS})
if part in ("where", "what_if"):
    if rider_slots.by_half_hour("all", "all").empty:
        st.info(say("no_slots"))
    elif part == "where":
        platform_id = filters.platform()
        half_hours.where_and_when(rider_slots.gap_by_region(platform_id), say)
        figures.across("rider_gap_rate", platform_id)
    else:
        what_if.show(say)
    st.stop()

selection = filters.selection()
shown = GAP if part == "gap" else LOAD
rows = metric_values.over_time(shown, selection, selection.grain)
slots = rider_slots.by_half_hour(selection.platform_id, selection.member)
if rows.empty and slots.empty:
    st.info(say("no_slots"))
    st.stop()

coverage.maturity(rows, selection.grain)
cards.grid(shown, selection, a_row=len(shown))
st.caption(say(f"explained_{part}"))
if part == "gap":
    left, right = st.columns(2, gap="large")
    with left:
        half_hours.through_the_day(slots, say)
    with right:
        figures.over_time("rider_gap_rate", selection)
else:
    figures.trend_beside_regions(LOAD, selection)
    pressure.show(selection.platform_id, say)
