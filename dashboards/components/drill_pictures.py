"""Children and parts of a figure as charts, each with its rows to take away."""

from collections.abc import Mapping

import pandas as pd

from dashboards import wording
from dashboards.charts import style
from dashboards.charts.classes import classes
from dashboards.charts.members import members
from dashboards.components import chart, drill_choice, figures
from dashboards.components.drill_choice import Look
from dashboards.language import Texts

# Their members have an order of their own along the axis.
ORDERED = ("day", "hour", "slot")


def children(look: Look, rows: pd.DataFrame, whole: Mapping, unit: str, say: Texts) -> None:
    label, level = drill_choice.label(look.metric_id, say), look.next_level
    drawn = rows.dropna(subset=["value"])
    texts = [
        f"{style.text(row['name'])}<br>{wording.value(row['value'], unit, say.language)}"
        for row in drawn.to_dict("records")
    ]
    drawn = drawn.assign(label=texts)
    if level in ORDERED:
        figure = classes(drawn, unit, say(f"level_{level}"))
        zoom = ""
    else:
        # Read from above in the order of the data, which is no ranking.
        drawn = drawn.iloc[::-1]
        value = float(whole["value"]) if look.figure.denominator else None
        figure = members(
            drawn, unit, figures.legends(label) | {"whole": say("legend_whole_of")}, value
        )
        zoom = figures.zoom_note(drawn, unit, "axis_zoomed_across")
    chart.show(
        figure,
        wording.joined([_finding(drawn, label, unit, say), zoom], say.language),
        rows,
        f"drill_{look.metric_id}_{level}",
    )


def _finding(rows: pd.DataFrame, label: str, unit: str, say: Texts) -> str:
    if rows.empty:
        return say("nothing_here")
    low, high = (rows.loc[place] for place in (rows["value"].idxmin(), rows["value"].idxmax()))
    return say(
        "children_finding",
        label=label,
        count=len(rows),
        low=wording.value(low["value"], unit, say.language),
        low_name=low["name"],
        high=wording.value(high["value"], unit, say.language),
        high_name=high["name"],
    )


def parts(rows: pd.DataFrame, kind: str, say: Texts) -> None:
    texts = [
        "<br>".join(
            [
                style.text(row.name),
                wording.value(row.minutes, "minutes", say.language),
                f"{row.share:.1%}",
            ]
        )
        for row in rows.itertuples(index=False)
    ]
    drawn = rows.assign(
        value=rows["minutes"], label=texts, ci_low=float("nan"), ci_high=float("nan")
    )
    largest = rows.loc[rows["minutes"].idxmax()]
    finding = say(
        "parts_finding",
        part=largest["name"],
        minutes=wording.value(largest["minutes"], "minutes", say.language),
        share=f"{largest['share']:.1%}",
    )
    chart.show(classes(drawn, "minutes", say(f"{kind}_axis")), finding, rows, "drill_parts")
