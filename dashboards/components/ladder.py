"""Closed, resolved and confirmed as shares of all complaints received in one period."""

import pandas as pd
import streamlit as st

from dashboards import comparison, wording
from dashboards.charts.ladder import ladder
from dashboards.components import chart, figures
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values
from dashboards.queries.metric_values import Selection

STEPS = ["closed_share", "resolved_share", "confirmed_share"]
# What is often quoted in their place; it leaves out what is still open.
MISLEADING = "resolved_of_closed"


def show(selection: Selection, say: Texts) -> None:
    values = metric_values.over_time([*STEPS, MISLEADING], selection, selection.grain)
    steps = values[values["metric_id"].isin(STEPS)]
    if steps.empty:
        return
    start = comparison.newest_mature(steps.sort_values("period_start"))["period_start"]
    period = wording.period(selection.grain, start, say.language)
    chart.heading(say("ladder_title", period=period), "ladder")
    of_period = values[values["period_start"] == start].set_index("metric_id")
    rows = of_period.reindex([name for name in STEPS if name in of_period.index]).reset_index()
    rows["name"] = [_label(metric_id, say) for metric_id in rows["metric_id"]]
    rows["is_bounded"] = rows["ci_method"] == "nonresponse_bounds"
    words = {name: say(f"ladder_{name}") for name in ("known", "possible")}
    drawn = figures.labelled(rows, rows["name"], "share")
    chart.show(ladder(drawn, words), _finding(rows, say), rows, "ladder")
    if MISLEADING in of_period.index:
        _warn(of_period.loc[MISLEADING], say)


def _label(metric_id: str, say: Texts) -> str:
    return localised(catalogue.metric(metric_id), "label", say.language)


def _finding(rows: pd.DataFrame, say: Texts) -> str:
    steps = [
        say(
            "ladder_step",
            label=row["name"],
            value=wording.value(row["value"], "share", say.language),
            interval=wording.interval(row, "share", say.language),
        )
        for row in rows.to_dict("records")
    ]
    received = wording.count(rows["n"].max())
    return wording.joined([say("ladder_received", received=received), *steps], say.language)


def _warn(row: pd.Series, say: Texts) -> None:
    st.warning(
        say(
            "ladder_warning",
            label=_label(MISLEADING, say),
            value=wording.value(row["value"], "share", say.language),
            interval=wording.interval(row, "share", say.language),
            closed=wording.count(row["n"]),
        ),
        icon=":material/warning:",
    )
