"""A rate of every region between the limits of chance; no region is given a rank."""

import pandas as pd
import streamlit as st

from dashboards import control_limits, wording
from dashboards.charts import style
from dashboards.charts.funnel import extent, funnel
from dashboards.components import chart, coverage, figures, filters
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values

# Proportions of cases: what a funnel's limits are made for.
FIGURES = (
    "on_time_rate",
    "loss_rate",
    "cancel_rate",
    "item_issue_rate",
    "responded_within_48h",
    "resolved_within_7d",
    "resolved_within_14d",
    "upheld_rate",
    "complaint_propensity",
)
FEWEST_REGIONS = 3
PLACES = ("inside", "warning", "alarm", "not_judged")
WORDS = (*PLACES, "limit_95", "limit_998", "cases")


def show(say: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        platform_id = filters.platform()
        known = catalogue.metrics()
        offered = coverage.held([name for name in FIGURES if name in known])
        if not offered:
            coverage.nothing(list(FIGURES))
            return
        metric_id = filters.metric(offered, "rate")
    metric = known[metric_id]
    label = localised(metric, "label", say.language)
    chart.heading(say("funnel_title", label=label), "funnel", metric)
    rows = metric_values.across(metric_id, platform_id, "region")
    whole = metric_values.across(metric_id, platform_id, "all")
    rows = rows[rows["n"] > 0].sort_values("member")
    if len(rows) < FEWEST_REGIONS or whole.empty:
        st.info(say("funnel_too_few"), icon=":material/block:")
        return
    middle = float(whole["value"].iloc[0])
    rows = control_limits.judged(rows, middle)
    if (rows["place"] == "not_judged").all():
        st.info(say("funnel_no_intervals", regions=len(rows)), icon=":material/block:")
        return
    words = {name: say(f"funnel_{name}") for name in WORDS} | {"whole": say("legend_whole")}
    figure = funnel(figures.labelled(rows, rows["name"], "share"), middle, words)
    chart.show(figure, _finding(rows, middle, say), rows, "funnel")
    st.caption(say("funnel_explained"))


def _finding(rows: pd.DataFrame, whole: float, say: Texts) -> str:
    counts = {place: int((rows["place"] == place).sum()) for place in PLACES}
    outside = [
        say(
            "funnel_higher" if row["value"] > whole else "funnel_lower",
            name=row["name"],
            value=wording.value(row["value"], "share", say.language),
        )
        for row in rows[rows["place"] == "alarm"].to_dict("records")
    ]
    sentences = [
        say(
            "funnel_finding",
            regions=len(rows),
            whole=wording.value(whole, "share", say.language),
            **counts,
        ),
        say("funnel_outside", names=say("comma").join(outside)) if outside else "",
        say("funnel_not_judged_are", **counts) if counts["not_judged"] else "",
        _zoom_note(rows, say),
    ]
    return wording.joined(sentences, say.language)


def _zoom_note(rows: pd.DataFrame, say: Texts) -> str:
    start = style.axis_start(extent(rows)[0], "share")
    return say("axis_zoomed", start=f"{start:.0%}") if start > 0 else ""
