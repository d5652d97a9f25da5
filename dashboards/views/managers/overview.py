"""Managers: the headlines, what moved and why, what is missing, and what may still change."""

from collections.abc import Mapping

import streamlit as st

from dashboards import chosen_language
from dashboards.components import (
    cards,
    condition,
    coverage,
    downloads,
    filters,
    moved,
    tables,
    widest_gap,
)
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


def split(latest: Mapping) -> str:
    if selection.cut != "all":
        return ""
    parts = moved.split(selection, latest["period_start"])
    if parts:
        return say("split_of_change", **parts)
    is_shorter = selection.grain in ("day", "week")
    return say("split_by_month") if is_shorter and coverage.held(["otd_change"]) else ""


selection = filters.selection()
rows = metric_values.over_time(HEADLINES, selection, selection.grain)
if rows.empty:
    coverage.nothing(HEADLINES)
    st.stop()

condition.show(rows, selection.grain, say)
coverage.maturity(rows, selection.grain)
cards.grid(HEADLINES, selection, notes={"on_time_rate": split})
downloads.buttons(rows, "overview")

gap, movements = st.columns([1, 2], gap="large")
with gap:
    widest_gap.card(selection.platform_id, say)
with movements:
    moved.show(HEADLINES, selection, say)

st.header(say("gaps"), anchor=False)
missing = catalogue.not_available()
if missing.empty:
    st.caption(say("nothing_missing"))
else:
    st.caption(say("withheld"))
    tables.lines_of_text(
        [
            {
                say("column_reason"): reason,
                say("column_missing"): say("comma").join(rows[f"label_{say.language}"]),
            }
            for reason, rows in missing.groupby(f"reason_{say.language}", sort=False)
        ]
    )
    downloads.buttons(missing, "missing")
