"""What the platform's systems served, and the incidents in which they did not."""

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts import style
from dashboards.charts.courses import courses
from dashboards.charts.timeline import timeline
from dashboards.components import chart, coverage, tables
from dashboards.components.plain import plain
from dashboards.language import Texts
from dashboards.queries import catalogue
from dashboards.queries import systems as queries
from dashboards.queries.metric_values import Selection

MOST_LISTED = 10
# A date stays on one line of a narrow column.
UNBROKEN_HYPHEN = "-\u2060"
READINGS = ["peak_crash_window_share", "peak_downtime_share", "peak_orders_touched_share"]


def by_component(platform_id: str, say: Texts) -> None:
    chart.heading(say("by_component"), "by_component", catalogue.metric("availability"))
    rows = queries.served(platform_id)
    if rows.empty:
        coverage.nothing(["availability"])
        return
    rows["label"] = [
        f"{style.text(row['component'])}<br>{row['period_start']:%Y-%m-%d}<br>"
        f"{_share(row['value'])}<br>n = {wording.count(row['valid_events'])}"
        for row in rows.to_dict("records")
    ]
    whole = rows.groupby("component")[["good_events", "valid_events"]].sum()
    whole = whole["good_events"] / whole["valid_events"]
    worst = rows.loc[rows["value"].idxmin()]
    told = [
        say(
            "by_component_finding",
            components=say("comma").join(
                f"{name} {_share(value)}" for name, value in whole.items()
            ),
            worst=worst["component"],
            date=f"{worst['period_start']:%Y-%m-%d}",
            value=_share(worst["value"]),
        )
    ]
    start = style.axis_start(float(rows["value"].min()), "share")
    if start > 0:
        told.append(say("axis_zoomed", start=f"{start:.0%}"))
    drawn = rows.rename(columns={"component": "name"})
    chart.show(
        courses(drawn, "share"),
        wording.joined(told, say.language),
        rows.drop(columns="label"),
        "availability_components",
    )


def incidents(selection: Selection, say: Texts) -> None:
    """Where they fall in time, and what is written of each."""
    chart.heading(say("incidents"), "incidents")
    rows = queries.incidents(selection.platform_id, selection.member)
    if rows.empty:
        st.info(say("no_incidents"))
        return
    as_of = catalogue.release_info()["as_of"]
    drawn = rows.assign(
        # An incident that has not ended lasts to the cut-off.
        until=rows["ended_at"].fillna(as_of),
        label=[_label(row, say) for row in rows.to_dict("records")],
    )
    counts = rows["severity"].value_counts().sort_index()
    finding = say(
        "incidents_finding",
        incidents=len(rows),
        severities=say("comma").join(
            say("so_many", name=say(f"severity_{severity}"), count=count)
            for severity, count in counts.items()
        ),
        open=int(rows["ended_at"].isna().sum()),
    )
    words = {severity: say(f"severity_{severity}") for severity in counts.index}
    chart.show(timeline(drawn, words), finding, rows, "incidents")
    if len(rows) > MOST_LISTED:
        st.caption(say("newest_only", shown=MOST_LISTED, all=len(rows)))
    tables.lines_of_text([_line(row, say) for row in rows.head(MOST_LISTED).to_dict("records")])


def _where(row: dict, say: Texts) -> str:
    if row["region_id"] is None or pd.isna(row["region_id"]):
        return say("everywhere")
    return row["region_name"] if isinstance(row["region_name"], str) else row["region_id"]


def _minutes(minutes: float, say: Texts, missing: str) -> str:
    return say(missing) if pd.isna(minutes) else f"{minutes:,.1f}"


def _line(row: dict, say: Texts) -> dict[str, str]:
    return {
        say("column_started"): f"{row['started_at']:%Y-%m-%d %H:%M}".replace("-", UNBROKEN_HYPHEN),
        say("column_component"): plain(row["component"]),
        say("column_severity"): str(row["severity"]),
        say("column_where"): plain(_where(row, say)),
        say("column_detected"): tables.unbroken(
            _minutes(row["detected_after_min"], say, "undetected")
        ),
        say("column_lasted"): tables.unbroken(_minutes(row["lasted_min"], say, "not_ended")),
    }


def _label(row: dict, say: Texts) -> str:
    return "<br>".join(
        [
            f"{row['started_at']:%Y-%m-%d %H:%M} UTC",
            style.text(row["component"]) + " · " + say(f"severity_{row['severity']}"),
            style.text(_where(row, say)),
            f"{say('column_lasted')} {_minutes(row['lasted_min'], say, 'not_ended')}",
        ]
    )


def _share(value: float) -> str:
    """Finer than elsewhere: nine in a thousand is much for a system."""
    return f"{value:.2%}"
