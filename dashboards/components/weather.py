"""Rain and snow: lateness by the weather's class, and ratios of wet to dry around 1."""

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.charts import findings
from dashboards.charts.classes import classes
from dashboards.charts.ratios import ratios
from dashboards.components import chart, coverage, figures
from dashboards.language import Texts, localised
from dashboards.queries import catalogue, metric_values
from dashboards.queries import weather as queries

CLASSES = ["dry", "light_rain", "heavy_rain", "snow", "unknown"]
ADJUSTED, PLACEBO = "rain_lateness_rr", "rain_lateness_placebo_rr"
BESIDE = ["rain_demand_ratio", "rain_supply_ratio", "accident_rate_ratio"]


def by_class(metric_id: str, platform_id: str, say: Texts) -> None:
    metric = catalogue.metric(metric_id)
    label = localised(metric, "label", say.language)
    chart.heading(say("by_class", label=label), metric_id, metric)
    rows = metric_values.across(metric_id, platform_id, "weather_class").set_index("member")
    rows = rows.reindex([name for name in CLASSES if name in rows.index]).reset_index()
    if set(rows["member"]) <= {"unknown"}:
        # The figure itself may be what is missing.
        if not coverage.not_available([metric_id]):
            st.info(say("no_weather"))
        return
    rows["name"] = [say(f"weather_{member}") for member in rows["member"]]
    notes = [findings.members(rows.sort_values("value"), label, metric["unit"], say.language)]
    without = rows[rows["ci_low"].isna()]
    if len(without):
        why = wording.missing_interval(without.iloc[0], say.language)
        notes.append(say("classes_without", names=say("comma").join(without["name"]), why=why))
    if set(rows["member"]) <= {"dry", "unknown"}:
        notes.append(say("no_rain"))
    chart.show(
        classes(
            figures.labelled(rows, rows["name"], metric["unit"]), metric["unit"], say("class_axis")
        ),
        wording.joined(notes, say.language),
        rows,
        f"{metric_id}_weather",
    )


def lateness(platform_id: str, say: Texts) -> None:
    """The adjusted ratio between the raw one and the placebo, which should be 1."""
    chart.heading(say("lateness_ratios"), ADJUSTED, catalogue.metric(ADJUSTED))
    held = queries.ratios([ADJUSTED, PLACEBO], platform_id).set_index("metric_id")
    if ADJUSTED not in held.index:
        coverage.nothing([ADJUSTED, PLACEBO])
        return
    rows = held.reindex([name for name in (ADJUSTED, PLACEBO) if name in held.index]).reset_index()
    raw = {
        "metric_id": "raw",
        "value": rows["raw"].iloc[0],
        "ci_method": "none",
        "n": rows["n"].iloc[0],
    }
    rows = pd.DataFrame([raw, *rows.to_dict("records")])
    rows["name"] = [say(f"ratio_{name}") for name in rows["metric_id"]]
    told = [
        say("lateness_finding", adjusted=_ratio(rows, ADJUSTED, say), raw=_ratio(rows, "raw", say))
    ]
    if PLACEBO in held.index:
        passes = held.loc[PLACEBO, "ci_low"] <= 1 <= held.loc[PLACEBO, "ci_high"]
        key = "placebo_passes" if passes else "placebo_strays"
        told.append(say(key, placebo=_ratio(rows, PLACEBO, say, "ratio")))
    _show(rows, wording.joined(told, say.language), "rain_lateness", say)
    st.caption(say("placebo_means"))


def beside(platform_id: str, say: Texts) -> None:
    """Orders, riders and accidents in the wet, over those in the dry."""
    chart.heading(say("wet_ratios"), "wet_ratios")
    held = queries.ratios(BESIDE, platform_id).set_index("metric_id")
    rows = held.reindex([name for name in BESIDE if name in held.index]).reset_index()
    if rows.empty:
        coverage.nothing(BESIDE)
        return
    rows["name"] = [say(f"ratio_{name}") for name in rows["metric_id"]]
    told = [
        say("one_ratio", name=row["name"], value=_ratio(rows, row["metric_id"], say))
        for _, row in rows.iterrows()
    ]
    _show(rows, wording.joined(told, say.language), "wet_ratios", say)
    coverage.not_available([name for name in BESIDE if name not in held.index])


def by_region(platform_id: str, say: Texts) -> None:
    chart.heading(say("ratios_by_region"), "ratios_by_region")
    rows = metric_values.across(ADJUSTED, platform_id, "region")
    if rows.empty:
        coverage.nothing([ADJUSTED])
        return
    drawn = rows.nlargest(figures.MOST_MEMBERS, "n").sort_values("name", ignore_index=True)
    apart = drawn[(drawn["ci_low"] > 1) | (drawn["ci_high"] < 1)]
    finding = say("ratios_by_region_finding", regions=len(drawn), apart=len(apart))
    _show(drawn, finding, "rain_lateness_region", say)


def _show(rows: pd.DataFrame, finding: str, name: str, say: Texts) -> None:
    words = {
        "one": say("as_in_the_dry"),
        "figure": say("legend_ratio"),
        "without_interval": say("legend_without_interval"),
    }
    chart.show(ratios(figures.labelled(rows, rows["name"], "ratio"), words), finding, rows, name)


def _ratio(rows: pd.DataFrame, metric_id: str, say: Texts, key: str = "times") -> str:
    """In words: so many times, or the bare ratio where `key` is `ratio`."""
    row = rows[rows["metric_id"] == metric_id].iloc[0]
    value = wording.value(row["value"], "ratio", say.language)
    if not wording.has_interval(row):
        return say(key, value=value)
    interval = wording.interval(row, "ratio", say.language)
    return say(f"{key}_with_interval", value=value, interval=interval)
