"""What was promised, whether it was kept, and what was done where it was not."""

from collections.abc import Iterator, Mapping

import pandas as pd

from dashboards import wording
from dashboards.language import Texts
from dashboards.public_site import drawings, strips
from dashboards.public_site.site import Site

REMEDIES = (
    "compensation_ratio_p50",
    "refund_only_share",
    "money_back_median_h",
    "value_refunded_minor",
    "reopen_rate",
    "escalation_rate",
    "reversal_rate",
)


def pages(site: Site) -> Iterator[tuple[str, dict]]:
    found, words = site.found, Texts("public_promises", site.language)
    goals = [metric for metric in found.catalogue.values() if not pd.isna(metric["target"])]
    promises = [_promise(site, metric, words) for metric in goals]
    outcomes = [promise["outcome"] for promise in promises]
    yield (
        "promises.html",
        {
            "template": "promises",
            "words": words,
            "promises": promises,
            "counts": {name: outcomes.count(name) for name in ("met", "missed", "open", "absent")},
            "are_examples": any(metric["target_set_by"] == "example" for metric in goals),
            "remedies": [
                (metric, found.whole(metric["metric_id"])) for metric in found.known(REMEDIES)
            ],
            "blame": _blame(site, words),
        },
    )


def _promise(site: Site, metric: Mapping, words: Texts) -> dict:
    row = site.found.whole(metric["metric_id"])
    label, unit = site.localised(metric, "label"), metric["unit"]
    standard = words(
        f"standard_{metric['direction']}",
        label=label,
        target=wording.value(metric["target"], unit, site.language),
    )
    promise = {"metric": metric, "row": row, "standard": standard, "outcome": "absent"}
    if row is None:
        return promise
    result = wording.target(row, metric, site.language)
    finding = words("finding", label=label, measured=site.measured(row, unit), result=result)
    chart = strips.strip(row, metric["target"], finding, unit, site.language)
    return promise | {"outcome": wording.outcome(row, metric), "result": result, "chart": chart}


def _blame(site: Site, words: Texts) -> dict:
    """Who was found responsible, as bars."""
    rows = list(site.found.members("responsibility_mix", "party").values())
    if not rows:
        return {"rows": rows}
    named = [row | {"name": words(f"party_{row['member']}")} for row in rows]
    bars = [(row["name"], site.value(row, "share"), row["value"]) for row in named]
    finding = words("blame_finding", name=named[0]["name"], share=site.value(named[0], "share"))
    return {"rows": named, "finding": finding, "chart": drawings.bar_chart(bars, finding)}
