"""A chart as every page shows it: heading, definition, picture, what it says, rows to take away."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards.charts import style
from dashboards.components import definition, downloads, drill_link
from dashboards.components.plain import plain
from dashboards.queries.metric_values import Selection


def heading(
    title: str,
    name: str,
    metric: Mapping | None = None,
    drill: tuple[Selection, object] | None = None,
) -> None:
    """style.css gives it one height with and without a definition: neighbours stand in line.

    `drill` is what the chart shows, and the start of the period to look into.
    """
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"heading_{name}"
    ):
        st.header(title, anchor=False, width="content")
        if metric is not None:
            definition.popover(metric)
            if drill is not None:
                drill_link.show(metric["metric_id"], *drill)


def show(figure: go.Figure, finding: str, rows: pd.DataFrame, name: str) -> None:
    """`finding` stands below the chart for everyone, and is its text alternative."""
    st.plotly_chart(figure, key=name, alt=finding, config=style.CONFIG)
    st.caption(plain(finding))
    downloads.buttons(rows, name)
