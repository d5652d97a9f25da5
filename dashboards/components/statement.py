"""A statement on its way: started, shown while it runs with a button that stops it, its result."""

from datetime import UTC, datetime
from typing import NamedTuple

import streamlit as st

from dashboards import chosen_language, pinned_release
from dashboards.components import downloads, quick_chart
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import readers_sql
from dashboards.queries.readers_sql import Result, Running
from dashboards.queries.statement_check import RefusedError

# A quick statement is done before a page would have shown that it runs.
PATIENCE_SECONDS = 0.7
MOST_REMEMBERED = 50


class Run(NamedTuple):
    """A statement of this session, and what came of it."""

    at: datetime
    sql: str
    seconds: float
    rows: int | None


def start() -> None:
    """Run what stands in the editor."""
    stop()
    sql = st.session_state["statement"]
    st.session_state.pop("outcome", None)
    try:
        st.session_state["running"] = Running(pinned_release.pinned("analyst"), sql)
    except RefusedError as refusal:
        _finish(sql, 0.0, refusal)
    else:
        st.session_state["running"].wait(PATIENCE_SECONDS)


def stop() -> None:
    running: Running | None = st.session_state.get("running")
    if running is not None:
        running.cancel()


def settle() -> None:
    """Take up what has been done since the last run of the page."""
    running: Running | None = st.session_state.get("running")
    if running is None or not running.wait(0):
        return
    del st.session_state["running"]
    try:
        result = running.result()
    except RefusedError as refusal:
        _finish(running.sql, running.seconds, refusal)
    else:
        _finish(running.sql, result.seconds, result)


def show(say: Texts) -> None:
    if "running" in st.session_state:
        _progress()
        return
    outcome = st.session_state.get("outcome")
    if isinstance(outcome, RefusedError):
        stopped = outcome.key == "refused_cancelled"
        tell, icon = (
            (st.info, ":material/stop_circle:") if stopped else (st.error, ":material/block:")
        )
        tell(plain(say(outcome.key, **outcome.values)), icon=icon)
    elif outcome is not None:
        _result(outcome, say)


def history() -> list[Run]:
    """Newest first."""
    return st.session_state.get("runs", [])


@st.fragment(run_every=0.5)
def _progress() -> None:
    running: Running | None = st.session_state.get("running")
    if running is None or running.wait(0):
        st.rerun()
        return
    say = chosen_language.texts("sql")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(say("cancel"), icon=":material/stop:", key="cancel", on_click=stop)
        limit = f"{readers_sql.TIME_LIMIT_SECONDS:g}"
        st.caption(say("running", seconds=f"{running.seconds:.0f}", limit=limit))


def _finish(sql: str, seconds: float, outcome: Result | RefusedError) -> None:
    rows = len(outcome.rows) if isinstance(outcome, Result) else None
    run = Run(datetime.now(UTC), sql, seconds, rows)
    st.session_state["outcome"] = outcome
    st.session_state["runs"] = [run, *history()][:MOST_REMEMBERED]


def _result(result: Result, say: Texts) -> None:
    rows = f"{len(result.rows):,}"
    st.caption(say("result", rows=rows, seconds=f"{result.seconds:.2f}"))
    if result.is_capped:
        st.warning(say("capped", rows=rows), icon=":material/content_cut:")
    st.dataframe(result.rows, hide_index=True, key="result", alt=say("result_table", rows=rows))
    # A file travels without the warning above it.
    downloads.buttons(result.rows, f"sql_first_{len(result.rows)}" if result.is_capped else "sql")
    quick_chart.show(result.rows, say)
