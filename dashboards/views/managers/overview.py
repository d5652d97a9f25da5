"""Managers: the headlines, what is missing, and what may still change."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, downloads, filters, tables
from dashboards.queries import catalogue, metric_values

HEADLINES = [
    "on_time_rate",
    "late_rate_30",
    "loss_rate",
    "rider_gap_rate",
    "responded_within_48h",
    "resolved_within_7d",
    "kept_deadline_rate",
    "complaints_per_1000",
]

say = chosen_language.texts("overview")
selection = filters.selection()
rows = metric_values.over_time(HEADLINES, selection, selection.grain)
if rows.empty:
    coverage.nothing(HEADLINES)
    st.stop()

coverage.maturity(rows, selection.grain)
cards.grid(HEADLINES, selection)
downloads.buttons(rows, "overview")

st.subheader(say("gaps"), anchor=False)
missing = catalogue.not_available()
if missing.empty:
    st.caption(say("nothing_missing"))
else:
    st.caption(say("withheld"))
    tables.show(
        missing,
        {f"label_{say.language}": "column_metric", f"reason_{say.language}": "column_reason"},
        say,
        "missing",
    )
