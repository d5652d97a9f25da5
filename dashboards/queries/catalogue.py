"""What the release is and what its figures mean: its description, the catalogue, the coverage."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from dashboards import pinned_release

GRAINS = ("day", "week", "month", "all")


def release_info() -> Mapping:
    return pinned_release.read("select * from release.info").iloc[0].to_dict()


def platforms() -> list[str]:
    return sorted(name for name in release_info()["platforms"].split(",") if name)


def grains() -> list[str]:
    """The periods this release has figures for, the finest first; the public's has no days."""
    rows = pinned_release.read("select distinct period_grain from metrics.metric_values")
    held = set(rows["period_grain"])
    return [grain for grain in GRAINS if grain in held]


@pinned_release.once
def metrics() -> Mapping[str, Mapping]:
    """Every defined figure by its id, in the order of sections."""
    rows = pinned_release.read("select * from metrics.metric_catalogue order by section, metric_id")
    return MappingProxyType({row["metric_id"]: row for row in rows.to_dict("records")})


def metric(metric_id: str) -> Mapping:
    """A figure the catalogue does not know is shown under its id, in plain numbers."""
    unknown = {"label_zh": metric_id, "label_en": metric_id, "unit": "index", "target": None}
    return metrics().get(metric_id, unknown | {"metric_id": metric_id, "direction": "neither"})


@pinned_release.once
def regions() -> Mapping[str, str]:
    """Current regions, id to name."""
    rows = pinned_release.read(
        "select region_id, region_name from marts.dim_regions where is_current order by region_id"
    )
    return MappingProxyType(dict(zip(rows["region_id"], rows["region_name"], strict=True)))


def not_available() -> pd.DataFrame:
    """Figures the input gave no ground for, each with its reason."""
    return pinned_release.read(
        """
        select coverage.metric_id, label_zh, label_en, section, reason_zh, reason_en
        from metrics.coverage as coverage
        inner join metrics.metric_catalogue as catalogue
            on coverage.metric_id = catalogue.metric_id
        where not coverage.available
        order by section, coverage.metric_id
        """
    )
