"""Managers: orders lost, damaged, returned or cancelled, in whose hands, and what they cost."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, figures, filters
from dashboards.queries import metric_values

CARDS = [
    "loss_rate",
    "item_issue_rate",
    "cancel_rate",
    "perfect_order_rate",
    "communication_loss_share",
    "communication_loss_rate",
    "return_rate",
]
MONEY = ["value_lost_minor", "value_refunded_minor"]

say = chosen_language.texts("loss")
selection = filters.selection()
rows = metric_values.over_time(CARDS, selection, selection.grain)
if rows.empty:
    coverage.nothing(CARDS)
    st.stop()

coverage.maturity(rows, selection.grain)
cards.grid(CARDS, selection)
st.caption(say("two_readings"))

drawn = filters.metric(CARDS)
trend, regions = st.columns(2, gap="large")
with trend:
    figures.over_time(drawn, selection)
    figures.across("custody_at_loss", selection.platform_id, "custody")
with regions:
    figures.across(drawn, selection.platform_id)
    figures.across("cancel_rate", selection.platform_id, "party")

figures.newest(MONEY, selection, say, "money")
