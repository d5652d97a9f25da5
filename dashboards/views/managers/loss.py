"""Managers: orders lost, damaged, returned or cancelled, in whose hands, and what they cost."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, figures, filters, losses
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
BY_WHOM = {"custody_at_loss": "custody", "cancel_rate": "party"}
PARTS = ("orders", "causes", "money", "by_whom")

say = chosen_language.texts("loss")
part = filters.part({name: say(f"part_{name}") for name in PARTS})
if part == "by_whom":
    platform_id = filters.platform()
    for column, (metric_id, cut) in zip(st.columns(2, gap="large"), BY_WHOM.items(), strict=True):
        with column:
            figures.across(metric_id, platform_id, cut)
    st.stop()

selection = filters.selection(in_periods=part != "causes")
if part == "causes":
    losses.orders(selection, say)
    st.stop()
shown = MONEY if part == "money" else CARDS
rows = metric_values.over_time(shown, selection, selection.grain)
if rows.empty:
    coverage.nothing(shown)
    st.stop()

coverage.maturity(rows, selection.grain)
cards.grid(shown, selection, a_row=4 if part == "orders" else 2)
st.caption(say("two_readings" if part == "orders" else "two_sums"))
if part == "money":
    losses.money(selection, say)
figures.trend_beside_regions(shown, selection)
