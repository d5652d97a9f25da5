"""Managers: what rain and snow do to lateness, demand, supply and accidents, with the placebo."""

import streamlit as st

from dashboards import chosen_language, weather_credit
from dashboards.components import cards, coverage, filters, weather
from dashboards.queries import catalogue, metric_values
from dashboards.queries.metric_values import Selection

CARDS = ["rain_lateness_rr", "rain_demand_ratio", "rain_supply_ratio", "accident_rate_ratio"]
BY_CLASS = ["on_time_rate", "tardiness_mean_min"]

say = chosen_language.texts("weather")
st.markdown(say("introduction"))
# Wet and dry hours are compared over the whole run: a week may have too little rain.
selection = Selection(platform_id=filters.platform(), grain="all")
by_class = metric_values.across("on_time_rate", selection.platform_id, "weather_class")
is_unknown = set(by_class["member"]) <= {"unknown"}
if is_unknown and metric_values.over_time(CARDS, selection, "all").empty:
    coverage.nothing([*CARDS, *BY_CLASS])
    st.stop()

cards.grid(CARDS, selection)
st.caption(say("observations"))
if weather_credit.is_due(catalogue.release_info()):
    credit = f"[{weather_credit.SOURCE}]({weather_credit.SOURCE_URL})"
    licence = f"[{weather_credit.LICENCE}]({weather_credit.LICENCE_URL})"
    st.caption(f"{say('weather_by')} {credit} ({licence}): {say('weather_changed')}")

for column, metric_id in zip(st.columns(2, gap="large"), BY_CLASS, strict=True):
    with column:
        weather.by_class(metric_id, selection.platform_id, say)

lateness, beside = st.columns(2, gap="large")
with lateness:
    weather.lateness(selection.platform_id, say)
with beside:
    weather.beside(selection.platform_id, say)
weather.by_region(selection.platform_id, say)
