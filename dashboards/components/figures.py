"""The two ways a published figure is drawn on every page: over time, and across the regions."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboards import chosen_language, comparison, wording
from dashboards.charts import findings, style
from dashboards.charts.members import members
from dashboards.charts.trend import trend
from dashboards.components import chart, coverage, filters, tables
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values
from dashboards.queries.metric_values import Selection

MOST_MEMBERS = 30
# Of sums, the whole is no member's measure.
SUMS = {"complaints", "orders", "minor"}
LEGENDS = ("interval", "immature", "without_interval", "whole")


def legends(label: str) -> dict[str, str]:
    say = chosen_language.texts("shared")
    return {name: say(f"legend_{name}") for name in LEGENDS} | {
        "figure": label,
        "target": say("target_line"),
    }


def labelled(rows: pd.DataFrame, name: pd.Series, unit: str) -> pd.DataFrame:
    """What a reader sees on pointing at a mark."""
    words = chosen_language.texts("wording")
    texts = [
        f"{style.text(title)}<br>{wording.value(row['value'], unit, words.language)}<br>"
        f"{wording.interval(row, unit, words.language)}<br>"
        f"{words('count', n=wording.count(row['n']))}"
        for title, row in zip(name, rows.to_dict("records"), strict=True)
    ]
    return rows.assign(label=texts)


def _on_an_axis(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Money is counted in minor units and read in whole ones."""
    columns = ["value", "ci_low", "ci_high"]
    return rows.assign(**rows[columns] / 100) if unit == "minor" else rows


def zoom_note(rows: pd.DataFrame, unit: str, key: str = "axis_zoomed") -> str:
    start = style.axis_start(float(rows[["value", "ci_low"]].min().min()), unit)
    return chosen_language.texts("shared")(key, start=f"{start:.0%}") if start > 0 else ""


def newest(metric_ids: list[str], selection: Selection, say: Texts, name: str) -> None:
    """A line for each figure, of its newest mature period. `name` is also the heading's text."""
    values = metric_values.over_time(metric_ids, selection, selection.grain)
    parts = [values[values["metric_id"] == metric_id] for metric_id in metric_ids]
    lines = [comparison.newest_mature(part) for part in parts if not part.empty]
    if lines:
        period = wording.period(selection.grain, lines[0]["period_start"], say.language)
        chart.heading(say(name, period=period), name)
        tables.figures(pd.DataFrame(lines), say, name)


def trend_beside_regions(metric_ids: list[str], selection: Selection) -> str:
    """How a page of figures closes: one of them, as the reader chooses, in time and by place."""
    chosen = filters.metric(coverage.held(metric_ids))
    trend_of_it, regions = st.columns(2, gap="large")
    with trend_of_it:
        over_time(chosen, selection)
    with regions:
        across(chosen, selection.platform_id)
    return chosen


def over_time(metric_id: str, selection: Selection) -> None:
    say = chosen_language.texts("shared")
    metric = catalogue.metric(metric_id)
    label, unit = localised(metric, "label", say.language), metric["unit"]
    grain = selection.trend_grain
    rows = metric_values.over_time([metric_id], selection, grain)
    newest = None if rows.empty else comparison.newest_mature(rows)["period_start"]
    shown = replace(selection, grain=grain)
    chart.heading(say("trend_of", label=label), f"{metric_id}_trend", metric, (shown, newest))
    if rows.empty:
        coverage.nothing([metric_id])
        return
    periods = [wording.period(grain, start, say.language) for start in rows["period_start"]]
    drawn = _on_an_axis(labelled(rows, pd.Series(periods), unit), unit)
    finding = findings.trend(rows, label, unit, grain, say.language)
    notes = [finding, zoom_note(rows, unit)]
    chart.show(
        trend(comparison.with_holes(drawn, grain), unit, legends(label), metric["target"]),
        wording.joined(notes, say.language),
        rows,
        f"{metric_id}_trend",
    )


def across(metric_id: str, platform_id: str, cut: str = "region") -> None:
    say = chosen_language.texts("shared")
    metric = catalogue.metric(metric_id)
    label, unit = localised(metric, "label", say.language), metric["unit"]
    chart.heading(say(f"across_{cut}s", label=label), f"{metric_id}_{cut}")
    rows = metric_values.across(metric_id, platform_id, cut)
    if rows.empty:
        coverage.nothing([metric_id])
        return
    if set(rows["member"]) == {"unknown"}:
        st.info(say("all_unknown"), icon=":material/block:")
        return
    if cut != "region":
        rows["name"] = [
            say(f"{cut}_{member}") if say.has(f"{cut}_{member}") else member
            for member in rows["member"]
        ]
    drawn = rows.nlargest(MOST_MEMBERS, "n").sort_values(["value", "member"])
    finding = findings.members(drawn, label, unit, say.language)
    if cut == "region":
        # By value it would be a league table. The last is drawn on top.
        drawn = drawn.sort_values(["name", "member"], ascending=False)
    # Parts add up to the whole; only the figures of places can lie on either side of it.
    is_of_places = cut in ("region", "region_type") and unit not in SUMS
    whole = metric_values.across(metric_id, platform_id, "all")
    figure = members(
        _on_an_axis(labelled(drawn, drawn["name"], unit), unit),
        unit,
        legends(label),
        float(whole["value"].iloc[0]) if is_of_places and len(whole) else None,
    )
    notes = [
        finding,
        zoom_note(drawn, unit, "axis_zoomed_across"),
    ]
    if len(drawn) < len(rows):
        notes.append(say("largest_only", shown=len(drawn), all=len(rows)))
    chart.show(figure, wording.joined(notes, say.language), rows, f"{metric_id}_{cut}")
