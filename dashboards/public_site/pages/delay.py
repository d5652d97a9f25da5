"""Why orders are late: the late minutes by cause, and where the time goes."""

from collections.abc import Iterator, Mapping

from dashboards import wording
from dashboards.language import Texts
from dashboards.order_parts import STAGES
from dashboards.public_site import drawings
from dashboards.public_site.site import Site


def pages(site: Site) -> Iterator[tuple[str, dict]]:
    found, words = site.found, Texts("public_delay", site.language)
    yield (
        "delay.html",
        {
            "template": "delay",
            "words": words,
            "on_time": found.whole("on_time_rate"),
            "tardiness": found.whole("tardiness_mean_min"),
            "causes": _causes(site, words),
            "stages": _stages(site, words),
        },
    )


def _causes(site: Site, words: Texts) -> dict:
    rows = [
        row | {"name": words(f"cause_{row['member']}")}
        for row in site.found.members("late_minutes", "cause").values()
    ]
    whole = site.found.whole("late_minutes")
    total = whole["value"] if whole else sum(row["value"] for row in rows)
    part = {"metric_id": "late_minutes", "rows": rows, "total": total}
    if not rows or not total:
        return part
    for row in rows:
        row["share"] = wording.value(row["value"] / total, "share", site.language, scale=1)
    largest = next((row for row in rows if row["member"] != "unknown"), rows[0])
    finding = words("causes_finding", name=largest["name"], share=largest["share"])
    bars = [(row["name"], row["share"], row["value"]) for row in rows]
    return part | {"finding": finding, "chart": drawings.bar_chart(bars, finding)}


def _stages(site: Site, words: Texts) -> dict:
    held = site.found.members("stage_minutes", "stage")
    rows: list[Mapping] = [
        held[stage] | {"name": words(f"stage_{stage}")} for stage in STAGES if stage in held
    ]
    part = {"metric_id": "stage_minutes", "rows": rows}
    if not rows:
        return part
    longest = max(rows, key=lambda row: row["value"])
    finding = words("stages_finding", name=longest["name"], value=site.value(longest, "minutes"))
    bars = [(row["name"], site.value(row, "minutes"), row["value"]) for row in rows]
    return part | {"finding": finding, "chart": drawings.bar_chart(bars, finding)}
