"""The public: any published figure, over time and across the regions."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import coverage, figures, filters
from dashboards.queries import catalogue

FIRST = "resolved_within_7d"

say = chosen_language.texts("explore")
every = list(catalogue.metrics())
selection = filters.selection()
# What is missing can be asked for too: the answer is why.
held = coverage.held(every)
first = [FIRST] if FIRST in held else []
missing = [name for name in every if name not in held]
drawn = filters.metric(list(dict.fromkeys([*first, *held, *missing])), "figure")
if drawn not in held:
    coverage.nothing([drawn])
    st.stop()

trend, regions = st.columns(2, gap="large")
with trend:
    figures.over_time(drawn, selection)
with regions:
    figures.across(drawn, selection.platform_id)
    st.caption(say("not_published"))
