"""Atom feeds: an entry for each release, with the figures of one region or of all.

The entry of a notice says first that no newer figures came, and why.
"""

import re
import uuid
from collections.abc import Iterator

from dashboards.public_site.pages.areas import FIGURES
from dashboards.public_site.site import Site, slug

# What XML 1.0 has no way to write, even escaped.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACE = uuid.UUID("4b0d7c6e-3f0a-5e51-9a0f-6d1f1f0c2a11")
WHOLE = "feeds/all.atom"


def address(region: str) -> str:
    return f"feeds/{slug(region)}.atom"


def feeds(site: Site) -> Iterator[tuple[str, dict]]:
    """Address and contents. Reader programs know an entry again by its id, so ids are stable."""
    found = site.found
    metrics = found.known(FIGURES)
    wholes = [(metric, found.whole(metric["metric_id"])) for metric in metrics]
    yield WHOLE, _feed(site, "", site.say("all_regions"), "regions.html", wholes)
    held = [(metric, found.members(metric["metric_id"], "region")) for metric in metrics]
    for region, page in site.areas.items():
        rows = [(metric, rows.get(region)) for metric, rows in held]
        yield address(region), _feed(site, region, found.regions[region], page, rows)


def _feed(site: Site, region: str, name: str, page: str, rows: list[tuple]) -> dict:
    info = site.found.info
    about = f"{info['platforms']}/{region}/{site.language}"
    notice = site.notice
    release = notice.release if notice else info["release_name"]
    return {
        "id": uuid.uuid5(NAMESPACE, about).urn,
        "entry_id": uuid.uuid5(NAMESPACE, f"{about}/{release}").urn,
        "name": UNWRITABLE.sub("\ufffd", name),
        "reader_page": page,
        "updated": f"{notice.made_on if notice else info['as_of']:%Y-%m-%dT%H:%M:%S}Z",
        "figures": [
            (site.localised(metric, "label"), site.measured(row, metric["unit"]))
            for metric, row in rows
            if row
        ],
    }
