"""What a chart shows, in a sentence: the text alternative of every chart."""

import pandas as pd

from dashboards import wording
from dashboards.language import Texts


def trend(rows: pd.DataFrame, label: str, unit: str, grain: str, language: str) -> str:
    words = Texts("wording", language)
    first, last = rows.iloc[0], rows.iloc[-1]
    if len(rows) == 1:
        return words(
            "trend_single",
            label=label,
            period=wording.period(grain, last["period_start"], language),
            value=wording.value(last["value"], unit, language),
        )
    sentence = words(
        "trend_finding",
        label=label,
        first_period=wording.period(grain, first["period_start"], language),
        last_period=wording.period(grain, last["period_start"], language),
        first=wording.value(first["value"], unit, language),
        last=wording.value(last["value"], unit, language),
        low=wording.value(rows["value"].min(), unit, language),
        high=wording.value(rows["value"].max(), unit, language),
        periods=len(rows),
    )
    immature = int((~rows["is_mature"]).sum())
    if not immature:
        return sentence
    return wording.joined([sentence, words("trend_immature", immature=immature)], language)


def members(rows: pd.DataFrame, label: str, unit: str, language: str) -> str:
    """Rows come in order of value."""
    words = Texts("wording", language)
    lowest, highest = rows.iloc[0], rows.iloc[-1]
    low, high = (wording.value(row["value"], unit, language) for row in (lowest, highest))
    if len(rows) == 1:
        return words("members_single", label=label, name=lowest["name"], value=low)
    sentence = words(
        "members_finding",
        label=label,
        highest_name=highest["name"],
        highest=high,
        lowest_name=lowest["name"],
        lowest=low,
        members=len(rows),
    )
    if not (wording.has_interval(lowest) and wording.has_interval(highest)):
        return sentence
    overlap = lowest["ci_high"] >= highest["ci_low"]
    verdict = words("members_overlap" if overlap else "members_apart")
    return wording.joined([sentence, verdict], language)
