"""Where the time of an order goes: its stages one after the other, adding up to the whole."""

import pandas as pd

from dashboards import order_parts, wording
from dashboards.charts import style
from dashboards.charts.spans import in_steps, spans
from dashboards.components import chart, coverage
from dashboards.language import Texts
from dashboards.queries import catalogue, metric_values, order_hours
from dashboards.queries.metric_values import Selection

METRIC = "stage_minutes"


def show(selection: Selection, say: Texts) -> None:
    chart.heading(say("stages"), METRIC, catalogue.metric(METRIC))
    if coverage.not_available([METRIC]):
        return
    held = order_hours.seconds_of_stages(selection.platform_id, selection.member)
    if not held["orders"]:
        coverage.nothing([METRIC])
        return
    rows = _rows(held, selection, say)
    unit = "minutes"
    minutes = {row["member"]: row["text"] for row in rows.to_dict("records")}
    longest = rows.iloc[rows["value"].iloc[:-1].argmax()]
    finding = say(
        "stages_finding",
        orders=wording.count(held["orders"]),
        whole=minutes["whole"],
        parts=say("comma").join(
            f"{row['name']} {row['text']}" for row in rows.iloc[:-1].to_dict("records")
        ),
        longest=longest["name"],
        share=wording.value(longest["value"] / rows["value"].iloc[-1], "share", say.language),
    )
    chart.show(spans(rows, unit, is_connected=True), finding, rows.drop(columns="label"), METRIC)


def _rows(held: pd.Series, selection: Selection, say: Texts) -> pd.DataFrame:
    """Mean minutes of each stage, and of all: from their beginning to their end."""
    parts = pd.DataFrame({"member": order_parts.STAGES})
    parts["value"] = [held[stage] / held["orders"] / 60 for stage in parts["member"]]
    parts = in_steps(parts)
    parts["kind"] = ["unknown" if stage == "unattributed" else "part" for stage in parts["member"]]
    whole = parts["value"].sum()
    parts.loc[len(parts)] = {
        "member": "whole", "value": whole, "start": 0.0, "end": whole, "kind": "total",
    }  # fmt: skip
    parts = parts.merge(_intervals(selection), how="left", on="member")
    parts["n"] = int(held["orders"])
    parts["name"] = [say(f"stage_{stage}") for stage in parts["member"]]
    parts["text"] = [wording.value(value, "minutes", say.language) for value in parts["value"]]
    parts["label"] = [_label(row, say) for row in parts.to_dict("records")]
    return parts


def _intervals(selection: Selection) -> pd.DataFrame:
    """Published for the stages of all regions together."""
    columns = ["member", "ci_low", "ci_high", "ci_method"]
    if selection.cut != "all":
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    stages = metric_values.across(METRIC, selection.platform_id, "stage")
    whole = metric_values.across(METRIC, selection.platform_id, "all")
    return pd.concat([stages, whole.replace({"member": {"all": "whole"}})])[columns]


def _label(row: dict, say: Texts) -> str:
    lines = [style.text(row["name"]), row["text"]]
    if wording.has_interval(row):
        lines.append(wording.interval(row, "minutes", say.language))
    return "<br>".join([*lines, f"n = {wording.count(row['n'])}"])
