"""The static site: right figures, plain text, nothing from outside, the same bytes each time."""

import csv
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from dashboards.public_site import build
from dashboards.warehouse import SETTINGS
from tests.dashboards import sample_release
from tests.dashboards.sample_figures import REGIONS

PAGES = [
    f"{folder}{name}.html" for folder in ("", "en/") for name in ("index", "regions", "method")
]
MOST_BYTES = 150_000


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def named(self, *names: str) -> list[dict]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture(scope="module")
def site(sample_home) -> Path:
    return (sample_home / "releases" / "current").resolve() / "public"


@pytest.fixture(params=PAGES)
def page(site, request) -> tuple[Path, Elements]:
    path = site / request.param
    return path, Elements(path.read_text(encoding="utf-8"))


def value_in(database: Path, metric_id: str) -> float:
    with duckdb.connect(database, read_only=True, config=SETTINGS) as connection:
        return connection.execute(
            "select value from metrics.metric_values where metric_id = ? "
            "and cut = 'all' and period_grain = 'all'",
            [metric_id],
        ).fetchone()[0]


@pytest.mark.parametrize("name", ["index.html", "en/index.html"])
def test_figure_on_the_page_is_the_database_s(site, name):
    value = value_in(site.parent / "public.duckdb", "resolved_within_7d")
    text = (site / name).read_text(encoding="utf-8")
    assert f'data-metric="resolved_within_7d">{value:.1%}<' in text


def test_open_complaints_are_counted_and_small_groups_named(site):
    text = (site / "index.html").read_text(encoding="utf-8")
    # 807 received, 751 of them closed
    assert "807 件中仍有 56 件没有结案" in text
    assert "未公布 1 个地区：白水乡 Baishui" in text


def test_page_has_no_script_and_fetches_nothing(page):
    _, elements = page
    assert not elements.named("script", "iframe", "object", "embed", "form", "img")
    assert not [tag for tag, attributes in elements.tags if "style" in attributes]
    assert not [name for _, given in elements.tags for name in given if name.startswith("on")]
    policies = [meta for meta in elements.named("meta") if "http-equiv" in meta]
    assert "default-src 'none'" in policies[0]["content"]
    assert "unsafe" not in policies[0]["content"]


def test_links_resolve(page):
    path, elements = page
    for link in elements.named("a", "link"):
        target, _, fragment = link["href"].partition("#")
        if target == "data:,":
            continue
        found = (path.parent / target).resolve() if target else path
        assert found.is_file(), link["href"]
        if fragment:
            assert f'id="{fragment}"' in found.read_text(encoding="utf-8")


def test_page_is_light_and_says_that_it_is_simulated(page):
    path, elements = page
    assert path.stat().st_size < MOST_BYTES
    assert "Simulated data" in " ".join(elements.said)


def test_page_is_built_for_screen_readers(page):
    _, elements = page
    tags = [tag for tag, _ in elements.tags]
    assert {"header", "nav", "main", "footer", "h1"} <= set(tags)
    assert elements.named("html")[0]["lang"] in ("zh-CN", "en")
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in heading for heading in elements.named("th"))
    assert tags.count("svg") == len(elements.named("title")) - 1


def test_release_and_the_one_before_are_printed(page):
    path, _ = page
    text = path.read_text(encoding="utf-8")
    assert sample_release.NAME in text
    assert "ab" * 32 in text


def test_open_data_holds_the_public_rows_marked_as_simulated(site):
    with (site / "data" / "metric_values.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with duckdb.connect(site.parent / "public.duckdb", read_only=True, config=SETTINGS) as public:
        assert (
            len(rows) == public.execute("select count(*) from metrics.metric_values").fetchone()[0]
        )
    assert {row["is_simulated"] for row in rows} == {"True"}


def test_the_same_database_gives_the_same_bytes(site, tmp_path):
    written = build(site.parent / "public.duckdb", tmp_path)
    assert len(written) == len(PAGES) + 3
    for path in written:
        assert path.read_bytes() == (site / path.relative_to(tmp_path)).read_bytes()


def test_a_name_made_of_html_or_a_formula_shows_as_text(tmp_path):
    names = [
        "<script>alert(1)</script>",
        '=HYPERLINK("x")',
        "\" onload='x'",
        "a&b",
        "{{ 7*7 }}",
        "R6",
    ]
    regions = [
        row | {"region_name": name}
        for row, name in zip(sample_release.regions(), names, strict=True)
    ]
    folder = sample_release.make(tmp_path, "hostile", {"marts.dim_regions": regions})
    for name in PAGES:
        elements = Elements((folder / "public" / name).read_text(encoding="utf-8"))
        assert not elements.named("script")
        assert not [given for _, given in elements.tags if "onload" in given]
        if "method" not in name:
            assert "<script>alert(1)</script>" in elements.said
    assert "'=HYPERLINK" in (folder / "public" / "data" / "regions.csv").read_text("utf-8-sig")


def test_without_complaints_the_page_gives_the_reason(tmp_path):
    figures = [row for row in sample_release.figure_rows() if row["metric_id"] == "on_time_rate"]
    reason = {
        "available": False,
        "reason_zh": "输入没有投诉。",
        "reason_en": "No complaints given.",
    }
    coverage = [
        row | reason if row["metric_id"].startswith("res") else row
        for row in sample_release.coverage()
    ]
    tables = {"metrics.metric_values": figures, "metrics.coverage": coverage}
    database = tmp_path / "public.duckdb"
    sample_release.write(database, sample_release.shared_tables("bare") | tables)
    build(database, tmp_path / "public")
    assert "输入没有投诉。" in (tmp_path / "public" / "index.html").read_text("utf-8")


def test_very_many_regions_are_spread_over_pages(tmp_path):
    example = sample_release.regions()[0]
    regions = [example | {"region_id": f"Z{n:04}", "region_name": f"区 {n:04}"} for n in range(400)]
    rows = [row for row in sample_release.figure_rows() if row["period_grain"] == "all"]
    wide = [row for row in rows if row["member"] == REGIONS[0][0]]
    figures = [row | {"member": region["region_id"]} for row in wide for region in regions]
    tables = {"metrics.metric_values": rows + figures, "marts.dim_regions": regions}
    database = tmp_path / "public.duckdb"
    sample_release.write(database, sample_release.shared_tables("wide") | tables)
    pages = [path for path in build(database, tmp_path / "public") if path.suffix == ".html"]
    # 400 regions at 150 a page are 3 pages, twice; and index and method, twice
    assert len(pages) == 10
    assert max(path.stat().st_size for path in pages) < MOST_BYTES
