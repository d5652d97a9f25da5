"""A rate of every region between the limits of chance; no region is given a rank."""

import pandas as pd
import streamlit as st

from dashboards import funnel as limits
from dashboards import wording
from dashboards.charts import style
from dashboards.charts.funnel import extent, funnel
from dashboards.components import chart, figures, filters
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
WORDS = ("inside", "warning", "alarm", "limit_95", "limit_998", "cases")


def show(say: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        platform_id = filters.platform()
        known = catalogue.metrics()
        metric_id = filters.metric([name for name in FIGURES if name in known], "rate")
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
    effect = limits.design_effect(rows)
    rows = limits.judged(rows, middle, effect or 1.0)
    words = {name: say(f"funnel_{name}") for name in WORDS} | {"whole": say("legend_whole")}
    figure = funnel(figures.labelled(rows, rows["name"], "share"), middle, effect or 1.0, words)
    chart.show(figure, _finding(rows, middle, effect, say), rows, "funnel")
    st.caption(say("funnel_explained"))


def _finding(rows: pd.DataFrame, whole: float, effect: float | None, say: Texts) -> str:
    counts = rows["place"].value_counts()
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
            **{place: int(counts.get(place, 0)) for place in ("inside", "warning", "alarm")},
        ),
        say("funnel_outside", names=say("comma").join(outside)) if outside else "",
        say("funnel_binomial")
        if effect is None
        else say("funnel_clustered", effect=f"{effect:.1f}"),
        _zoom_note(rows, whole, effect or 1.0, say),
    ]
    return wording.joined(sentences, say.language)


def _zoom_note(rows: pd.DataFrame, whole: float, effect: float, say: Texts) -> str:
    start = style.axis_start(extent(rows, whole, effect)[0], "share")
    return say("axis_zoomed", start=f"{start:.0%}") if start > 0 else ""
