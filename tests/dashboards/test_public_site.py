"""The static site: right figures, plain text, nothing from outside, the same bytes each time."""

import re
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from dashboards.public_site import build
from dashboards.public_site.site import slug
from dashboards.warehouse import SETTINGS
from tests.dashboards import sample_public, sample_release
from tests.dashboards.page_elements import Elements, elements

NAMES = [
    "index",
    "promises",
    "regions",
    "delay",
    "claims",
    "corrections",
    "calendar",
    "method",
    "open-data",
]
AREAS = [f"areas/{slug(row['region_id'])}" for row in sample_release.regions()]
PAGES = [f"{folder}{name}.html" for folder in ("", "en/") for name in (*NAMES, *AREAS)]
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("site")
    return sample_release.make(home, changes=sample_public.changes()) / "public"


@pytest.fixture(params=PAGES)
def page(site, request) -> tuple[Path, Elements]:
    path = site / request.param
    return path, elements(path)


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
        assert not target.startswith(("http:", "https:", "/"))
        found = (path.parent / target).resolve() if target else path
        assert found.is_file(), link["href"]
        if fragment:
            assert f'id="{fragment}"' in found.read_text(encoding="utf-8")


def test_page_is_light_and_says_that_it_is_simulated(page):
    path, elements = page
    assert path.stat().st_size < MOST_BYTES
    assert "Simulated data" in " ".join(elements.said)


def test_page_is_built_for_screen_readers(page):
    path, elements = page
    tags = [tag for tag, _ in elements.tags]
    assert {"header", "nav", "main", "footer", "h1"} <= set(tags)
    assert elements.named("html")[0]["lang"] in ("zh-CN", "en")
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in heading for heading in elements.named("th"))
    assert tags.count("svg") == len(elements.named("title")) - 1
    # A chart is never without its table.
    assert "svg" not in tags or "table" in tags
    assert {"href": "#main", "class": "skip"} in elements.named("a")
    ids = [given["id"] for _, given in elements.tags if "id" in given]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-labelledby="([^"]+)"', path.read_text("utf-8"))) <= set(ids)


def test_release_and_the_one_before_are_printed(page):
    path, _ = page
    text = path.read_text(encoding="utf-8")
    assert sample_release.NAME in text
    assert "ab" * 32 in text


def test_the_same_database_gives_the_same_bytes(site, tmp_path):
    written = build(site.parent / "public.duckdb", tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in written} >= set(PAGES)
    for path in written:
        assert path.read_bytes() == (site / path.relative_to(tmp_path)).read_bytes()


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
    without = sample_public.site(tmp_path, tables)
    assert "输入没有投诉。" in (without / "index.html").read_text("utf-8")
    assert "输入没有投诉。" in (without / "promises.html").read_text("utf-8")


def test_very_many_regions_keep_pages_light(tmp_path):
    many = sample_public.site(tmp_path, sample_public.many_regions(400))
    pages = list(many.rglob("*.html"))
    # Each region has a page, and their list is spread over 3, in both languages.
    assert len(list(many.glob("areas/*.html"))) == 400
    assert len(pages) == 2 * (400 + 3 + len(NAMES) - 1)
    assert max(path.stat().st_size for path in pages) < MOST_BYTES


def test_more_regions_yet_share_pages(tmp_path, monkeypatch):
    monkeypatch.setattr("dashboards.public_site.site.MOST_AREA_PAGES", 20)
    many = sample_public.site(tmp_path, sample_public.many_regions(100))
    pages = sorted(many.glob("areas/*.html"))
    assert len(pages) == 20
    assert max(path.stat().st_size for path in pages) < MOST_BYTES
    found = elements(pages[0])
    assert {f"z{number:05}" for number in range(5)} <= {
        given.get("id") for given in found.named("h2")
    }
    links = [link["href"] for link in elements(many / "regions.html").named("a")]
    assert "areas/z00000.html#z00004" in links
    assert len(list(many.glob("feeds/z*.atom"))) == 100


def test_a_figure_that_was_not_renewed_says_from_when_it_is(site):
    for language, words in (("", "截至 2026-03-20"), ("en/", "as of 2026-03-20")):
        page = (site / f"{language}regions.html").read_text(encoding="utf-8")
        assert page.count(words) == 1
