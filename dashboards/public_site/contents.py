"""What the static pages say: the figures of public.duckdb, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboards import warehouse

# The tables that are given away, each with the columns that tell its rows apart.
OPEN_DATA = {
    "metric_values": (
        "metrics.metric_values",
        ("metric_id", "platform_id", "period_grain", "period_start", "cut", "member"),
    ),
    "metric_catalogue": ("metrics.metric_catalogue", ("metric_id",)),
    "coverage": ("metrics.coverage", ("metric_id",)),
    "claims": ("metrics.claims", ("claim_id", "reading_id")),
    "regions": ("marts.dim_regions", ("region_id",)),
    "revisions": (
        "release.revisions",
        (
            *("release_name", "metric_id", "platform_id"),
            *("period_grain", "period_start", "cut", "member"),
        ),
    ),
}

FIGURES = """
    select
        figures.metric_id, figures.cut, figures.member,
        coalesce(regions.region_name, figures.member) as name,
        figures.numerator, figures.denominator, figures.value,
        figures.ci_low, figures.ci_high, figures.ci_method, figures.n,
        coalesce(strftime(figures.held_as_of, '%Y-%m-%d'), '') as held_as_of
    from metrics.metric_values as figures
    left join marts.dim_regions as regions
        on figures.cut = 'region' and figures.member = regions.region_id and regions.is_current
    where figures.platform_id = 'all' and figures.period_grain = 'all'
        and figures.cut in ('all', 'region', 'cause', 'stage', 'party')
        and figures.value is not null
    order by figures.metric_id, figures.cut, figures.value desc, figures.member
"""

REVISIONS = """
    select revisions.*, coalesce(regions.region_name, revisions.member) as name
    from release.revisions as revisions
    left join marts.dim_regions as regions
        on revisions.cut = 'region' and revisions.member = regions.region_id and regions.is_current
    order by release_name desc, metric_id, platform_id, period_grain, period_start, cut, member
"""


@dataclass(frozen=True)
class Dataset:
    """One table to take away: its rows, what its columns hold, what makes a row its own."""

    rows: pa.Table
    types: dict[str, str]
    descriptions: dict[str, str]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """Everything the templates may show; there is nothing else in the file they come from."""

    info: Mapping
    catalogue: dict[str, Mapping]
    missing: dict[str, Mapping]
    regions: dict[str, str]
    figures: list[Mapping]
    claims: list[Mapping]
    revisions: list[Mapping]
    open_data: dict[str, Dataset]

    @cached_property
    def _by_cut(self) -> dict[tuple[str, str], dict[str, Mapping]]:
        found: dict[tuple[str, str], dict[str, Mapping]] = {}
        for row in self.figures:
            found.setdefault((row["metric_id"], row["cut"]), {})[row["member"]] = row
        return found

    def members(self, metric_id: str, cut: str) -> dict[str, Mapping]:
        """Highest first by value, as the order of a list, not a verdict."""
        return self._by_cut.get((metric_id, cut), {})

    def whole(self, metric_id: str) -> Mapping | None:
        return self.members(metric_id, "all").get("all")

    def known(self, metric_ids: tuple[str, ...]) -> list[Mapping]:
        """Those of the figures that the catalogue has."""
        return [
            self.catalogue[metric_id] for metric_id in metric_ids if metric_id in self.catalogue
        ]

    def left_out(self, metric_id: str) -> list[str]:
        """Regions without a published figure: none there, or a group too small to show."""
        shown = self.members(metric_id, "region")
        return [name for region_id, name in self.regions.items() if region_id not in shown]


def read(database: Path) -> Contents:
    with warehouse.connect(database) as connection:

        def rows(sql: str) -> list[Mapping]:
            return connection.execute(sql).df().to_dict("records")

        catalogue = rows("select * from metrics.metric_catalogue order by section, metric_id")
        coverage = rows("select * from metrics.coverage where not available order by metric_id")
        regions = rows("select * from marts.dim_regions where is_current order by region_id")
        (info,) = rows("select * from release.info")
        return Contents(
            info=info,
            catalogue={row["metric_id"]: row for row in catalogue},
            missing={row["metric_id"]: row for row in coverage},
            regions={row["region_id"]: row["region_name"] for row in regions},
            figures=rows(FIGURES),
            claims=rows("select * from metrics.claims order by place"),
            revisions=rows(REVISIONS),
            open_data={
                name: _dataset(connection, table, key, bool(info["is_simulated"]))
                for name, (table, key) in OPEN_DATA.items()
            },
        )


def _dataset(
    connection: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...], is_simulated: bool
) -> Dataset:
    """Rows of simulated data say so themselves: a file travels without its page."""
    marked = f"from {table} select *{', true as is_simulated' if is_simulated else ''}"
    columns = connection.execute(f"describe ({marked})").fetchall()
    schema, name = table.split(".")
    comments = connection.execute(
        "select column_name, comment from duckdb_columns() where comment is not null"
        " and schema_name = ? and table_name = ?",
        [schema, name],
    ).fetchall()
    return Dataset(
        rows=connection.execute(f"{marked} order by all").to_arrow_table(),
        types={column: kind for column, kind, *_ in columns},
        descriptions=dict(comments),
        key=key,
    )
