"""Managers: riders required against available, by half hour and region, and the gap."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, figures, filters, half_hours
from dashboards.queries import metric_values, rider_slots

CARDS = ["rider_gap_rate", "riders_required", "riders_available"]

say = chosen_language.texts("riders")
selection = filters.selection()
rows = metric_values.over_time(CARDS, selection, selection.grain)
slots = rider_slots.by_half_hour(selection.platform_id, selection.member)
if rows.empty and slots.empty:
    st.info(say("no_slots"))
    st.stop()

coverage.maturity(rows, selection.grain)
cards.grid(CARDS, selection, a_row=3)
st.caption(say("explained"))

day, trend = st.columns(2, gap="large")
with day:
    half_hours.through_the_day(slots, say)
with trend:
    figures.over_time("rider_gap_rate", selection)

half_hours.where_and_when(rider_slots.gap_by_region(selection.platform_id), say)
figures.across("rider_gap_rate", selection.platform_id)
