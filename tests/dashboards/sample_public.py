"""What the public site shows besides the sample release: causes, stages, parties, remedies."""

from pathlib import Path

import pandas as pd

from dashboards.public_site import build
from tests.dashboards import sample_release
from tests.dashboards.sample_catalogue import catalogue_rows
from tests.dashboards.sample_figures import FIRST

CAUSES = {"merchant": 600.0, "rider_shortage": 250.0, "unknown": 150.0}
STAGES = {"dispatch": 4.0, "ride_to_customer": 9.5, "hand_over": 2.0}
PARTIES = {"rider": 0.5, "platform": 0.3, "merchant": 0.2}
# Figure, section, unit, direction.
MORE_METRICS = [
    ("late_minutes", "delay", "minutes", "lower_is_better"),
    ("stage_minutes", "delay", "minutes", "lower_is_better"),
    ("responsibility_mix", "liability", "share", "neither"),
    ("refund_only_share", "liability", "share", "lower_is_better"),
]


def changes() -> dict[str, list[dict]]:
    """Tables to put in place of the sample release's."""
    example = catalogue_rows()[0]
    more = [
        example
        | {"metric_id": metric_id, "section": section, "unit": unit, "direction": direction,
           "label_zh": f"指标 {metric_id}", "label_en": metric_id, "target": None,
           "target_set_by": None}
        for metric_id, section, unit, direction in MORE_METRICS
    ]  # fmt: skip
    figures = [
        _figure("late_minutes", "all", "all", sum(CAUSES.values())),
        *(_figure("late_minutes", "cause", *cause) for cause in CAUSES.items()),
        *(_figure("stage_minutes", "stage", *stage) for stage in STAGES.items()),
        *(_figure("responsibility_mix", "party", *party) for party in PARTIES.items()),
        _figure("refund_only_share", "all", "all", 0.625),
    ]
    catalogue = catalogue_rows() + more
    known = {metric["metric_id"] for metric in catalogue}
    return {
        "metrics.metric_catalogue": catalogue,
        "metrics.coverage": [row for row in sample_release.coverage() if row["metric_id"] in known],
        "metrics.metric_values": [*sample_release.figure_rows(), *figures],
    }


def _figure(metric_id: str, cut: str, member: str, value: float) -> dict:
    return {
        "metric_id": metric_id, "platform_id": "all", "period_grain": "all", "period_start": FIRST,
        "cut": cut, "member": member, "numerator": None, "denominator": None, "value": value,
        "ci_low": None, "ci_high": None, "ci_method": "none", "n": 2000, "is_mature": True,
        "rule_version": "1",
    }  # fmt: skip


def site(folder: Path, tables: dict[str, list[dict]]) -> Path:
    """The site of a public file of its own, with these tables in place of the sample's."""
    database = folder / "public.duckdb"
    sample_release.write_public(database, sample_release.shared_tables("own") | tables)
    build(database, folder / "public")
    return folder / "public"


def many_regions(count: int) -> dict[str, list[dict]]:
    """Tables of a release with as many regions, each with the figures of the first."""
    example = sample_release.regions()[0]
    regions = [
        example | {"region_id": f"z{number:05}", "region_name": f"区 {number:05}"}
        for number in range(count)
    ]
    rows = [row for row in sample_release.figure_rows() if row["period_grain"] == "all"]
    figures = pd.DataFrame([row for row in rows if row["member"] == example["region_id"]])
    members = pd.DataFrame({"member": [region["region_id"] for region in regions]})
    wide = figures.drop(columns="member").merge(members, how="cross").to_dict("records")
    wholes = [row for row in rows if row["cut"] == "all"]
    return {"metrics.metric_values": wholes + wide, "marts.dim_regions": regions}
