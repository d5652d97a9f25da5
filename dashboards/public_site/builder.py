"""Renders the static site of one release. The same database gives the same bytes."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboards import file_formats, wording
from dashboards.charts import findings
from dashboards.language import HTML_LANGUAGES, LANGUAGES, Texts, localised
from dashboards.public_site import contents, drawings
from dashboards.public_site.contents import DRAWN, TABLED, Contents

HERE = Path(__file__).parent
MOST_DRAWN = 24
# Keeps a page of very many regions below the weight limit.
REGIONS_A_PAGE = 150


def build(public_database: Path, out: Path) -> list[Path]:
    """Writes the pages and the open data below `out`, and gives their paths in order."""
    found = contents.read(public_database)
    files = dict(_pages(found)) | dict(_open_data(found))
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [out / name for name in sorted(files)]


def _open_data(found: Contents) -> Iterator[tuple[str, bytes]]:
    for name, rows in found.open_data.items():
        marked = rows.assign(is_simulated=True) if found.info["is_simulated"] else rows
        yield f"data/{name}.csv", file_formats.csv(marked)


def _pages(found: Contents) -> Iterator[tuple[str, bytes]]:
    templates = _templates()
    for language in LANGUAGES:
        folder = "" if language == "zh" else f"{language}/"
        shared = _shared(found, language)
        for name, values in _page_values(found, language):
            template = templates.get_template(f"{values['template']}.html.j2")
            page = template.render(**shared, **values, page=name)
            yield f"{folder}{name}", page.encode()


def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shared(found: Contents, language: str) -> dict:
    """What every template may use. The style stands in the page, allowed by its own hash."""
    style = (HERE / "templates" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "say": Texts("public_site", language),
        "language": language,
        "html_language": HTML_LANGUAGES[language],
        "root": "" if language == "zh" else "../",
        "style": Markup(style),
        "style_hash": f"sha256-{digest}",
        "info": found.info,
        "wording": wording,
        "localised": lambda row, column: localised(row, column, language),
    }


def _page_values(found: Contents, language: str) -> Iterator[tuple[str, dict]]:
    sections = [_section(found, metric_id, language) for metric_id in DRAWN]
    yield (
        "index.html",
        {
            "template": "index",
            "sections": sections,
            "headline": sections[0],
            "closed": found.whole("closed_share"),
            "summary": _summary(found),
            "missing": found.missing,
        },
    )
    yield (
        "method.html",
        {"template": "method", "metrics": found.catalogue, "missing": found.missing},
    )
    yield from _region_pages(found)


def _section(found: Contents, metric_id: str, language: str) -> dict:
    """One figure on the front page: its chart, the sentence beside it, its rows."""
    metric, rows = found.catalogue.get(metric_id), found.by_region(metric_id)
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
    label = localised(metric, "label", language)
    finding = findings.members(pd.DataFrame(drawn[::-1]), label, metric["unit"], language)
    whole = section["whole"]["value"] if section["whole"] else None
    chart = drawings.interval_chart(drawn, whole, finding, language)
    return section | {"finding": finding, "chart": chart, "drawn": len(drawn)}


def _summary(found: Contents) -> list[tuple[Mapping, Mapping | None]]:
    return [
        (found.catalogue[metric_id], found.whole(metric_id))
        for metric_id in TABLED
        if metric_id in found.catalogue
    ]


def _region_pages(found: Contents) -> Iterator[tuple[str, dict]]:
    """Every region by name, with the published figures it has."""
    values = {
        metric_id: {row["member"]: row for row in found.by_region(metric_id)}
        for metric_id in TABLED
        if metric_id in found.catalogue
    }
    regions = sorted(found.regions.items(), key=lambda region: (region[1], region[0]))
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
                "metrics": [found.catalogue[metric_id] for metric_id in values],
                "values": values,
                "pages": names,
            },
        )
