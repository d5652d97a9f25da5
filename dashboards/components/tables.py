"""Small tables that are read whole: plain, with headings in the reader's language."""

import pandas as pd
import streamlit as st

from dashboards import wording
from dashboards.components import downloads, member_names
from dashboards.components.plain import plain
from dashboards.language import Texts, localised
from dashboards.queries import catalogue

# As wide as a digit and as a comma: they set short counts below the ends of long ones.
DIGIT_SPACE, COMMA_SPACE = "\u2007", "\u2008"

# Columns whose codes have names in the reader's language.
NAMED = {"entity", "kind", "change"}


def counts(numbers: pd.Series) -> list[str]:
    """Whole numbers in groups of thousands, each as wide as the widest."""
    texts = [f"{number:,}" for number in numbers]
    widest = max(texts, key=len, default="")
    ground = "".join(COMMA_SPACE if mark == "," else DIGIT_SPACE for mark in widest)
    return [ground[: len(widest) - len(text)] + text for text in texts]


def show(rows: pd.DataFrame, columns: dict[str, str], say: Texts, name: str) -> None:
    """`columns` maps a column to its heading's key; the download holds the rows as they are."""
    shown = {say(key): _texts(_named(rows[column])) for column, key in columns.items()}
    st.table(pd.DataFrame(shown), border="horizontal", hide_index=True)
    downloads.buttons(rows, name)


def _named(cells: pd.Series) -> pd.Series:
    if cells.name not in NAMED:
        return cells
    return cells.map(lambda code: member_names.name(cells.name, code))


def _texts(cells: pd.Series) -> list[str]:
    if pd.api.types.is_integer_dtype(cells):
        return counts(cells)
    if pd.api.types.is_datetime64_any_dtype(cells):
        cells = cells.dt.strftime("%Y-%m-%d %H:%M")
    return ["—" if pd.isna(cell) else plain(str(cell)) for cell in cells]


def figures(rows: pd.DataFrame, say: Texts, name: str) -> None:
    """One line per figure: value, interval, n, each in its own unit."""
    metrics = catalogue.metrics()
    lines = []
    for row in rows.to_dict("records"):
        metric = metrics[row["metric_id"]]
        unit = metric["unit"]
        lines.append(
            {
                say("column_metric"): localised(metric, "label", say.language),
                say("column_value"): unbroken(wording.value(row["value"], unit, say.language)),
                say("column_interval"): unbroken(wording.short_interval(row, unit, say.language)),
                say("column_n"): wording.count(row["n"]),
            }
        )
    lines_of_text(lines)
    downloads.buttons(rows, name)


def lines_of_text(lines: list[dict[str, str]]) -> None:
    """Lines under their headings, as they are."""
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True)


def unbroken(text: str) -> str:
    """On a telephone a figure stays on the line of its unit, and an interval's ends together."""
    return text.replace(" ", "\u00a0").replace("–", "–\u2060")
