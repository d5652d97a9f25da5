"""The way from a figure on any page to what it is made of."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboards import chosen_language, drillable, pinned_release
from dashboards.queries.metric_values import Selection

PAGE = "views/managers/drill.py"
# A rate of two tables is drilled by the side that it is about.
DRILLED_AS = {"complaints_per_1000": "complaints"}
LEVELS = ("region", "day", "hour", "category", "slot")


def show(
    metric_id: str,
    selection: Selection,
    start: date | pd.Timestamp | None = None,
    label: str | None = None,
) -> None:
    """Nothing where the figure does not add up, or the reader's app has no such page."""
    metric_id = DRILLED_AS.get(metric_id, metric_id)
    if metric_id in drillable.FIGURES and pinned_release.pinned().audience == "manager":
        st.page_link(
            PAGE,
            label=label or chosen_language.texts("shared")("drill"),
            icon=":material/account_tree:",
            query_params=address(metric_id, selection, start),
        )


def address(
    metric_id: str, selection: Selection, start: date | pd.Timestamp | None = None
) -> dict[str, str]:
    """Levels below the region are named too, so that none is left over from an earlier look."""
    chosen = dict.fromkeys(LEVELS, "all") | {"region": selection.member}
    if start is not None:
        chosen["start"] = f"{start:%Y-%m-%d}"
    return {
        "figure": metric_id,
        "grain": selection.grain,
        "platform": selection.platform_id,
        **chosen,
    }
