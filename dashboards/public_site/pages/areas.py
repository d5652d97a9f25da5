"""Each region's own figures, against what chance would leave of the whole."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from dashboards import control_limits, wording
from dashboards.language import Texts
from dashboards.public_site import strips
from dashboards.public_site.pages.complaints import TABLED
from dashboards.public_site.site import Site, slug

# Each has a better side. The number of complaints has none: few may mean that people keep silent.
FIGURES = (
    "on_time_rate",
    "late_rate_30",
    "loss_rate",
    "rider_gap_rate",
    "resolved_within_7d",
    "responded_within_48h",
    "kept_deadline_rate",
)
# Keeps the list of very many regions below the weight limit.
REGIONS_A_PAGE = 150


def pages(site: Site) -> Iterator[tuple[str, dict]]:
    yield from _lists(site)
    words = Texts("public_areas", site.language)
    metrics = site.found.known(FIGURES)
    for address, regions in groupby(site.areas, key=site.areas.get):
        areas = [_area(site, region, metrics, words) for region in regions]
        yield (
            address,
            {"template": "area", "words": words, "areas": areas, "current": "regions.html"},
        )


def _area(site: Site, region: str, metrics: list[Mapping], words: Texts) -> dict:
    figures = [_figure(site, region, metric, words) for metric in metrics]
    counts = Counter(figure["verdict"] for figure in figures)
    judged = counts["within"] + counts["better"] + counts["worse"]
    return {
        "id": region,
        "slug": slug(region),
        "name": site.found.regions[region],
        "figures": [figure for figure in figures if not figure["missing"]],
        "counts": counts,
        "judged": judged,
    }


def _figure(site: Site, region: str, metric: Mapping, words: Texts) -> dict:
    metric_id, unit, found = metric["metric_id"], metric["unit"], site.found
    row, whole = found.members(metric_id, "region").get(region), found.whole(metric_id)
    verdict = control_limits.verdict(row, whole, metric["direction"])
    figure = {
        "metric": metric,
        "row": row,
        "whole": whole,
        "verdict": verdict,
        "missing": metric_id in found.missing,
    }
    if row is None or whole is None:
        return figure
    band = control_limits.limits(row, whole["value"])
    finding = words(
        "finding",
        label=site.localised(metric, "label"),
        measured=site.measured(row, unit),
        whole=site.value(whole, unit),
        verdict=words(f"verdict_{verdict}"),
    )
    chart = strips.strip(row, whole["value"], finding, unit, site.language, band)
    return figure | {"chart": chart} | ({"limits": _range(band, unit, site)} if band else {})


def _range(band: tuple[float, float], unit: str, site: Site) -> str:
    low, high = band
    row = {"ci_low": max(low, 0), "ci_high": min(high, 1) if unit == "share" else high}
    return wording.short_interval(row | {"value": high}, unit, site.language)


def _lists(site: Site) -> Iterator[tuple[str, dict]]:
    """Every region by name, with the published figures it has."""
    found = site.found
    metrics = found.known(TABLED)
    values = {
        metric["metric_id"]: found.members(metric["metric_id"], "region") for metric in metrics
    }
    regions = [(region, found.regions[region], address) for region, address in site.areas.items()]
    starts = range(0, max(len(regions), 1), REGIONS_A_PAGE)
    names = [
        f"regions-{page}.html" if page > 1 else "regions.html" for page in range(1, len(starts) + 1)
    ]
    for name, start in zip(names, starts, strict=True):
        yield (
            name,
            {
                "template": "regions",
                "regions": regions[start : start + REGIONS_A_PAGE],
                "metrics": metrics,
                "values": values,
                "pages": names,
                "current": "regions.html",
            },
        )
