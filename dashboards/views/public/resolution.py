"""The public: what became of complaints, region by region, with what the intervals mean."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import cards, coverage, figures, filters
from dashboards.components.plain import plain
from dashboards.queries import catalogue, metric_values
from dashboards.queries.metric_values import Selection

CARDS = ["resolved_within_7d", "responded_within_48h", "kept_deadline_rate", "resolved_share"]

say = chosen_language.texts("resolution")
platform = filters.platform()
whole = Selection(platform, "all")
info = catalogue.release_info()
closed = metric_values.across("closed_share", platform, "all")
if not closed.empty:
    received, ended = closed.iloc[0]["denominator"], closed.iloc[0]["numerator"]
    st.markdown(
        say(
            "lead",
            first=f"{info['first_date']:%Y-%m-%d}",
            last=f"{info['last_date']:%Y-%m-%d}",
            received=f"{received:,.0f}",
            open=f"{received - ended:,.0f}",
        )
    )
if metric_values.over_time(CARDS, whole, "all").empty:
    coverage.nothing(CARDS)
    st.stop()
cards.grid(CARDS, whole)
st.markdown(say("interval_means"))

drawn = filters.metric(coverage.held(CARDS))
regions, trend = st.columns(2, gap="large")
with regions:
    figures.across(drawn, platform)
    shown = set(metric_values.across(drawn, platform, "region")["member"])
    hidden = [name for region, name in catalogue.regions().items() if region not in shown]
    if hidden:
        names = say("comma").join(hidden[:12])
        st.caption(say("left_out", count=len(hidden), names=plain(names)))
with trend:
    figures.over_time(drawn, whole)
if held := metric_values.not_renewed(platform):
    st.caption(say("not_renewed", count=f"{held:,}"))
