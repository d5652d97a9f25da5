"""The card of one figure: value, interval, n, target, change on the period before, its course."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd
import streamlit as st

from dashboards import chosen_language, comparison, wording
from dashboards.charts import findings
from dashboards.charts.sparkline import sparkline
from dashboards.components import coverage, definition, drill_link
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values
from dashboards.queries.metric_values import Selection
from pipelines.significance import Change


def _is_better(change: Change, direction: str) -> bool:
    return (change.difference > 0) == (direction == "higher_is_better")


def _colour(change: Change, direction: str) -> str:
    """Grey unless the change is more than noise and one knows which way is better."""
    if not change.is_beyond_noise or direction == "neither":
        return "gray"
    return "green" if _is_better(change, direction) else "red"


def _change_texts(
    change: Change | None, latest: Mapping, metric: Mapping, grain: str, words: Texts
) -> dict:
    if change is None:
        return {}
    text, sign = wording.change(change.difference, metric["unit"], words.language, latest["value"])
    return {
        "delta": text,
        "delta_description": words(f"previous_{grain}"),
        "delta_arrow": {1: "up", -1: "down", 0: "off"}[sign],
        "delta_color": _colour(change, metric["direction"]) if sign else "gray",
    }


def _period(latest: Mapping, grain: str, words: Texts) -> str:
    """The whole period runs up to the cut-off; that its end is young needs no word on each card."""
    period = wording.period(grain, latest["period_start"], words.language)
    is_young = not latest["is_mature"] and grain in comparison.STEPS
    return words("immature", period=period) if is_young else period


def _noise(change: Change | None, words: Texts) -> str:
    if change is None or change.is_beyond_noise is None:
        return ""
    return words("beyond_noise" if change.is_beyond_noise else "within_noise")


def card(
    metric: Mapping,
    rows: pd.DataFrame,
    course: pd.DataFrame,
    selection: Selection,
    note: Callable[[Mapping], str] = lambda latest: "",
) -> None:
    """`rows` are the figure's periods at the chosen grain, `course` those the sparkline draws.

    `note` has a line of its own to say of the period shown.
    """
    grain, course_grain = selection.grain, selection.trend_grain
    words = chosen_language.texts("wording")
    latest = comparison.newest_mature(rows)
    change = comparison.change_on_the_period_before(rows, latest, grain)
    label, unit = localised(metric, "label", words.language), metric["unit"]
    with st.container(border=True, height="stretch", key=f"card_{metric['metric_id']}"):
        st.metric(
            label,
            wording.value(latest["value"], unit, words.language),
            help=definition.tooltip(metric) or None,
            **_change_texts(change, latest, metric, grain, words),
        )
        lines = [
            _period(latest, grain, words),
            wording.interval(latest, unit, words.language),
            words("count", n=wording.count(latest["n"])),
            _noise(change, words),
            note(latest),
            wording.target(latest, metric, words.language),
        ]
        st.caption("  \n".join(filter(None, lines)))
        mature = comparison.unbroken_end(course[course["is_mature"]], course_grain)
        drawn = sparkline(mature, unit, metric["target"])
        if drawn:
            finding = findings.trend(mature, label, unit, course_grain, words.language)
            st.image(drawn, alt=finding, width="stretch")
        drill_link.show(metric["metric_id"], selection, latest["period_start"])


def grid(
    metric_ids: list[str],
    selection: Selection,
    a_row: int = 4,
    notes: Mapping[str, Callable[[Mapping], str]] = MappingProxyType({}),
) -> None:
    """A card for each figure that has data; where one has none, its place says why."""
    rows = metric_values.over_time(metric_ids, selection, selection.grain)
    course = metric_values.over_time(metric_ids, selection, selection.trend_grain)
    for start in range(0, len(metric_ids), a_row):
        line = metric_ids[start : start + a_row]
        for column, metric_id in zip(st.columns(a_row), line, strict=False):
            periods = rows[rows["metric_id"] == metric_id]
            with column:
                if periods.empty:
                    _empty_card(catalogue.metric(metric_id))
                else:
                    own_course = course[course["metric_id"] == metric_id]
                    note = {"note": notes[metric_id]} if metric_id in notes else {}
                    card(catalogue.metric(metric_id), periods, own_course, selection, **note)


def _empty_card(metric: Mapping) -> None:
    with st.container(border=True, height="stretch", key=f"card_{metric['metric_id']}"):
        st.metric(localised(metric, "label", chosen_language.current()), "—")
        st.caption(coverage.reason(metric["metric_id"]))
