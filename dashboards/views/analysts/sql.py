"""Analysts: one statement at a time on analyst.duckdb, within limits, and what its tables hold."""

import streamlit as st

from dashboards import chosen_language, pinned_release
from dashboards.components import downloads, schema_browser
from dashboards.components.plain import plain
from dashboards.queries import readers_sql
from dashboards.queries.statement_check import RefusedError

EXAMPLES = {
    "example_figures": """select member, value, ci_low, ci_high, n
from metrics.metric_values
where metric_id = 'on_time_rate' and cut = 'region' and period_grain = 'all'
order by value""",
    "example_catalogue": """select metric_id, label_zh, label_en, unit, computed_en
from metrics.metric_catalogue
order by section, metric_id""",
    "example_loads": """select entity, file_name, rows_read, rows_loaded, rows_quarantined
from release.loads
order by load_id""",
}

say = chosen_language.texts("sql")
st.session_state.setdefault("statement", EXAMPLES["example_figures"])
st.caption(
    say("intro", rows=f"{readers_sql.ROW_LIMIT:,}", seconds=f"{readers_sql.TIME_LIMIT_SECONDS:g}")
)

editor, browser = st.columns([5, 4], gap="large")
with editor:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(say("examples"), width="content")
        for name, statement in EXAMPLES.items():
            write = {"statement": statement}
            st.button(say(name), key=name, on_click=st.session_state.update, args=(write,))
    sql = st.text_area(say("statement"), key="statement", height=190)
    if st.button(say("run"), type="primary", icon=":material/play_arrow:", key="run"):
        try:
            with st.spinner(say("running")):
                result = readers_sql.run(pinned_release.pinned("analyst"), sql)
        except RefusedError as refusal:
            st.error(plain(say(refusal.key, **refusal.values)), icon=":material/block:")
        else:
            rows = len(result.rows)
            st.caption(say("result", rows=f"{rows:,}", seconds=f"{result.seconds:.2f}"))
            if result.is_capped:
                st.warning(say("capped", rows=f"{rows:,}"), icon=":material/content_cut:")
            st.dataframe(result.rows, hide_index=True, key="result")
            downloads.buttons(result.rows, "sql")
with browser:
    schema_browser.show(say)
