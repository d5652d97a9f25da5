"""Periods and cuts: which cells of METRICS.md 0 a unit is counted in."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from tests.parity import intervals

CELL = ["period_grain", "period_start", "cut", "member"]
COLUMNS = ["metric_id", *CELL, "numerator", "denominator", "value", "ci_low", "ci_high", "n"]
PLACE = ("region", "region_type", "city_tier", "income_band")
COARSE_GRAINS = ("month", "all")
SHORT_GRAINS = ("day", "week")
ALL_GRAINS = (*SHORT_GRAINS, *COARSE_GRAINS)


def starts(dates: pd.Series, grain: str) -> pd.Series:
    """First date of the period, as text; the whole has no first date of its own."""
    days = pd.Series(dates.unique())
    first = {
        "day": lambda: days,
        "week": lambda: days - pd.to_timedelta(days.dt.weekday, unit="D"),
        "month": lambda: days.dt.to_period("M").dt.start_time,
        "all": lambda: days,
    }[grain]()
    text = first.dt.strftime("%Y-%m-%d") if grain != "all" else first.map(lambda _: "all")
    return dates.map(dict(zip(days, text, strict=True)))


def as_text(member: object) -> str:
    """A member as it is written: whole numbers without a point."""
    is_whole = isinstance(member, int | float | np.number) and float(member).is_integer()
    return str(int(member)) if is_whole else str(member)


def spread(units: pd.DataFrame, cuts: Iterable[str], columns: Iterable[str]) -> pd.DataFrame:
    """The columns of each unit, once for each cell that it belongs to.

    Units carry `date` and a column for each cut; a null there is no member.
    """
    parts = []
    for cut in cuts:
        if cut == "all":
            held = units[[*columns]].assign(cut=cut, member="all")
        else:
            known = units[units[cut].notna()]
            names = {member: as_text(member) for member in known[cut].unique()}
            held = known[[*columns]].assign(cut=cut, member=known[cut].map(names))
        dates = units.loc[held.index, "date"]
        grains = ALL_GRAINS if cut in ("all", "region") else COARSE_GRAINS
        parts += [
            held.assign(period_grain=grain, period_start=starts(dates, grain)) for grain in grains
        ]
    return pd.concat(parts, ignore_index=True)


def with_members(units: pd.DataFrame, cut: str, members: Iterable[str]) -> pd.DataFrame:
    """The units once for each member: each counts in every denominator, in one numerator only."""
    return pd.concat(
        units.assign(numerator=units["numerator"].where(units[cut] == member, 0), **{cut: member})
        for member in members
    )


def none() -> pd.DataFrame:
    """No figure at all."""
    return pd.DataFrame(columns=COLUMNS)


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([part for part in parts if len(part)] or [none()], ignore_index=True)


def finish(metric_id: str, cells: pd.DataFrame) -> pd.DataFrame:
    """The columns of a figure, in their order; what a figure does not have is null."""
    return cells.assign(metric_id=metric_id).reindex(columns=COLUMNS)


def ratios(
    metric_id: str,
    units: pd.DataFrame,
    method: str = "cluster_wilson",
    cuts: Iterable[str] = ("all", *PLACE),
    scale: float = 1,
) -> pd.DataFrame:
    """A ratio of the sums of `numerator` and `denominator`, clustered by date.

    A day or a week has too few dates, and clusters by region and date.

    `n` is a column of the units, or the denominator where they have none.
    """
    if "n" not in units:
        units = units.assign(n=units["denominator"])
    measures = ["numerator", "denominator", "n"]
    rows = pd.concat(
        spread(_clusters(units, cut, measures), [cut], ["region", "date", *measures])
        for cut in cuts
        if cut == "all" or cut in units
    )
    rows["region"] = rows["region"].where(rows["period_grain"].isin(SHORT_GRAINS))
    clusters = [*CELL, "region", "date"]
    rows = rows.groupby(clusters, dropna=False, as_index=False, sort=False)[measures].sum()
    cells = intervals.ratio_variance(rows, CELL, "numerator", "denominator")
    low, high = getattr(intervals, method)(cells)
    counts = rows.groupby(CELL, as_index=False, sort=False)["n"].sum()
    cells = cells.assign(value=cells["ratio"] * scale, ci_low=low * scale, ci_high=high * scale)
    return finish(metric_id, cells.merge(counts, on=CELL))


def _clusters(units: pd.DataFrame, cut: str, measures: list[str]) -> pd.DataFrame:
    """Sums over region, date and the member of one cut."""
    keys = list(dict.fromkeys(["region", "date", *([] if cut == "all" else [cut])]))
    return units.groupby(keys, dropna=False, as_index=False, sort=False)[measures].sum()


def quantiles(
    metric_id: str, units: pd.DataFrame, column: str, share: float, cuts: Iterable[str]
) -> pd.DataFrame:
    """A quantile by linear interpolation, worked out anew in each cell."""
    known = units[units[column].notna()]
    grouped = spread(known, cuts, [column]).groupby(CELL, sort=False)[column]
    cells = pd.DataFrame({"value": grouped.quantile(share), "n": grouped.size()})
    return finish(metric_id, cells.reset_index())


def sums(metric_id: str, units: pd.DataFrame, column: str, cuts: Iterable[str]) -> pd.DataFrame:
    """A sum with nothing to divide it by, of the units that add something."""
    known = units[units[column].notna() & (units[column] != 0)]
    grouped = spread(known, cuts, [column]).groupby(CELL, sort=False)[column]
    cells = pd.DataFrame({"numerator": grouped.sum(), "n": grouped.size()})
    cells["value"] = cells["numerator"]
    return finish(metric_id, cells.reset_index())
