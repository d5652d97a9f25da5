"""Analysts: one statement at a time on analyst.duckdb, within limits, and what its tables hold."""

import streamlit as st

from dashboards import chosen_language
from dashboards.components import schema_browser, statement, statement_sources
from dashboards.queries import readers_sql

say = chosen_language.texts("sql")
statement.settle()
st.session_state.setdefault("statement", statement_sources.first())
st.caption(
    say("intro", rows=f"{readers_sql.ROW_LIMIT:,}", seconds=f"{readers_sql.TIME_LIMIT_SECONDS:g}")
)

editor, browser = st.columns([5, 4], gap="large")
with editor:
    statement_sources.bring(say)
    # Streamlit forgets a widget's value when the page changes, unless it is set anew.
    st.session_state["statement"] = st.session_state["statement"]
    sql = st.text_area(say("statement"), key="statement", height=230)
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("run"),
            type="primary",
            icon=":material/play_arrow:",
            key="run",
            on_click=statement.start,
        )
        statement_sources.keep(sql, say)
    statement.show(say)
    statement_sources.history(say)
with browser:
    schema_browser.show(say)
