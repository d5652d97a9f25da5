"""Managers: payments around the platform, disputes and fraud; and how well trips are tracked."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, figures, filters
from dashboards.queries import metric_values

PAYMENTS = [
    "off_channel_rate",
    "off_channel_suspected_rate",
    "dispute_rate",
    "fraud_bps",
    "freeze_median_h",
]
TRACKING = ["position_age_p95_s", "stale_share", "silent_trip_share", "off_route_trip_share"]
DRAWN = [*PAYMENTS, *TRACKING]

say = chosen_language.texts("payments")
selection = filters.selection()
rows = metric_values.over_time(DRAWN, selection, selection.grain)
if rows.empty:
    coverage.nothing(DRAWN)
    st.stop()

coverage.maturity(rows, selection.grain)
for name, metric_ids, a_row in (("payments", PAYMENTS, 3), ("tracking", TRACKING, 4)):
    st.header(say(name), anchor=False)
    if rows["metric_id"].isin(metric_ids).any():
        cards.grid(metric_ids, selection, a_row=a_row)
        st.caption(say(f"{name}_explained"))
    else:
        coverage.nothing(metric_ids)

figures.trend_beside_regions(DRAWN, selection)
