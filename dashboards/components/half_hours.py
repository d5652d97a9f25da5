"""The day of the riders: required and available by half hour, and where and when they are short."""

import pandas as pd
import streamlit as st

from dashboards.charts import half_hours
from dashboards.components import chart
from dashboards.language import Texts


def _words(say: Texts) -> dict[str, str]:
    words = {key: say(key) for key in ("riders_required", "riders_available", "gap")}
    return words | {"riders": say("riders_axis")}


def through_the_day(rows: pd.DataFrame, say: Texts) -> None:
    chart.heading(say("by_half_hour"), "half_hours")
    if rows.empty:
        st.info(say("no_slots"))
        return
    widest = rows.loc[rows["gap_riders"].idxmax()]
    finding = say(
        "half_hour_finding",
        clock=half_hours.clock(int(widest["local_slot"])),
        required=f"{widest['riders_required']:,.1f}",
        available=f"{widest['riders_available']:,.1f}",
        gap=f"{widest['gap_riders']:,.1f}",
    )
    figure = half_hours.required_and_available(rows, _words(say))
    chart.show(figure, finding, rows, "half_hours")


def where_and_when(rows: pd.DataFrame, say: Texts) -> None:
    chart.heading(say("gap_map"), "gap_map")
    known = rows.dropna(subset=["gap_rate"])
    if known.empty:
        st.info(say("no_slots"))
        return
    widest = known.loc[known["gap_rate"].idxmax()]
    finding = say(
        "gap_map_finding",
        region=widest["name"],
        clock=half_hours.clock(int(widest["local_slot"])),
        rate=f"{widest['gap_rate']:.1%}",
    )
    chart.show(half_hours.gap_map(known, _words(say)), finding, rows, "gap_map")
