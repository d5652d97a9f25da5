"""Two sides, figure by figure: both values, their difference, and the course of one figure."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboards import comparison, wording
from dashboards.charts import style
from dashboards.charts.two_courses import two_courses
from dashboards.components import chart, downloads, figures, tables
from dashboards.components.plain import plain
from dashboards.components.sides import Side, Sides
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values
from dashboards.queries.metric_values import Selection
from pipelines.significance import Change, change

# A period's own course is that of its days.
FINER = "day"


@dataclass(frozen=True)
class Pair:
    metric: Mapping
    first: Mapping
    second: Mapping

    @property
    def change(self) -> Change:
        return change(self.second, self.first)


def pairs(sides: Sides) -> list[Pair]:
    """The section's figures that both sides have."""
    metrics = [row for row in catalogue.metrics().values() if row["section"] == sides.section]
    ids = [row["metric_id"] for row in metrics]
    first, second = (_values(ids, side) for side in (sides.first, sides.second))
    return [
        Pair(row, first[row["metric_id"]], second[row["metric_id"]])
        for row in metrics
        if row["metric_id"] in first and row["metric_id"] in second
    ]


def _values(metric_ids: list[str], side: Side) -> dict[str, Mapping]:
    rows = metric_values.over_time(metric_ids, side.selection, side.selection.grain)
    rows = rows[rows["period_start"] == side.start]
    return {row["metric_id"]: row for row in rows.to_dict("records")}


def table(pairs: list[Pair], sides: Sides, say: Texts) -> None:
    names = [plain(side.name) for side in (sides.first, sides.second)]
    st.header(say("title", first=names[0], second=names[1]), anchor=False)
    st.caption(summary(pairs, sides, say))
    tables.lines_of_text(
        [
            {
                say("column_metric"): localised(pair.metric, "label", say.language),
                names[0]: _side(pair.first, pair.metric["unit"], _is_young(pair.first, sides), say),
                names[1]: _side(
                    pair.second, pair.metric["unit"], _is_young(pair.second, sides), say
                ),
                say("column_difference"): difference(pair, say),
                say("column_verdict"): verdict(pair.change, say),
            }
            for pair in pairs
        ]
    )
    downloads.buttons(rows(pairs), "compare")
    st.caption(say("how_judged"))


def summary(pairs: list[Pair], sides: Sides, say: Texts) -> str:
    judged = [pair.change.is_beyond_noise for pair in pairs]
    young = sum(_is_young(pair.first, sides) or _is_young(pair.second, sides) for pair in pairs)
    found = say(
        "summary",
        figures=len(pairs),
        beyond=judged.count(True),
        within=judged.count(False),
        unknown=judged.count(None),
    )
    return wording.joined([found, say("some_young", young=young) if young else ""], say.language)


def rows(pairs: list[Pair]) -> pd.DataFrame:
    """What the table shows, as numbers."""
    kept = ("value", "ci_low", "ci_high", "ci_method", "n", "is_mature")
    return pd.DataFrame(
        [
            {"metric_id": pair.metric["metric_id"], "unit": pair.metric["unit"]}
            | {f"first_{name}": pair.first[name] for name in kept}
            | {f"second_{name}": pair.second[name] for name in kept}
            | {
                "difference": pair.change.difference,
                "difference_low": pair.change.low,
                "difference_high": pair.change.high,
            }
            for pair in pairs
        ]
    )


def _is_young(row: Mapping, sides: Sides) -> bool:
    """The whole always has a young end; saying so in each line would tell nothing."""
    return sides.grain in comparison.STEPS and not row["is_mature"]


def _side(row: Mapping, unit: str, is_young: bool, say: Texts) -> str:
    words = Texts("wording", say.language)
    value = wording.value(row["value"], unit, say.language)
    interval = wording.short_interval(row, unit, say.language)
    shown = words("with_interval", value=value, interval=interval)
    n = words("count", n=wording.count(row["n"]))
    text = say("comma_between").join(map(tables.unbroken, (shown, n)))
    return say("young", text=text) if is_young else text


def difference(pair: Pair, say: Texts) -> str:
    change, unit, scale = pair.change, pair.metric["unit"], pair.first["value"]
    ends = (change.low, change.high)
    return tables.unbroken(wording.difference(change.difference, ends, unit, scale, say.language))


def verdict(change: Change, say: Texts) -> str:
    return say(
        {True: "beyond_noise_sign", False: "within_noise_sign", None: "noise_unknown_sign"}[
            change.is_beyond_noise
        ]
    )


def courses(metric_id: str, sides: Sides, say: Texts) -> None:
    """Two regions over the same dates; two periods day by day, laid over each other."""
    metric = catalogue.metric(metric_id)
    label, unit = localised(metric, "label", say.language), metric["unit"]
    chart.heading(say("course_of", label=label), "compare_course", metric)
    parts = [_course(metric_id, side, sides) for side in (sides.first, sides.second)]
    if min(map(len, parts)) < 2:
        st.info(say("no_course"))
        return
    names = [style.text(side.name) for side in (sides.first, sides.second)]
    drawn = [
        figures.labelled(
            part, pd.Series([f"{name} {day:%Y-%m-%d}" for day in part["period_start"]]), unit
        )
        for part, name in zip(parts, names, strict=True)
    ]
    axis = say("day_of_period") if sides.by == "periods" else ""
    finding = wording.joined(
        [
            _told(part, name, unit, say)
            for part, name in zip(parts, (sides.first.name, sides.second.name), strict=True)
        ]
        + [figures.zoom_note(pd.concat(parts), unit)],
        say.language,
    )
    every = pd.concat(
        [part.assign(side=name) for part, name in zip(parts, ("first", "second"), strict=True)]
    )
    chart.show(two_courses(drawn, names, unit, axis), finding, every, "compare_course")


def _course(metric_id: str, side: Side, sides: Sides) -> pd.DataFrame:
    """`place` is where on the horizontal axis a row stands."""
    if sides.by == "regions":
        rows = metric_values.over_time([metric_id], side.selection, side.selection.trend_grain)
        return rows.assign(place=rows["period_start"])
    if sides.grain == FINER:
        return pd.DataFrame({"value": []})
    days = Selection(side.selection.platform_id, FINER, side.selection.cut, side.selection.member)
    rows = metric_values.over_time([metric_id], days, FINER)
    end = side.start + comparison.STEPS[sides.grain]
    rows = rows[(rows["period_start"] >= side.start) & (rows["period_start"] < end)]
    return rows.assign(place=(rows["period_start"] - side.start).dt.days + 1)


def _told(rows: pd.DataFrame, name: str, unit: str, say: Texts) -> str:
    low, high = (
        wording.value(end, unit, say.language) for end in (rows["value"].min(), rows["value"].max())
    )
    return say("course_finding", name=name, low=low, high=high, points=len(rows))
