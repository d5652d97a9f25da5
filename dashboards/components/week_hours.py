"""When orders come late: by the hour they were placed in, and the weekday."""

import pandas as pd

from dashboards import wording
from dashboards.charts.week_hours import clock, week_hours
from dashboards.components import chart, coverage
from dashboards.language import Texts
from dashboards.queries import order_hours
from dashboards.queries.metric_values import Selection

# As few as leave a comparison of groups open, too.
FEWEST_ORDERS = 30


def show(selection: Selection, say: Texts) -> None:
    chart.heading(say("week_hours"), "week_hours")
    rows = order_hours.late_by_hour_of_the_week(selection.platform_id, selection.member)
    if rows.empty:
        coverage.nothing(["late_minutes"])
        return
    shown = rows.assign(share=rows["share"].where(rows["delivered"] >= FEWEST_ORDERS))
    shown["label"] = [_label(row, say) for row in shown.to_dict("records")]
    weekdays = [say(f"weekday_{day}") for day in range(1, 8)]
    chart.show(week_hours(shown, weekdays), _finding(shown, say), rows, "week_hours")


def _finding(rows: pd.DataFrame, say: Texts) -> str:
    known = rows.dropna(subset=["share"])
    if known.empty:
        return say("none_enough", fewest=FEWEST_ORDERS)
    few = say("few_orders", fewest=FEWEST_ORDERS, cells=len(rows) - len(known))
    worst = known.loc[known["share"].idxmax()]
    most = say(
        "week_hours_finding",
        weekday=say(f"weekday_{worst['weekday']}"),
        clock=clock(worst["hour_of_day"]),
        share=wording.value(worst["share"], "share", say.language),
        n=wording.count(worst["delivered"]),
        all=wording.value(rows["late"].sum() / rows["delivered"].sum(), "share", say.language),
    )
    return wording.joined([most, few if len(known) < len(rows) else ""], say.language)


def _label(row: dict, say: Texts) -> str:
    share = (
        say("too_few")
        if pd.isna(row["share"])
        else say("late_share", share=wording.value(row["share"], "share", say.language))
    )
    weekday = say(f"weekday_{row['weekday']}")
    return (
        f"{weekday} {clock(row['hour_of_day'])}<br>{share}<br>n = {wording.count(row['delivered'])}"
    )
