"""What was said otherwise before, why, and how anybody can check that nothing else was changed."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from dashboards import wording
from dashboards.language import Texts
from dashboards.public_site.site import Site

# The newest; the download holds all. Keeps the page below the weight limit.
MOST_SHOWN = 150
REASONS = ("correction", "late_data", "rule_change", "source_change")


def pages(site: Site) -> Iterator[tuple[str, dict]]:
    words, found = Texts("public_corrections", site.language), site.found
    counts = Counter(row["reason"] for row in found.revisions)
    yield (
        "corrections.html",
        {
            "template": "corrections",
            "words": words,
            "count": len(found.revisions),
            "reasons": {reason: counts[reason] for reason in REASONS},
            "rows": [_line(site, row, words) for row in found.revisions[:MOST_SHOWN]],
        },
    )


def _line(site: Site, row: Mapping, words: Texts) -> dict:
    metric = site.found.catalogue.get(row["metric_id"])
    unit = metric["unit"] if metric else "index"
    old, new = (
        words("none") if pd.isna(row[end]) else wording.value(row[end], unit, site.language)
        for end in ("old_value", "new_value")
    )
    return {
        "release": row["release_name"],
        "metric_id": row["metric_id"],
        "label": site.localised(metric, "label") if metric else row["metric_id"],
        "period": wording.period(row["period_grain"], row["period_start"], site.language),
        "of": _of(site, row),
        "old": old,
        "new": new,
        "reason": words(row["reason"]),
    }


def _of(site: Site, row: Mapping) -> str:
    """Whom a figure is of: a code alone, such as 5, would say nothing."""
    cut, member = row["cut"], row["name"]
    if cut == "all":
        return site.say("all_regions")
    if cut == "region":
        return member
    named = wording.name(cut, member, site.language)
    return f"{wording.name('cut', cut, site.language)}{site.say('colon')}{named}"
