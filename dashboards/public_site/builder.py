"""Renders the static site of one release. The same database gives the same bytes."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboards import weather_credit, wording
from dashboards.language import HTML_LANGUAGES, LANGUAGES
from dashboards.public_site import contents, feeds, open_data
from dashboards.public_site.contents import Contents
from dashboards.public_site.pages import (
    areas,
    calendar,
    claims,
    complaints,
    corrections,
    delay,
    method,
    promises,
)
from dashboards.public_site.pages import open_data as open_data_page
from dashboards.public_site.site import Site, slug
from pipelines.releases import verify
from pipelines.releases.calendar import Entry

TEMPLATES = Path(__file__).parent / "templates"
# Address and text of what the navigation leads to.
NAVIGATION = {
    "index.html": "nav_index",
    "promises.html": "nav_promises",
    "regions.html": "nav_regions",
    "delay.html": "nav_delay",
    "claims.html": "nav_claims",
    "corrections.html": "nav_corrections",
    "calendar.html": "nav_calendar",
    "method.html": "nav_method",
    "open-data.html": "nav_open_data",
}


def build(public_database: Path, out: Path, known: Sequence[Entry] = ()) -> list[Path]:
    """Writes pages, feeds and open data below `out`, and gives their paths in order.

    `known` is the release calendar up to this one.
    """
    found = contents.read(public_database)
    tables = open_data.files(found)
    written = []
    # What checks the whole site lies in it.
    verifier = {"verify.py": Path(verify.__file__).read_bytes()}
    for name, content in chain(
        tables.items(), verifier.items(), _rendered(found, tables, tuple(known))
    ):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return sorted(written)


def _rendered(
    found: Contents, tables: Mapping[str, bytes], known: tuple[Entry, ...]
) -> Iterator[tuple[str, bytes]]:
    templates = _templates()
    for language in LANGUAGES:
        site = Site(found, language, known)
        shared = _shared(site)
        for name, values in chain(
            *(
                of_page.pages(site)
                for of_page in (complaints, promises, areas, delay, claims, corrections, calendar)
            ),
            method.pages(site),
            open_data_page.pages(site, tables),
        ):
            template = templates.get_template(f"{values['template']}.html.j2")
            page = template.render(**shared, **_place(name, language), **values)
            yield _address(name, language), page.encode()
        for name, values in feeds.feeds(site):
            feed = templates.get_template("feed.atom.j2")
            text = feed.render(**shared, **_place(name, language), **values)
            yield _address(name, language), text.encode()


def _address(name: str, language: str) -> str:
    return name if language == "zh" else f"{language}/{name}"


def _place(name: str, language: str) -> dict:
    """Where a page stands. Links are relative: the site may be served below any address."""
    home = "../" * name.count("/")
    root = home if language == "zh" else f"{home}../"
    other = next(each for each in LANGUAGES if each != language)
    return {
        "page": name,
        "home": home,
        "root": root,
        "other_language": other,
        "translation": f"{root}{_address(name, other)}",
    }


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"slug": slug, "basename": lambda address: PurePosixPath(address).name}
    return templates


def _shared(site: Site) -> dict:
    """What every template may use. The style stands in the page, allowed by its own hash."""
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "site": site,
        "say": site.say,
        "language": site.language,
        "html_language": HTML_LANGUAGES[site.language],
        "html_languages": HTML_LANGUAGES,
        "languages": LANGUAGES,
        "navigation": NAVIGATION,
        "style": Markup(style),
        "style_hash": f"sha256-{digest}",
        "info": {**site.found.info, **_standing(site)},
        "weather_credit": weather_credit if weather_credit.is_due(site.found.info) else None,
        "banner": calendar.banner(site),
        "missing": site.found.missing,
        "wording": wording,
        "feed_of": feeds.address,
        "whole_feed": feeds.WHOLE,
        "localised": site.localised,
        "joined": site.joined,
    }


def _standing(site: Site) -> dict:
    """Of a notice, whose figures are an older release's: its own name and place in the chain."""
    if not site.calendar:
        return {}
    latest = site.calendar[-1]
    return {"release_name": latest.release, "head_hash_previous": latest.previous}
