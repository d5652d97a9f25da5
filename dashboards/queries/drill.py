"""Sums behind a figure: of a whole, of each of its children, and of each of its parts.

Tables, columns and sums are put into the SQL by name: they are those of dashboards/drillable.py.
"""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from dashboards import pinned_release
from dashboards.drillable import Clue, Drillable

NOTHING_CHOSEN = "all"


@dataclass(frozen=True)
class Place:
    """What has been chosen so far: a stretch of days and, level by level, a member or `all`."""

    platform_id: str
    first: date
    last: date
    members: dict[str, str] = field(default_factory=dict)

    def member(self, level: str) -> str:
        return self.members.get(level, NOTHING_CHOSEN)


@pinned_release.once
def _tables() -> frozenset[str]:
    rows = pinned_release.read(
        "select schema_name || '.' || table_name as name from duckdb_tables()"
    )
    return frozenset(rows["name"])


def is_held(figure: Drillable) -> bool:
    """Releases made before the table was have none of it."""
    return figure.source.table in _tables()


def total(figure: Drillable, place: Place) -> pd.Series:
    """Numerator and denominator of the whole; a null where there is nothing to count."""
    where, values = _where(figure, place)
    sql = f"select {_sums(figure)} from {figure.source.table} where {where}"  # noqa: S608
    return pinned_release.read(sql, *values).iloc[0]


def children(figure: Drillable, place: Place, level: str) -> pd.DataFrame:
    """One row per member of the level within the place, in the members' own order."""
    column = figure.source.levels[level]
    where, values = _where(figure, place)
    sql = f"""
        select {_code(column)} as member, {_sums(figure)}
        from {figure.source.table}
        where {where}
        group by {column}
        order by {column}
        """  # noqa: S608
    return pinned_release.read(sql, *values)


def parts(figure: Drillable, place: Place) -> pd.DataFrame:
    """One row per stage or cause, in minutes; together they are the numerator."""
    where, values = _where(figure, place)
    sums = ", ".join(f"sum({part}_seconds) / 60.0 as {part}" for part in figure.parts)
    sql = f"select {sums} from {figure.source.table} where {where}"  # noqa: S608
    minutes = pinned_release.read(sql, *values).iloc[0].astype(float)
    return pd.DataFrame({"part": list(minutes.index), "minutes": minutes.to_numpy()})


def contributions(clue: Clue, place: Place) -> dict[str, float]:
    """What each part or member adds to the rate of the whole."""
    whole = total(clue.whole, place)["denominator"]
    if pd.isna(whole) or not whole:
        return {}
    if clue.level == "cause":
        rows = parts(clue.figure, place)
        return dict(zip(rows["part"], rows["minutes"] / whole, strict=True))
    rows = children(clue.figure, place, clue.level)
    return dict(zip(rows["member"], rows["numerator"] / whole, strict=True))


def _code(column: str) -> str:
    return f"coalesce({column}::varchar, 'unknown')"


def _sums(figure: Drillable) -> str:
    denominator = f"sum({figure.denominator})::double" if figure.denominator else "null::double"
    return (
        f"sum({figure.numerator})::double as numerator, {denominator} as denominator,"
        f" {'numerator / nullif(denominator, 0)' if figure.denominator else 'numerator'} as value"
    )


def _where(figure: Drillable, place: Place) -> tuple[str, list]:
    """Columns are this code's own; what a reader chose goes in as values."""
    conditions = [figure.source.condition, "business_date between ? and ?"]
    values: list = [place.first, place.last]
    if place.platform_id != NOTHING_CHOSEN:
        conditions.append("platform_id = ?")
        values.append(place.platform_id)
    for level, column in figure.source.levels.items():
        if place.member(level) != NOTHING_CHOSEN:
            conditions.append(f"{_code(column)} = ?")
            values.append(place.member(level))
    return " and ".join(conditions), values
