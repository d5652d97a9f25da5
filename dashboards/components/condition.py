"""In what condition the data of a release is: what is late, withheld, or may still change."""

import pandas as pd
import streamlit as st

from dashboards import comparison, wording
from dashboards.components import member_names
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import catalogue, data_quality

# Rare events are far apart without being late: four times as long as they usually take to come.
LATE_AFTER, USUAL_STEPS = pd.Timedelta(days=1), 4
# More periods than these are told together.
FEW = 3


def show(rows: pd.DataFrame, grain: str, say: Texts) -> None:
    """A line for each kind of trouble, and one line where there is none."""
    troubles = list(filter(None, [_late(say), _failed(say), _quarantined(say)]))
    for sentence in troubles:
        st.warning(sentence, icon=":material/report:")
    lines = [say("nothing_late") if not troubles else "", _immature(rows, grain, say)]
    text = wording.joined(lines, say.language)
    if text:
        st.caption(text)


def _late(say: Texts) -> str:
    info = catalogue.release_info()
    as_of = pd.Timestamp(info["as_of"])
    rows = data_quality.freshness().dropna(subset=["newest_at"])
    span = pd.Timestamp(info["last_date"]) - pd.Timestamp(info["first_date"]) + LATE_AFTER
    usual = span / rows["rows_held"].clip(lower=1)
    age = as_of - rows["newest_at"]
    late = rows[(age > LATE_AFTER) & (age > USUAL_STEPS * usual)]
    if late.empty:
        return ""
    told = [
        say(
            "late_entity",
            entity=plain(member_names.name("entity", row.entity)),
            newest=f"{row.newest_at:%Y-%m-%d %H:%M}",
            days=f"{(as_of - row.newest_at) / pd.Timedelta(days=1):.1f}",
        )
        for row in late.itertuples()
    ]
    return say("late", entities=say("comma").join(told))


def _failed(say: Texts) -> str:
    checks = data_quality.checks()
    failed = int((~checks["passed"].astype(bool)).sum())
    return say("failed_checks", failed=failed, count=len(checks)) if failed else ""


def _quarantined(say: Texts) -> str:
    loads = data_quality.loads()
    read, held_back = int(loads["rows_read"].sum()), int(loads["rows_quarantined"].sum())
    if not held_back:
        return ""
    return say("quarantined", rows=f"{held_back:,}", share=f"{held_back / read:.2%}")


def _immature(rows: pd.DataFrame, grain: str, say: Texts) -> str:
    """Which periods may still change, and the day from which none of their figures will."""
    young = rows[~rows["is_mature"]]
    if young.empty:
        return ""
    metrics = catalogue.metrics()
    days = young["metric_id"].map(lambda metric_id: metrics[metric_id]["maturity_days"])
    if grain not in comparison.STEPS:
        return say("immature_whole", days=int(days.max()))
    settled = young["period_start"] + comparison.STEPS[grain] + pd.to_timedelta(days, unit="D")
    starts = young["period_start"].unique()
    if len(starts) > FEW:
        return say(
            "immature_many",
            first=wording.period(grain, starts.min(), say.language),
            count=len(starts),
            settled=f"{settled.max():%Y-%m-%d}",
        )
    told = [
        say(
            "immature_until",
            period=wording.period(grain, start, say.language),
            settled=f"{settled[of_period.index].max():%Y-%m-%d}",
        )
        for start, of_period in young.groupby("period_start")
    ]
    return say("immature_periods", periods=say("comma").join(told))
