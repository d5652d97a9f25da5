"""The public: any published figure, over time and across the regions."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import figures, filters
from dashboards.queries import catalogue

say = chosen_language.texts("explore")
metric_ids = list(catalogue.metrics())
selection = filters.selection()
drawn = filters.metric(metric_ids, "figure")

trend, regions = st.columns(2, gap="large")
with trend:
    figures.over_time(drawn, selection)
with regions:
    figures.across(drawn, selection.platform_id)
    st.caption(say("not_published"))
