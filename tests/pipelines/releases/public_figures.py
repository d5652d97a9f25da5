"""Figures of a small city put into a warehouse, released, and read as the public reads them."""

import duckdb

from pipelines.paths import Home
from tests.pipelines.releases.conftest import release_of

FEW = 10
ALL = ("all", "all")

# metric: measures of the numerator and the denominator
MEASURES = {
    "resolved_share": ("resolved", "received"),
    "upheld_rate": ("upheld", "resolved"),
    "reopen_rate": ("reopened", "received"),
}


def released(home: Home, figures: dict[str, dict], start: str = "2026-08-01") -> None:
    """Release these figures of a month that is over: metric -> (cut, member) -> (part, whole).

    Rows that are too small by themselves are not public; this is what dbt decides.
    """
    rows = [
        (metric, start, *cell, part, whole, part / whole, whole, _is_large(part, whole))
        for metric, cells in figures.items()
        for cell, (part, whole) in cells.items()
    ]
    with duckdb.connect(home.warehouse) as connection:
        connection.execute("delete from metrics.metric_values")
        connection.execute("delete from metrics.metric_catalogue")
        connection.execute("delete from intermediate.figure_measures")
        connection.executemany(
            "insert into metrics.metric_values select $1, 'all', 'month', $2, $3, $4, $5, $6, $7,"
            " null, null, 'none', $8, true, '1', $9",
            rows,
        )
        for metric, (numerator, denominator) in MEASURES.items():
            connection.execute(
                "insert into metrics.metric_catalogue values ($1, '', '', '', 'share', '1')",
                [metric],
            )
            connection.execute(
                "insert into intermediate.figure_measures values ($1, null, null, $2, $3, $3)",
                [metric, numerator, denominator],
            )
    release_of(home)


def public(home: Home, metric: str) -> dict[tuple[str, str], tuple[float, float]]:
    """What the public file says anew of a figure: (cut, member) -> (part, whole)."""
    rows = read(
        home,
        "select cut, member, numerator, denominator from metrics.metric_values"
        f" where metric_id = '{metric}' and held_since is null",
    )
    return {(cut, member): (part, whole) for cut, member, part, whole in rows}


def read(home: Home, sql: str) -> list[tuple]:
    database = home.current_release.resolve() / "public.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def region(name: str) -> tuple[str, str]:
    return ("region", name)


def _is_large(part: float, whole: float) -> bool:
    return whole >= FEW and not 0 < part < FEW and not 0 < whole - part < FEW
