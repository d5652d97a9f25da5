"""What the static pages say: the figures of public.duckdb, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dashboards import warehouse

DRAWN = ("resolved_within_7d", "responded_within_48h", "kept_deadline_rate")
TABLED = (*DRAWN, "resolved_share", "closed_share", "complaints_per_1000")

FIGURES = """
    select
        figures.metric_id, figures.cut, figures.member,
        coalesce(regions.region_name, figures.member) as name,
        coalesce(regions.region_type, 'unknown') as region_type,
        figures.numerator, figures.denominator, figures.value,
        figures.ci_low, figures.ci_high, figures.ci_method, figures.n
    from metrics.metric_values as figures
    left join marts.dim_regions as regions
        on figures.cut = 'region' and figures.member = regions.region_id and regions.is_current
    where figures.platform_id = 'all' and figures.period_grain = 'all'
        and figures.cut in ('all', 'region') and figures.value is not null
    order by figures.metric_id, figures.cut, figures.value desc, figures.member
"""


@dataclass(frozen=True)
class Contents:
    """Everything the templates may show; there is nothing else in the file they come from."""

    info: Mapping
    catalogue: dict[str, Mapping]
    missing: dict[str, Mapping]
    regions: dict[str, str]
    figures: pd.DataFrame
    open_data: dict[str, pd.DataFrame]

    def whole(self, metric_id: str) -> Mapping | None:
        rows = self._rows(metric_id, "all")
        return None if rows.empty else rows.iloc[0].to_dict()

    def by_region(self, metric_id: str) -> list[Mapping]:
        """Best first by value, as the order of a list, not a verdict."""
        return self._rows(metric_id, "region").to_dict("records")

    def left_out(self, metric_id: str) -> list[str]:
        """Regions without a published figure: none there, or a group too small to show."""
        shown = {row["member"] for row in self.by_region(metric_id)}
        return [name for region_id, name in self.regions.items() if region_id not in shown]

    def _rows(self, metric_id: str, cut: str) -> pd.DataFrame:
        figures = self.figures
        return figures[(figures["metric_id"] == metric_id) & (figures["cut"] == cut)]


def read(database: Path) -> Contents:
    with warehouse.connect(database) as connection:

        def rows(sql: str) -> pd.DataFrame:
            return connection.execute(sql).df()

        catalogue = rows("select * from metrics.metric_catalogue order by section, metric_id")
        coverage = rows("select * from metrics.coverage where not available order by metric_id")
        regions = rows("select * from marts.dim_regions where is_current order by region_id")
        values = rows("select * from metrics.metric_values order by all")
        return Contents(
            info=rows("select * from release.info").iloc[0].to_dict(),
            catalogue={row["metric_id"]: row for row in catalogue.to_dict("records")},
            missing={row["metric_id"]: row for row in coverage.to_dict("records")},
            regions=dict(zip(regions["region_id"], regions["region_name"], strict=True)),
            figures=rows(FIGURES),
            open_data={"metric_values": values, "metric_catalogue": catalogue, "regions": regions},
        )
