"""The change of the on-time rate, split into what speed, the promise and the mix did to it."""

import math

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts.spans import in_steps, spans
from dashboards.components import chart, coverage, filters
from dashboards.language import Texts
from dashboards.queries import catalogue, on_time

METRIC = "otd_change"
CAUSES = ["speed", "promise", "mix"]
# On an axis from zero no change could be seen; on one narrower than this, noise would be a swing.
NARROWEST = 0.05


def show(platform_id: str, say: Texts) -> None:
    chart.heading(say("change"), METRIC, catalogue.metric(METRIC))
    every = on_time.changes(platform_id)
    if every.empty:
        if not coverage.not_available([METRIC]):
            st.info(say("no_change"))
        return
    rows = _chosen(every, say)
    parts = rows.set_index("member").reindex(CAUSES).reset_index()
    steps = _steps(parts, say)
    limits = _limits(steps)
    zoomed = say("change_axis", low=f"{limits[0]:.0%}", high=f"{limits[1]:.0%}")
    chart.show(
        spans(steps, "share", is_connected=True, limits=limits),
        wording.joined([_finding(parts, say), zoomed], say.language),
        parts,
        METRIC,
    )
    st.caption(say("padding"))


def _chosen(every: pd.DataFrame, say: Texts) -> pd.DataFrame:
    """The newest settled period first, which is also what is shown unless another is chosen."""
    periods = {
        f"{row.period_grain}_{row.period_start:%Y-%m-%d}": row
        for row in every.sort_values("is_mature", ascending=False, kind="stable").itertuples()
    }
    names = {
        key: wording.period(row.period_grain, row.period_start, say.language)
        for key, row in periods.items()
    }
    chosen = periods[filters.listed("change", names, say("change_period"))]
    return every[
        (every["period_grain"] == chosen.period_grain)
        & (every["period_start"] == chosen.period_start)
    ]


def _steps(parts: pd.DataFrame, say: Texts) -> pd.DataFrame:
    now = parts["rate"].iloc[0]
    before = now - parts["value"].sum()
    steps = in_steps(parts[["member", "value"]], before)
    steps["kind"] = ["down" if value < 0 else "part" for value in steps["value"]]
    steps["text"] = [_points(value, say) for value in steps["value"]]
    ends = [
        {
            "member": member,
            "end": rate,
            "kind": "total",
            "text": wording.value(rate, "share", say.language),
        }
        for member, rate in (("before", before), ("now", now))
    ]
    steps = pd.concat([pd.DataFrame(ends[:1]), steps, pd.DataFrame(ends[1:])], ignore_index=True)
    steps["name"] = [say(f"change_{member}") for member in steps["member"]]
    steps["label"] = [
        f"{name}<br>{text}" for name, text in zip(steps["name"], steps["text"], strict=True)
    ]
    return steps


def _finding(parts: pd.DataFrame, say: Texts) -> str:
    now, change = parts["rate"].iloc[0], parts["value"].sum()
    grain, start = parts["period_grain"].iloc[0], parts["period_start"].iloc[0]
    told = [
        say(
            "change_finding",
            period=wording.period(grain, start, say.language),
            before=wording.value(now - change, "share", say.language),
            now=wording.value(now, "share", say.language),
            change=_points(change, say),
            parts=say("comma").join(
                say(f"change_{member}") + " " + _points(value, say)
                for member, value in zip(parts["member"], parts["value"], strict=True)
            ),
        )
    ]
    if not parts["is_mature"].all():
        told.append(say("change_immature"))
    return wording.joined(told, say.language)


def _limits(steps: pd.DataFrame) -> tuple[float, float]:
    """Whole per cents around the rates, with a part of the axis on either side for the texts."""
    ends = steps[["start", "end"]]
    low, high = float(ends.min().min()), float(ends.max().max())
    room = max(NARROWEST - (high - low), high - low) / 2
    return math.floor((low - room) * 100) / 100, math.ceil((high + room) * 100) / 100


def _points(value: float, say: Texts) -> str:
    return wording.change(value, "share", say.language, scale=0)[0]
