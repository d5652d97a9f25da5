"""Managers: what becomes of complaints, how fast, what is still open, who answers for it."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import backlog, cards, coverage, curves, figures, filters, ladder
from dashboards.components import responsibility as parties
from dashboards.queries import metric_values

CARDS = {
    "outcome": [
        "closed_share",
        "resolved_share",
        "responded_within_48h",
        "resolved_within_7d",
        "kept_deadline_rate",
        "complaints_per_1000",
    ],
    "curves": [],
    "backlog": ["backlog_open", "backlog_age_p90_h", "kept_deadline_rate"],
    "responsibility": ["blame_shift_rate", "blame_shift_back_rate", "rider_deduction_minor"],
    "redress": [
        "compensation_ratio_p50",
        "refund_only_share",
        "money_back_median_h",
        "steps_to_file_mean",
        "upheld_rate",
        "reopen_rate",
        "escalation_rate",
        "reversal_rate",
    ],
}

say = chosen_language.texts("complaints")
part = filters.part({name: say(f"part_{name}") for name in CARDS})
shown = CARDS[part]
st.caption(say(f"introduction_{part}"))
if part == "curves":
    curves.show(filters.platform(), say)
    st.stop()

selection = filters.selection()
rows = metric_values.over_time(shown, selection, selection.grain)
if rows.empty:
    coverage.nothing(shown)
    st.stop()

coverage.maturity(rows, selection.grain)
cards.grid(shown, selection, a_row=4 if len(shown) == 8 else 3)
if part == "outcome":
    ladder.show(selection, say)
if part == "backlog":
    backlog.show(selection, say)
if part == "responsibility":
    flow, mix = st.columns(2, gap="large")
    with flow:
        parties.show(selection, say)
    with mix:
        figures.across("responsibility_mix", selection.platform_id, "party")

# Town and country stand side by side on the page of fairness.
figures.trend_beside_regions(
    sorted(shown, key=lambda name: name != "resolved_within_7d"), selection
)
