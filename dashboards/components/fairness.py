"""Comparisons of groups: in words, as a picture, and line by line."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts import style
from dashboards.charts.gaps import gaps
from dashboards.components import chart, tables
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import catalogue

VERDICTS = ("gap", "no_material_gap", "not_enough_data")
# In points of share: the warehouse's own margin for "no material gap".
MARGIN = 0.05
LEAST_Q = 0.001


def named(rows: pd.DataFrame, say: Texts) -> pd.DataFrame:
    """With the group's name, its reference's, and the bounds of what is drawn."""
    names = [name(row["cut"], row["member"], row["region_name"], say) for row in records(rows)]
    others = [name(row["cut"], row["reference"], None, say) for row in records(rows)]
    return rows.assign(name=names, other=others)


def records(rows: pd.DataFrame) -> list[dict]:
    return rows.to_dict("records")


def name(cut: str, member: str, region_name: str | None, say: Texts) -> str:
    if isinstance(region_name, str):
        return region_name
    key = "all_others" if member == "all others" else f"{cut}_{member}"
    return say(key) if say.has(key) else member


def verdicts(rows: pd.DataFrame, say: Texts) -> str:
    counts = rows["verdict"].value_counts()
    return say("verdicts", **{name: int(counts.get(name, 0)) for name in VERDICTS})


def unit_of_gap(metric_id: str) -> str:
    unit = catalogue.metric(metric_id)["unit"]
    return "points" if unit == "share" else unit


def picture(rows: pd.DataFrame, metric: Mapping, say: Texts, name: str) -> None:
    """The gap of each group, raw and among like cases."""
    unit = metric["unit"]
    gap_unit = unit_of_gap(metric["metric_id"])
    labels = [
        f"{style.text(row['name'])}<br>{say('column_gap')} "
        f"{wording.value(row['gap'], gap_unit, say.language)}<br>{verdict(row, say)}"
        for row in records(rows)
    ]
    drawn = rows.assign(label=labels).rename(
        columns={
            "standardised_gap": "like",
            "standardised_low": "like_low",
            "standardised_high": "like_high",
        }
    )
    words = {"gap": say("legend_gap"), "like": say("legend_like"), "margin": say("legend_margin")}
    figure = gaps(drawn, unit, MARGIN if unit == "share" else None, words)
    chart.show(figure, finding(rows, say), rows, name)


def finding(rows: pd.DataFrame, say: Texts) -> str:
    """What the picture shows, in a sentence."""
    found = rows[rows["verdict"] == "gap"]
    told = [
        say(
            "one_gap_higher" if row["gap"] > 0 else "one_gap_lower",
            name=row["name"],
            other=row["other"],
            gap=wording.value(abs(row["gap"]), unit_of_gap(row["metric_id"]), say.language),
        )
        for row in records(found)
    ]
    return wording.joined([verdicts(rows, say), *told], say.language)


def verdict(row: Mapping, say: Texts) -> str:
    return say(f"verdict_{row['verdict']}")


def lines(rows: pd.DataFrame, say: Texts) -> None:
    """One line per group of a figure, with all that is known of it."""
    shown = []
    for row in records(rows):
        unit = catalogue.metric(row["metric_id"])["unit"]
        other = _cell(row, "value_reference", unit, "value_reference", say)
        shown.append(
            {
                say("column_group"): plain(row["name"]),
                say("column_value"): _cell(row, "value_member", unit, "value_member", say),
                say("column_other"): f"{plain(row['other'])} {other}",
                **gap_cells(row, say),
                say("column_detectable"): _points(row, "minimum_detectable_gap", say),
                say("column_q"): _chance(row["q_value"]),
                **count_cell(row, say),
                say("column_verdict"): verdict(row, say),
            }
        )
    tables.lines_of_text(shown)


def gap_cells(row: Mapping, say: Texts) -> dict[str, str]:
    bounds = {"value": row["gap"], "ci_low": row["gap_low"], "ci_high": row["gap_high"]}
    interval = wording.short_interval(
        bounds | {"ci_method": "too_few_clusters"}, unit_of_gap(row["metric_id"]), say.language
    )
    return {
        say("column_gap"): _points(row, "gap", say),
        say("column_interval"): tables.unbroken(interval),
        say("column_like"): _points(row, "standardised_gap", say),
    }


def _chance(q_value: float | None) -> str:
    if q_value is None or pd.isna(q_value):
        return "—"
    return f"{q_value:.3f}" if q_value >= LEAST_Q else f"<{LEAST_Q:.3f}"


def count_cell(row: Mapping, say: Texts) -> dict[str, str]:
    counts = f"{wording.count(row['n_member'])} / {wording.count(row['n_reference'])}"
    return {say("column_n"): tables.unbroken(counts)}


def _points(row: Mapping, column: str, say: Texts) -> str:
    return _cell(row, column, unit_of_gap(row["metric_id"]), "gap", say)


def _cell(row: Mapping, column: str, unit: str, scale: str, say: Texts) -> str:
    if row[column] is None or pd.isna(row[column]):
        return "—"
    return tables.unbroken(wording.value(row[column], unit, say.language, row[scale]))


def nothing(say: Texts) -> None:
    st.info(say("nothing"), icon=":material/block:")
