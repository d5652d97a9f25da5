"""Who is answered before whom, whose complaints lose priority, how far regions lie apart."""

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts.members import members
from dashboards.components import chart, coverage, fairness, figures, filters
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values
from dashboards.queries.metric_values import Selection

QUEUE_CUTS = ("all", "region_type", "category")
DOWNGRADE_CUTS = ("region_type", "income_band", "value_tier")


def show(say: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        platform_id = filters.platform()
    queue, downgrades = st.columns(2, gap="large")
    with queue:
        _around_zero("queue_jump_index", platform_id, QUEUE_CUTS, say)
    with downgrades:
        _around_zero("priority_downgrade_gap", platform_id, DOWNGRADE_CUTS, say)
    figures.over_time("resolution_theil", Selection(platform_id))


def _around_zero(metric_id: str, platform_id: str, cuts: tuple[str, ...], say: Texts) -> None:
    """A figure of each group on either side of 0, where all are treated alike."""
    metric = catalogue.metric(metric_id)
    label, unit = localised(metric, "label", say.language), metric["unit"]
    chart.heading(say(f"{metric_id}_title"), metric_id, metric)
    rows = pd.concat(
        metric_values.across(metric_id, platform_id, cut).sort_values("member").assign(cut=cut)
        for cut in reversed(cuts)
    )
    if rows.empty:
        coverage.nothing([metric_id])
        return
    rows["name"] = [_name(row["cut"], row["member"], say) for row in rows.to_dict("records")]
    words = {name: say(f"legend_{name}") for name in ("without_interval", "interval")}
    words |= {"figure": label, "whole": say(f"{metric_id}_zero")}
    figure = members(figures.labelled(rows, rows["name"], unit), unit, words, 0.0)
    chart.show(figure, _finding(rows, label, unit, metric_id, say), rows, metric_id)


def _name(cut: str, member: str, say: Texts) -> str:
    return say("everyone") if cut == "all" else fairness.name(cut, member, None, say)


def _finding(rows: pd.DataFrame, label: str, unit: str, metric_id: str, say: Texts) -> str:
    """Which groups surely lie beside zero, and what zero is."""
    away = rows[(rows["ci_low"] > 0) | (rows["ci_high"] < 0)]
    told = [
        say(
            "one_beside_zero",
            name=row["name"],
            value=wording.value(row["value"], unit, say.language),
        )
        for row in away.iloc[::-1].to_dict("records")
    ]
    sentence = say(
        "beside_zero" if told else "none_beside_zero",
        label=label,
        names=say("comma").join(told),
        groups=len(rows),
    )
    unknown = int(rows["ci_low"].isna().sum())
    notes = [say("too_few_for_intervals", groups=unknown) if unknown else ""]
    return wording.joined([sentence, *notes, say(f"{metric_id}_meaning")], say.language)
