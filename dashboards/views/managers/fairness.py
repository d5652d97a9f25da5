"""Managers: how groups are served beside the group they are compared with."""

import streamlit as st

from dashboards import chosen_language, wording
from dashboards.components import chart, downloads, fairness, filters
from dashboards.language import localised
from dashboards.queries import catalogue
from dashboards.queries import fairness as queries

CUTS = ["region_type", "income_band", "value_tier", "region"]

say = chosen_language.texts("fairness")
st.markdown(say("introduction"))
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    platform_id = filters.platform()
    periods = {
        f"{row.period_grain}_{row.period_start:%Y-%m-%d}": row
        for row in queries.periods(platform_id).itertuples()
    }
    if not periods:
        fairness.nothing(say)
        st.stop()
    period = periods[
        filters.listed(
            "period",
            {
                key: wording.period(row.period_grain, row.period_start, say.language)
                for key, row in periods.items()
            },
            say("period"),
        )
    ]
    every = queries.gaps(platform_id, period.period_grain, period.period_start)
    every = fairness.named(every, say)
    # What most readers ask first; the others in the order of the data.
    figures = sorted(every["metric_id"].unique(), key=lambda name: name != "on_time_rate")
    metric_id = filters.metric(figures, "figure")
    of_figure = every[every["metric_id"] == metric_id]
    cuts = [cut for cut in CUTS if cut in set(of_figure["cut"])]
    cut = filters.listed("cut", {name: say(f"cut_{name}") for name in cuts}, say("cut"))

metric = catalogue.metric(metric_id)
rows = of_figure[of_figure["cut"] == cut]
title = say("title", label=localised(metric, "label", say.language), cut=say(f"cut_{cut}"))
chart.heading(title, "fairness", metric)
fairness.picture(rows, metric, say, "fairness_gaps")
fairness.lines(rows, say)

st.subheader(say("found_title"), anchor=False)
found = every[every["verdict"] == "gap"]
st.caption(fairness.verdicts(every, say))
if len(found):
    fairness.found(found, say)
downloads.buttons(every, "fairness_all")
st.caption(say("how_judged"))
