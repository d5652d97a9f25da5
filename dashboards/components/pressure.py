"""Lateness by how many orders wait for each rider on shift."""

import streamlit as st

from dashboards import chosen_language
from dashboards.charts import findings
from dashboards.charts.classes import classes
from dashboards.components import chart, figures
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values

METRIC = "late_rate_by_pressure"
CLASSES = ["<0.75", "0.75-1", "1-1.25", "1.25-1.5", ">=1.5", "no_rider"]


def show(platform_id: str, say: Texts) -> None:
    metric = catalogue.metric(METRIC)
    chart.heading(say("pressure"), METRIC, metric)
    rows = metric_values.across(METRIC, platform_id, "pressure")
    if rows.empty:
        st.info(say("no_pressure"))
        return
    rows = rows.set_index("member").reindex(
        [name for name in CLASSES if name in set(rows["member"])]
    )
    rows = rows.reset_index()
    rows["name"] = rows["member"].replace({"no_rider": say("pressure_no_rider"), ">=1.5": "≥1.5"})
    label = localised(metric, "label", chosen_language.current())
    chart.show(
        classes(figures.labelled(rows, rows["name"], "share"), "share", say("pressure_axis")),
        findings.members(rows.sort_values("value"), label, "share", say.language),
        rows,
        METRIC,
    )
