"""One claim with its readings: what would bear each out, what the data says, the verdict."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboards import claimed_range, wording
from dashboards.components import tables
from dashboards.components.plain import plain
from dashboards.language import Texts, localised
from dashboards.queries import catalogue


def summary(readings: pd.DataFrame, say: Texts) -> None:
    """How many readings have which verdict, in a sentence."""
    counts = readings["verdict"].str.replace(" ", "_").value_counts()
    found = {verdict: int(counts.get(verdict, 0)) for verdict in claimed_range.VERDICTS}
    claims, of_them = readings["claim_id"].nunique(), len(readings)
    sentences = [say("summary", claims=claims, readings=of_them, **found)]
    if found["not_published"]:
        sentences.append(say("summary_not_published", **found))
    st.markdown(wording.joined(sentences, say.language))


def show(readings: pd.DataFrame, say: Texts) -> None:
    """A claim's own words, and a line for each reading."""
    rows = readings.to_dict("records")
    st.header(plain(localised(rows[0], "claim", say.language)), anchor=False)
    tables.lines_of_text([_line(row, say) for row in rows])


def _line(row: Mapping, say: Texts) -> dict[str, str]:
    unit = claimed_range.unit(row, catalogue.metric(row["metric_id"]))
    measured = not pd.isna(row["value"])
    return {
        say("column_reading"): plain(localised(row, "reading", say.language)),
        say("column_claimed"): claimed_range.text(row, unit, say),
        **(_found(row, unit, say) if measured else _nothing(say)),
        say("column_verdict"): say(f"verdict_{row['verdict'].replace(' ', '_')}"),
    }


def _found(row: Mapping, unit: str, say: Texts) -> dict[str, str]:
    interval = wording.short_interval(row | {"ci_method": "none"}, unit, say.language)
    return {
        say("column_found"): tables.unbroken(wording.value(row["value"], unit, say.language)),
        say("column_interval"): tables.unbroken(interval),
        say("column_n"): wording.count(row["n"]),
    }


def _nothing(say: Texts) -> dict[str, str]:
    return dict.fromkeys(map(say, ("column_found", "column_interval", "column_n")), "—")
