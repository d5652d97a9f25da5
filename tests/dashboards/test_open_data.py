"""The data to take away: whole, described, valid, and harmless."""

import csv
import json
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import frictionless
import pyarrow.parquet as pq
import pytest

from dashboards.public_site import build
from dashboards.public_site.contents import OPEN_DATA
from dashboards.public_site.open_data import sha256
from dashboards.public_site.site import slug
from dashboards.warehouse import SETTINGS
from tests.dashboards import sample_public, sample_release
from tests.dashboards.page_elements import elements

ATOM = "{http://www.w3.org/2005/Atom}"
SCRIPT = "<script>alert(1)</script>"
NAMES = [SCRIPT, '=HYPERLINK("x")', "\" onload='x'", "a&b]]>", "{{ 7*7 }}", "bell\x07&\x0b"]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("open_data")
    return sample_release.make(home, changes=sample_public.changes()) / "public"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    regions = [
        row | {"region_name": name}
        for row, name in zip(sample_release.regions(), NAMES, strict=True)
    ]
    regions[2]["region_id"] = "../../<b>"
    return sample_public.site(tmp_path_factory.mktemp("hostile"), {"marts.dim_regions": regions})


def csv_rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", OPEN_DATA)
def test_both_formats_hold_every_public_row(site, name):
    table, _ = OPEN_DATA[name]
    with duckdb.connect(site.parent / "public.duckdb", read_only=True, config=SETTINGS) as public:
        held = public.execute(f"from {table}").fetchall()
        columns = [column[0] for column in public.description]
    parquet = pq.read_table(site / "data" / f"{name}.parquet")
    assert parquet.column_names == [*columns, "is_simulated"]
    rows = [tuple(row.values())[:-1] for row in parquet.to_pylist()]
    assert sorted(map(repr, rows)) == sorted(map(repr, held))
    text = csv_rows(site / "data" / f"{name}.csv")
    assert len(text) == len(held)
    assert {row["is_simulated"] for row in text} == {"True"}


def test_data_package_is_valid_and_names_every_file(site):
    package = site / "data" / "datapackage.json"
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["name", "rowNumber", "type", "message"])
    listed = {resource["path"] for resource in json.loads(package.read_text())["resources"]}
    assert listed == {f"{name}.{kind}" for name in OPEN_DATA for kind in ("csv", "parquet")}


def test_data_package_notices_a_changed_row(hostile):
    table = hostile / "data" / "coverage.csv"
    kept = table.read_bytes()
    table.write_bytes(kept.replace(b"True", b"Tru3", 1))
    assert not frictionless.validate(str(hostile / "data" / "datapackage.json")).valid
    table.write_bytes(kept)


def test_a_whole_number_beside_a_missing_one_stays_whole(tmp_path):
    regions = sample_release.regions()
    regions[1]["city_tier"] = None
    public = sample_public.site(tmp_path, {"marts.dim_regions": regions})
    with duckdb.connect(tmp_path / "public.duckdb") as connection:
        connection.execute("alter table marts.dim_regions alter city_tier type integer")
    build(tmp_path / "public.duckdb", public)
    tiers = [row["city_tier"] for row in csv_rows(public / "data" / "regions.csv")]
    assert tiers == ["2", "", "2", "2", "2", "2"]


def test_catalogue_for_machines_names_files_that_are_there(site):
    catalogue = json.loads((site / "data" / "catalog.jsonld").read_text("utf-8"))
    (dataset,) = catalogue["dcat:dataset"]
    assert {"dcat:Dataset", "schema:Dataset"} <= set(dataset["@type"])
    for distribution in dataset["dcat:distribution"]:
        content = (site / "data" / distribution["dcat:downloadURL"]["@id"]).read_bytes()
        assert distribution["dcat:byteSize"] == len(content)
        assert distribution["spdx:checksum"]["spdx:checksumValue"] == sha256(content)


def test_page_lists_the_files_and_how_to_cite_them(site):
    page = elements(site / "en" / "open-data.html")
    links = {link["href"] for link in page.named("a")}
    for name in OPEN_DATA:
        assert {f"../data/{name}.csv", f"../data/{name}.parquet"} <= links
    text = page.text()
    assert sample_release.NAME in text
    assert sha256((site / "data" / "datapackage.json").read_bytes()) in text
    assert "ab" * 32 in text
    assert "publisher not stated" in text
    assert "Not stated by the publisher. That is no permission" in text
    types = [given["itemtype"] for _, given in page.tags if "itemtype" in given]
    assert types[0] == "https://schema.org/Dataset"


def test_stated_licence_and_publisher_are_shown_everywhere(tmp_path):
    terms = {"publisher": "江城交通局", "licence": "CC-BY-4.0",
             "licence_url": "https://creativecommons.org/licenses/by/4.0/"}  # fmt: skip
    stated = sample_public.site(tmp_path, {"release.info": [sample_release.INFO | terms]})
    text = elements(stated / "open-data.html").text()
    assert "江城交通局：《配送平台问责" in text
    assert "没有注明许可" not in text
    package = json.loads((stated / "data" / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": terms["licence_url"]}]
    catalogue = json.loads((stated / "data" / "catalog.jsonld").read_text("utf-8"))
    assert catalogue["dcat:dataset"][0]["dct:license"] == {"@id": terms["licence_url"]}


def test_fetched_weather_is_credited_wherever_it_is_shown_and_nothing_else_is(tmp_path, site):
    fetched = sample_release.INFO | {"has_open_meteo_weather": True}
    credited = sample_public.site(tmp_path, {"release.info": [fetched]})
    address, terms = "https://open-meteo.com/", "https://creativecommons.org/licenses/by/4.0/"
    for folder, is_due in ((credited, True), (site, False)):
        for page in ("index.html", "delay.html", "en/index.html"):
            links = {link["href"] for link in elements(folder / page).named("a")}
            assert ({address, terms} <= links) == is_due
            assert ("Open-Meteo.com" in elements(folder / page).text()) == is_due
        package = json.loads((folder / "data" / "datapackage.json").read_text("utf-8"))
        assert (address in [source.get("path") for source in package["sources"]]) == is_due
        catalogue = json.loads((folder / "data" / "catalog.jsonld").read_text("utf-8"))
        assert ("dct:source" in catalogue["dcat:dataset"][0]) == is_due
    assert frictionless.validate(str(credited / "data" / "datapackage.json")).valid


def parsed(path: Path) -> ElementTree.Element:
    """A feed that has what RFC 4287 asks of one."""
    feed = ElementTree.fromstring(path.read_bytes())
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        for required in ("id", "title", "updated"):
            assert part.findtext(f"{ATOM}{required}"), required
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    for link in feed.iter(f"{ATOM}link"):
        assert (path.parent / link.get("href")).resolve().is_file()
    return feed


def test_every_region_has_a_feed_of_its_own(site):
    feeds = [path for folder in ("", "en/") for path in (site / f"{folder}feeds").glob("*.atom")]
    assert len(feeds) == 2 * (6 + 1)
    ids = [parsed(path).findtext(f"{ATOM}id") for path in feeds]
    assert len(set(ids)) == len(ids)
    alternates = elements(site / "areas" / f"{slug('R01')}.html").named("link")
    linked = [link["href"] for link in alternates if link.get("type") == "application/atom+xml"]
    assert f"../feeds/{slug('R01')}.atom" in linked


def test_feed_tells_the_published_figures(site, figure_text):
    feed = parsed(site / "en" / "feeds" / f"{slug('R01')}.atom")
    assert figure_text in "".join(feed.find(f".//{ATOM}content").itertext())


def test_a_new_release_is_a_new_entry_of_the_same_feed(site, tmp_path):
    info = sample_release.INFO | {"release_name": "later"}
    later = sample_public.site(tmp_path, {"release.info": [info]})
    name = Path("feeds") / f"{slug('R01')}.atom"
    before, after = parsed(site / name), parsed(later / name)
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")
    entry = f"{ATOM}entry/{ATOM}id"
    assert before.findtext(entry) != after.findtext(entry)


@pytest.fixture(scope="module")
def figure_text(site) -> str:
    with duckdb.connect(site.parent / "public.duckdb", read_only=True, config=SETTINGS) as public:
        (value,) = public.execute(
            "select value from metrics.metric_values where metric_id = 'on_time_rate'"
            " and member = 'R01' and period_grain = 'all'"
        ).fetchone()
    return f"On-time rate: {value:.1%}"


def test_a_name_made_of_html_or_a_formula_shows_as_text(hostile):
    for path in hostile.rglob("*.html"):
        page = elements(path)
        assert not page.named("script")
        assert not [given for _, given in page.tags if "onload" in given]
    for name in ("index", "regions", f"areas/{slug('R01')}"):
        assert SCRIPT in " ".join(elements(hostile / f"{name}.html").said)
    titles = [parsed(path).findtext(f"{ATOM}title") for path in hostile.rglob("*.atom")]
    assert f"Fairlane 公道 · {SCRIPT}" in titles
    assert "Fairlane 公道 · bell\ufffd&\ufffd" in titles
    names = {row["region_name"] for row in csv_rows(hostile / "data" / "regions.csv")}
    assert {SCRIPT, '\'=HYPERLINK("x")'} <= names
    assert set(
        pq.read_table(hostile / "data" / "regions.parquet")["region_name"].to_pylist()
    ) == set(NAMES)
    assert frictionless.validate(str(hostile / "data" / "datapackage.json")).valid
    # An identifier made of a path leads nowhere else.
    assert {path.parent.name for path in hostile.parent.rglob("*.html")} == {
        "public", "en", "areas",
    }  # fmt: skip
    assert len(list((hostile / "areas").iterdir())) == len(NAMES)
