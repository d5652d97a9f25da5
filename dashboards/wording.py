"""The words around one figure: value with unit, interval or why there is none, period, target."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from dashboards.language import Texts
from pipelines.significance import has_interval

SMALL_SHARE = 0.02
# A difference is named in the unit it is in, or in none where the figure beside it says it.
CHANGE_UNITS = {"share": "points", "per_1000": "index", "per_10000": "index", "score": "index"}


def _number(value: float, unit: str, scale: float) -> str:
    return _digits(value, unit, scale).replace("-", "−")


def _digits(value: float, unit: str, scale: float) -> str:
    if unit in ("share", "points"):
        return f"{value * 100:.{2 if abs(scale) < SMALL_SHARE else 1}f}"
    if unit == "minor":
        return f"{value / 100:,.2f}"
    if unit in {"index", "score", "ratio"}:
        return f"{value:.2f}"
    if unit == "complaints":
        return f"{value:,.0f}"
    return f"{value:,.1f}"


def name(kind: str, code: str, language: str) -> str:
    """What a member, an entity or an owner is called; its code where it has no name."""
    words, key = Texts("members", language), f"{kind}_{code}".replace(" ", "_")
    return words(key) if words.has(key) else code


def value(number: float | None, unit: str, language: str, scale: float | None = None) -> str:
    """A figure with its unit. `scale` settles the digits where several stand side by side."""
    words = Texts("wording", language)
    if number is None or pd.isna(number):
        return words("no_value")
    return words(unit, number=_number(number, unit, number if scale is None else scale))


def change(difference: float, unit: str, language: str, scale: float) -> tuple[str, int]:
    """A difference as text, and its sign as shown: 0 where rounding leaves nothing.

    Shares differ by points, never by per cent.
    """
    number = signed(difference, unit, scale)
    sign = {"+": 1, "−": -1}.get(number[0], 0)
    words = Texts("wording", language)
    return words(CHANGE_UNITS.get(unit, unit), number=number), sign


def signed(difference: float, unit: str, scale: float) -> str:
    """The bare number with its sign; none where rounding leaves nothing."""
    number = _number(abs(difference), unit, scale)
    if float(number.replace(",", "")) == 0:
        return number
    return f"{'+' if difference > 0 else '−'}{number}"


def difference(
    number: float, ends: tuple[float | None, float | None], unit: str, scale: float, language: str
) -> str:
    """A difference in the unit it has, with its interval where there is one."""
    text, _ = change(number, unit, language, scale)
    if ends[0] is None:
        return text
    interval = " – ".join(signed(end, unit, scale) for end in ends)
    return Texts("wording", language)("with_interval", value=text, interval=interval)


def limits(row: Mapping, unit: str) -> tuple[str, str]:
    low, high = (_number(row[end], unit, row["value"]) for end in ("ci_low", "ci_high"))
    return (f"{low}%", f"{high}%") if unit == "share" else (low, high)


def missing_interval(row: Mapping, language: str, form: str = "missing") -> str:
    """Why a figure stands without an interval; `short` is the form for table cells."""
    words = Texts("wording", language)
    key = f"{form}_{row['ci_method']}"
    return words(key if words.has(key) else f"{form}_none")


def interval(row: Mapping, unit: str, language: str) -> str:
    if not has_interval(row):
        return missing_interval(row, language)
    low, high = limits(row, unit)
    if row["ci_low"] < 0:
        # A dash right before a minus would read as another.
        low, high = f"{low} ", f" {high}"
    words = Texts("wording", language)
    key = f"interval_{row['ci_method']}"
    return words(key if words.has(key) else "interval", low=low, high=high)


def short_interval(row: Mapping, unit: str, language: str) -> str:
    if not has_interval(row):
        return missing_interval(row, language, "short")
    return (" – " if row["ci_low"] < 0 else "–").join(limits(row, unit))


def count(n: float) -> str:
    return f"{int(n):,}"


def period(grain: str, start: date, language: str) -> str:
    start = pd.Timestamp(start)
    month = f"{start.year} 年 {start.month} 月" if language == "zh" else f"{start:%B %Y}"
    return Texts("wording", language)(f"period_{grain}", start=f"{start:%Y-%m-%d}", month=month)


def outcome(row: Mapping, metric: Mapping) -> str | None:
    """`met`, `missed`, or `open` where the interval spans the target; None without a target."""
    goal = metric["target"]
    if goal is None or pd.isna(goal):
        return None
    if has_interval(row) and row["ci_low"] < goal < row["ci_high"]:
        return "open"
    higher = metric["direction"] == "higher_is_better"
    return "met" if (row["value"] >= goal if higher else row["value"] <= goal) else "missed"


def target(row: Mapping, metric: Mapping, language: str) -> str:
    """Whether the target is met, and whether the interval lets one say so."""
    words = Texts("wording", language)
    found = outcome(row, metric)
    if found is None:
        return words("no_target")
    sign = "≥" if metric["direction"] == "higher_is_better" else "≤"
    goal = value(metric["target"], metric["unit"], language)
    return words(f"target_{found}", target=f"{sign} {goal}")


def joined(sentences: list[str], language: str) -> str:
    """Chinese sets no space between sentences."""
    return ("" if language == "zh" else " ").join(filter(None, sentences))
