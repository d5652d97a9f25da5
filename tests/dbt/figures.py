"""Reading metric_values in tests."""

from typing import NamedTuple

import duckdb


class Figure(NamedTuple):
    numerator: float | None
    denominator: float | None
    value: float | None
    n: int


def figure(
    connection: duckdb.DuckDBPyConnection, metric_id: str, cut: str = "all", member: str = "all"
) -> Figure | None:
    """A figure of all platforms over the whole run; None if there is no such row."""
    row = connection.execute(
        "select numerator, denominator, value, n from metrics.metric_values"
        " where metric_id = ? and platform_id = 'all' and period_grain = 'all'"
        " and cut = ? and member = ?",
        [metric_id, cut, member],
    ).fetchone()
    return Figure(*row) if row else None
