"""What the founding article claims, and what the public figures say of each reading."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

import pandas as pd

from dashboards import claimed_range
from dashboards.language import Texts
from dashboards.public_site.site import Site


def pages(site: Site) -> Iterator[tuple[str, dict]]:
    words = Texts("claims", site.language)
    readings = [_reading(site, row, words) for row in site.found.claims]
    claims = [list(group) for _, group in groupby(readings, key=lambda row: row["claim_id"])]
    counts = Counter(row["verdict"].replace(" ", "_") for row in readings)
    yield (
        "claims.html",
        {
            "template": "claims",
            "words": words,
            "claims": claims,
            "counts": {name: counts[name] for name in claimed_range.VERDICTS},
            "readings": len(readings),
        },
    )


def _reading(site: Site, row: Mapping, words: Texts) -> dict:
    metric = site.found.catalogue[row["metric_id"]]
    unit = claimed_range.unit(row, metric)
    reading = {
        **row,
        "label": site.localised(metric, "label"),
        "claimed": claimed_range.text(row, unit, words),
    }
    if pd.isna(row["value"]):
        return reading
    return reading | {"measured": site.measured(row | {"ci_method": metric["ci_method"]}, unit)}
