"""Managers: complaints closed, resolved, answered and in time, by region and over time."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, figures, filters
from dashboards.queries import metric_values

CARDS = [
    "closed_share",
    "resolved_share",
    "responded_within_48h",
    "resolved_within_7d",
    "kept_deadline_rate",
    "complaints_per_1000",
]

DRAWN = ["resolved_within_7d", *(name for name in CARDS if name != "resolved_within_7d")]

say = chosen_language.texts("complaints")
selection = filters.selection()
rows = metric_values.over_time(CARDS, selection, selection.grain)
if rows.empty:
    coverage.nothing(CARDS)
    st.stop()

coverage.maturity(rows, selection.grain)
cards.grid(CARDS, selection, a_row=3)
st.caption(say("ladder"))

drawn = filters.metric(DRAWN)
trend, regions = st.columns(2, gap="large")
with trend:
    figures.over_time(drawn, selection)
    figures.across(drawn, selection.platform_id, "region_type")
with regions:
    figures.across(drawn, selection.platform_id)
