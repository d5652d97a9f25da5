"""Managers: how the platform's systems ran, the readings of "crash rate", and each incident."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, figures, filters, systems
from dashboards.queries import metric_values

CARDS = [
    "availability",
    "mttd_min",
    "mttr_min",
    "incident_excess_late_orders",
    "sync_lag_p95_ms",
    "payment_reconciliation_gap",
]
DRAWN = [*systems.READINGS, *CARDS]

PARTS = ("running", "incidents")

say = chosen_language.texts("systems")
part = filters.part({name: say(f"part_{name}") for name in PARTS})
selection = filters.selection()
if part == "incidents":
    systems.by_component(selection.platform_id, say)
    systems.incidents(selection, say)
    st.stop()

rows = metric_values.over_time(DRAWN, selection, selection.grain)
if rows.empty:
    coverage.nothing(DRAWN)
    st.stop()

coverage.maturity(rows, selection.grain)
st.header(say("readings"), anchor=False)
cards.grid(systems.READINGS, selection, a_row=3)
st.caption(say("readings_differ"))

st.header(say("running"), anchor=False)
cards.grid(CARDS, selection, a_row=3)
if selection.cut == "region":
    st.caption(say("whole_only"))
figures.over_time(filters.metric(coverage.held(DRAWN)), selection)
