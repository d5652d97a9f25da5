"""Comparisons that are judged together, and the gaps found among them."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboards.components import fairness, tables
from dashboards.components.plain import plain
from dashboards.language import Texts, localised
from dashboards.queries import catalogue


def says(name: str, rows: pd.DataFrame, say: Texts) -> str:
    """Which figures are judged together, and how many comparisons that makes."""
    of_family = rows[rows["family"] == name]
    metrics = catalogue.metrics()
    labels = [
        localised(metrics[metric_id], "label", say.language)
        for metric_id in of_family["metric_id"].unique()
    ]
    return say(
        "family_says",
        family=say(f"family_{name}"),
        labels=say("comma").join(labels),
        comparisons=len(of_family),
    )


def found(rows: pd.DataFrame, say: Texts) -> None:
    """The gaps of each family, folded: one line per gap of any figure."""
    metrics = catalogue.metrics()
    for name, of_family in rows.groupby("family"):
        gaps = of_family[of_family["verdict"] == "gap"]
        counts = {"found": len(gaps), "comparisons": len(of_family)}
        title = say("family_found", family=say(f"family_{name}"), **counts)
        if gaps.empty:
            st.caption(title)
            continue
        folded = st.expander(title, key=f"found_{name}", on_change="rerun")
        if folded.open:
            with folded:
                tables.lines_of_text([_line(row, metrics, say) for row in fairness.records(gaps)])


def _line(row: Mapping, metrics: Mapping, say: Texts) -> dict[str, str]:
    return {
        say("column_metric"): localised(metrics[row["metric_id"]], "label", say.language),
        say("column_group"): plain(row["name"]),
        say("column_other"): plain(row["other"]),
        **fairness.gap_cells(row, say),
        **fairness.count_cell(row, say),
    }
