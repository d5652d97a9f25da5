"""A quick look at a result: which columns, drawn how, and what it says in words."""

import pandas as pd
import streamlit as st

from dashboards.charts import quick, style
from dashboards.components.plain import plain
from dashboards.language import Texts


def show(rows: pd.DataFrame, say: Texts) -> None:
    numbers = [name for name in rows.columns if quick.is_number(rows[name])]
    if rows.empty or not numbers:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="chart_of"):
        kind = st.segmented_control(
            say("chart"), quick.KINDS, format_func=lambda name: say(f"chart_{name}"), key="kind"
        )
        if not kind:
            return
        along = list(rows.columns)
        x = st.selectbox(say("chart_x"), along, key="chart_x", width=220)
        first = next((place for place, name in enumerate(numbers) if name != x), 0)
        y = st.selectbox(say("chart_y"), numbers, index=first, key="chart_y", width=220)
    pairs = quick.drawable(rows, x, y, kind)
    if pairs.empty:
        st.info(say("chart_empty"))
        return
    finding = _finding(pairs, len(rows), x, y, say)
    st.plotly_chart(
        quick.quick(pairs, x, y, kind), key="quick_chart", alt=finding, config=style.CONFIG
    )
    st.caption(plain(finding))


def _finding(pairs: pd.DataFrame, rows: int, x: str, y: str, say: Texts) -> str:
    lowest, highest = (pairs.loc[pairs["y"].idxmin()], pairs.loc[pairs["y"].idxmax()])
    told = say(
        "chart_finding",
        x=x,
        y=y,
        drawn=f"{len(pairs):,}",
        highest=f"{highest['y']:,.6g}",
        highest_at=highest["x"],
        lowest=f"{lowest['y']:,.6g}",
        lowest_at=lowest["x"],
    )
    return told + (say("chart_partly", rows=f"{rows:,}") if len(pairs) < rows else "")
