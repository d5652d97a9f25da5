"""The parts of the data quality page."""

import pandas as pd
import streamlit as st

from dashboards.components import tables
from dashboards.language import Texts
from pipelines import clock

LOADS = {
    "load_id": "column_load",
    "entity": "column_entity",
    "file_name": "column_file",
    "rows_read": "column_read",
    "rows_loaded": "column_loaded",
    "rows_unchanged": "column_unchanged",
    "rows_superseded": "column_superseded",
    "rows_excluded": "column_excluded",
    "rows_quarantined": "column_quarantined",
    "finished_at": "column_finished",
}
CHECKS = {"check_name": "column_check", "passed": "column_result", "detail": "column_detail"}
FRESHNESS = {"entity": "column_entity", "rows_held": "column_held", "newest_at": "column_newest"}
DEADLINES = {
    "entity": "column_entity",
    "platform_id": "column_platform",
    "newest_full_date": "column_full_date",
    "deadline_at": "column_deadline",
    "state": "column_state",
}
DELETIONS = {
    "deleted_at": "column_deleted",
    "kind": "column_kind",
    "entity": "column_entity",
    "change": "column_change",
    "rows_changed": "column_changed",
}
REASONS = {
    "entity": "column_entity",
    "file_name": "column_file",
    "column_name": "column_column",
    "rule": "column_rule",
    "rows_quarantined": "column_quarantined",
}


def totals(loads: pd.DataFrame, say: Texts) -> None:
    read, quarantined = int(loads["rows_read"].sum()), int(loads["rows_quarantined"].sum())
    figures = {
        "total_read": f"{read:,}",
        "total_loaded": f"{int(loads['rows_loaded'].sum()):,}",
        "total_quarantined": f"{quarantined:,}",
        "total_share": f"{quarantined / read:.2%}" if read else "—",
    }
    for column, (key, figure) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(say(key), figure, border=True)


def checks(rows: pd.DataFrame, say: Texts) -> None:
    st.header(say("checks"), anchor=False)
    if rows.empty:
        st.info(say("no_checks"))
        return
    failed = int((~rows["passed"]).sum())
    if failed:
        st.error(say("checks_failed", failed=failed, count=len(rows)), icon=":material/error:")
    else:
        st.success(say("checks_passed", count=len(rows)), icon=":material/check:")
    results = rows["passed"].map({True: say("passed"), False: say("failed")})
    with st.expander(say("every_check"), expanded=bool(failed)):
        tables.show(rows.assign(passed=results), CHECKS, say, "checks")


def freshness(rows: pd.DataFrame, say: Texts) -> None:
    st.header(say("freshness_title"), anchor=False)
    tables.show(rows, FRESHNESS, say, "freshness")


def deadlines(rows: pd.DataFrame, say: Texts) -> None:
    """By the clock of today: a release that nothing follows grows late by itself."""
    if rows.empty:
        return
    late = rows["deadline_at"] < clock.now()
    states = late.map({True: say("overdue"), False: say("in_time")})
    dates = pd.to_datetime(rows["newest_full_date"]).dt.strftime("%Y-%m-%d")
    st.header(say("deadlines_title"), anchor=False)
    st.caption(say("deadlines_text"))
    tables.show(rows.assign(newest_full_date=dates, state=states), DEADLINES, say, "deadlines")


def quarantine(rows: pd.DataFrame, say: Texts) -> None:
    st.header(say("quarantine"), anchor=False)
    if rows.empty:
        st.caption(say("no_quarantine"))
        return
    tables.show(rows, REASONS, say, "quarantine")


def deletions(rows: pd.DataFrame, say: Texts) -> None:
    st.header(say("deletions"), anchor=False)
    if rows.empty:
        st.caption(say("no_deletion"))
        return
    st.caption(say("deletions_text"))
    tables.show(rows, DELETIONS, say, "deletions")


def loads(rows: pd.DataFrame, say: Texts) -> None:
    st.header(say("loads"), anchor=False)
    st.caption(say("loads_text"))
    tables.show(rows, LOADS, say, "loads")
