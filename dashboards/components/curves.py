"""How the shares answered and resolved grow with the hours since a complaint was received."""

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts.curves import curves
from dashboards.components import chart, coverage, filters
from dashboards.language import Texts
from dashboards.queries import catalogue, complaints

# Of each clock: the marked hours, of which the last ends the axis, and the figure defining it.
CLOCKS = {
    "response": ((2, 24, 48, 168), "responded_within_48h"),
    "resolution": ((48, 168, 336, 720), "resolved_within_7d"),
}
GROUPS = {
    "all": ("all",),
    "region_type": ("urban", "county", "rural"),
    "value_tier": ("high", "middle", "low"),
}


def show(platform_id: str, say: Texts) -> None:
    cut = filters.segments("group", {cut: say(f"group_{cut}") for cut in GROUPS}, say("group"))
    held = complaints.curves(platform_id, cut)
    if held.empty:
        coverage.nothing([metric_id for _, metric_id in CLOCKS.values()])
        return
    for column, clock in zip(st.columns(2, gap="large"), CLOCKS, strict=True):
        with column:
            _one(held[held["clock"] == clock], clock, cut, say)
    st.caption(say("curves_explained"))


def _one(rows: pd.DataFrame, clock: str, cut: str, say: Texts) -> None:
    hours, metric_id = CLOCKS[clock]
    chart.heading(say(f"curve_{clock}"), f"curve_{clock}", catalogue.metric(metric_id))
    if rows.empty:
        coverage.nothing([metric_id])
        return
    names = {member: say(f"{cut}_{member}") for member in GROUPS[cut]}
    drawn = rows[rows["member"].isin(names)].sort_values(
        "member", key=lambda members: members.map(list(names).index), kind="stable"
    )
    drawn = drawn.assign(name=drawn["member"].map(names))
    if cut != "all":
        drawn = drawn.drop(columns="competing_share")
    marks = {hour: say(f"mark_{hour}") for hour in hours}
    words = {"competing": say(f"competing_{clock}"), "hours": say("hours_axis")}
    figure = curves(drawn, marks, hours[-1], words)
    chart.show(figure, _finding(drawn, clock, say), rows, f"curve_{clock}")


def _finding(rows: pd.DataFrame, clock: str, say: Texts) -> str:
    """Each group at each mark; a curve ends where nobody has been watched for longer."""
    sentences = []
    for name, group in rows.groupby("name", sort=False):
        by_hour = group.set_index("hours")
        told = [
            say(
                "curve_at",
                within=say(f"within_{hour}"),
                share=wording.value(by_hour["event_share"][hour], "share", say.language),
            )
            for hour in CLOCKS[clock][0]
            if hour in by_hour.index
        ]
        if told:
            values = say("comma").join(told)
            sentences.append(say(f"curve_{clock}_finding", name=name, values=values))
    return wording.joined(sentences, say.language)
