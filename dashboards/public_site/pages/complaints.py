"""The front page: what became of complaints, and where."""

from collections.abc import Iterator

import pandas as pd

from dashboards.charts import findings
from dashboards.public_site import drawings
from dashboards.public_site.site import Site

DRAWN = ("resolved_within_7d", "responded_within_48h", "kept_deadline_rate")
TABLED = (*DRAWN, "resolved_share", "closed_share", "complaints_per_1000")
MOST_DRAWN = 24


def pages(site: Site) -> Iterator[tuple[str, dict]]:
    found = site.found
    sections = [_section(site, metric_id) for metric_id in DRAWN]
    yield (
        "index.html",
        {
            "template": "index",
            "sections": sections,
            "headline": sections[0],
            "closed": found.whole("closed_share"),
            "summary": [
                (metric, found.whole(metric["metric_id"])) for metric in found.known(TABLED)
            ],
        },
    )


def _section(site: Site, metric_id: str) -> dict:
    """One figure on the front page: its chart, the sentence beside it, its rows."""
    found = site.found
    metric, rows = found.catalogue.get(metric_id), list(found.members(metric_id, "region").values())
    section = {
        "metric": metric or {"metric_id": metric_id, "label_zh": metric_id, "label_en": metric_id},
        "rows": rows,
        "whole": found.whole(metric_id),
        "left_out": found.left_out(metric_id),
        "missing": found.missing.get(metric_id),
        "drawn": 0,
    }
    if not rows or metric is None:
        return section
    largest = sorted(rows, key=lambda row: (-row["n"], row["member"]))[:MOST_DRAWN]
    drawn = [row for row in rows if row in largest]
    label = site.localised(metric, "label")
    finding = findings.members(pd.DataFrame(drawn[::-1]), label, metric["unit"], site.language)
    whole = section["whole"]["value"] if section["whole"] else None
    # By value it would be a league table.
    by_name = sorted(drawn, key=lambda row: row["name"])
    chart = drawings.interval_chart(by_name, whole, finding, site.language)
    listed = sorted(rows, key=lambda row: row["name"])
    return section | {"rows": listed, "finding": finding, "chart": chart, "drawn": len(drawn)}
