"""What the minutes late are put down to: in all, and week by week. They add up."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import order_parts, wording
from dashboards.charts import style
from dashboards.charts.spans import spans
from dashboards.charts.stacked import stacked
from dashboards.components import chart, coverage
from dashboards.language import Texts
from dashboards.queries import catalogue

METRIC = "late_minutes"
CAUSES = list(order_parts.CAUSES)


def show(weeks: pd.DataFrame, say: Texts) -> None:
    """`weeks` holds the seconds late of each week by cause."""
    chart.heading(say("causes"), METRIC, catalogue.metric(METRIC))
    if weeks.empty:
        coverage.nothing([METRIC])
        return
    total = weeks["lateness"].sum()
    if not total:
        st.info(say("nobody_late"))
        return
    rows = pd.DataFrame({"member": CAUSES, "value": (weeks[CAUSES].sum() / 60).to_numpy()})
    rows["name"] = [say(f"cause_{cause}") for cause in CAUSES]
    rows["share"] = rows["value"] * 60 / total
    rows["text"] = [_minutes_and_share(row, say) for row in rows.to_dict("records")]
    # The largest first; what is not known stands last, as large as it may be.
    is_unknown = rows["member"] == "unknown"
    rows = pd.concat(
        [rows[~is_unknown].sort_values("value", ascending=False), rows[is_unknown]]
    ).reset_index(drop=True)
    finding = say(
        "causes_finding",
        orders=wording.count(weeks["orders"].sum()),
        total=_minutes(total / 60, say),
        parts=say("comma").join(
            f"{name} {text}" for name, text in zip(rows["name"], rows["text"], strict=True)
        ),
    )
    chart.show(_bars(rows, say), finding, rows, METRIC)


def by_week(weeks: pd.DataFrame, say: Texts) -> None:
    if weeks["lateness"].sum() == 0:
        return
    chart.heading(say("causes_by_week"), "causes_by_week")
    # Bars of one name would be stacked on one another.
    day = "%Y-%m-%d" if style.is_long(weeks["period_start"]) else "%m-%d"
    rows = weeks.assign(
        period=[f"{start:{day}}" for start in weeks["period_start"]],
        **{cause: weeks[cause] / 60 for cause in [*CAUSES, "lateness"]},
    )
    rows = rows.assign(
        **{f"{cause}_label": _labels(rows, cause, say) for cause in CAUSES},
    )
    worst = rows.loc[rows["lateness"].idxmax()]
    largest = rows[CAUSES].loc[worst.name].astype(float).idxmax()
    finding = say(
        "causes_by_week_finding",
        weeks=len(rows),
        period=wording.period("week", worst["period_start"], say.language),
        total=_minutes(worst["lateness"], say),
        cause=say(f"cause_{largest}"),
        share=wording.value(worst[largest] / worst["lateness"], "share", say.language),
    )
    names = {cause: say(f"cause_{cause}") for cause in CAUSES}
    kept = rows[["period_start", "orders", "lateness", *CAUSES]]
    chart.show(stacked(rows, names, say("minutes_axis")), finding, kept, "causes_by_week")


def _bars(rows: pd.DataFrame, say: Texts) -> go.Figure:
    """Beside each bar its share alone, which fits a telephone."""
    kinds = ["unknown" if member == "unknown" else "part" for member in rows["member"]]
    labels = [
        f"{style.text(name)}<br>{text}"
        for name, text in zip(rows["name"], rows["text"], strict=True)
    ]
    shares = [wording.value(share, "share", say.language, scale=1) for share in rows["share"]]
    drawn = rows.assign(start=0.0, end=rows["value"], kind=kinds, label=labels, text=shares)
    return spans(drawn, "minutes")


def _labels(rows: pd.DataFrame, cause: str, say: Texts) -> list[str]:
    return [
        f"{wording.period('week', row['period_start'], say.language)}<br>{say(f'cause_{cause}')} "
        + _minutes_and_share({"value": row[cause], "share": row[cause] / row["lateness"]}, say)
        if row["lateness"]
        else ""
        for row in rows.to_dict("records")
    ]


def _minutes(minutes: float, say: Texts) -> str:
    return say("whole_minutes", number=f"{minutes:,.0f}")


def _minutes_and_share(row: dict, say: Texts) -> str:
    share = wording.value(row["share"], "share", say.language, scale=1)
    return say("minutes_and_share", minutes=_minutes(row["value"], say), share=share)
