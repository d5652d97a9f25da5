"""Complaints still open at the cut-off: how many, how old, and past their deadline or not."""

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts.ages import ages
from dashboards.components import chart
from dashboards.language import Texts
from dashboards.queries import complaints
from dashboards.queries.metric_values import Selection

# The first day of each class; they meet the deadlines that curves are read at.
CLASSES = {0: "age_0", 2: "age_2", 7: "age_7", 14: "age_14", 30: "age_30"}
SIDES = ("past_due", "in_time", "no_deadline")


def show(selection: Selection, say: Texts) -> None:
    chart.heading(say("ages_title"), "ages")
    rows = complaints.still_open(selection.platform_id, selection.member)
    if rows.empty:
        st.info(say("nothing_open"), icon=":material/inbox:")
        return
    names = {key: say(key) for key in CLASSES.values()}
    rows = classed(rows, names)
    words = {side: say(f"side_{side}") for side in SIDES}
    words |= {"age": say("ages_axis"), "open": say("open_axis")}
    chart.show(ages(rows, list(names.values()), words), _finding(rows, say), rows, "ages")


def classed(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """One row per class of age and side of the deadline."""
    starts = [*CLASSES, float("inf")]
    age = pd.cut(rows["age_days"], starts, right=False, labels=list(names.values()))
    past = rows["is_past_due"]
    side = past.map({True: "past_due", False: "in_time"}).fillna("no_deadline")
    grouped = rows.assign(age=age, side=side).groupby(["age", "side"], observed=True)
    return grouped["open_complaints"].sum().reset_index().astype({"age": str})


def _finding(rows: pd.DataFrame, say: Texts) -> str:
    counts = rows.groupby("side")["open_complaints"].sum()
    sides = {side: wording.count(counts.get(side, 0)) for side in SIDES}
    old = rows[~rows["age"].isin([say("age_0"), say("age_2")])]["open_complaints"].sum()
    return say(
        "ages_finding",
        open=wording.count(rows["open_complaints"].sum()),
        old=wording.count(old),
        **sides,
    )
