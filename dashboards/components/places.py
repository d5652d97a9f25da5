"""The regions where they lie, each with its on-time rate and how many orders it had."""

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts import style
from dashboards.charts.places import places
from dashboards.components import chart, coverage
from dashboards.components.plain import plain
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values, on_time

METRIC = "on_time_rate"
MOST_PLACES, MOST_NAMES = 200, 10


def show(platform_id: str, say: Texts) -> None:
    metric = catalogue.metric(METRIC)
    label = localised(metric, "label", say.language)
    chart.heading(say("map", label=label), "map")
    rows = on_time.by_place(platform_id)
    if rows.empty:
        coverage.nothing([METRIC])
        return
    is_known = rows["latitude"].notna() & rows["longitude"].notna()
    nowhere = rows[~is_known]
    if not is_known.any():
        st.info(say("no_coordinates", regions=len(rows)))
        return
    whole = float(metric_values.across(METRIC, platform_id, "all")["value"].iloc[0])
    drawn = rows[is_known].nlargest(MOST_PLACES, "n")
    drawn["standing"] = [_standing(row, whole) for row in drawn.to_dict("records")]
    drawn["label"] = [_label(row, say) for row in drawn.to_dict("records")]
    words = {
        name: say(f"map_{name}") for name in ("above", "around", "below", "longitude", "latitude")
    }
    chart.show(
        places(drawn, words | {"value": label}), _finding(drawn, label, whole, say), rows, "map"
    )
    if len(nowhere):
        names = say("comma").join(plain(name) for name in nowhere["name"].head(MOST_NAMES))
        key = "without_coordinates" if len(nowhere) <= MOST_NAMES else "many_without_coordinates"
        st.caption(say(key, names=names, regions=len(nowhere)))


def _standing(row: dict, whole: float) -> str:
    """Apart from the whole only where its interval is: a map is no league table."""
    if not wording.has_interval(row) or row["ci_low"] <= whole <= row["ci_high"]:
        return "around"
    return "above" if row["value"] > whole else "below"


def _finding(rows: pd.DataFrame, label: str, whole: float, say: Texts) -> str:
    def named(standing: str) -> str:
        names = rows[rows["standing"] == standing].sort_values("name")["name"]
        few = say("comma").join(names.head(MOST_NAMES))
        return (
            few if len(names) <= MOST_NAMES else say("among_others", names=few, regions=len(names))
        )

    told = [
        say(
            "map_finding",
            label=label,
            regions=len(rows),
            whole=wording.value(whole, "share", say.language),
        )
    ]
    for standing in ("above", "below"):
        if (rows["standing"] == standing).any():
            told.append(say(f"map_{standing}_are", names=named(standing)))
    return wording.joined(told, say.language)


def _label(row: dict, say: Texts) -> str:
    return "<br>".join(
        [
            style.text(row["name"]),
            wording.value(row["value"], "share", say.language),
            wording.interval(row, "share", say.language),
            f"n = {wording.count(row['n'])}",
        ]
    )
