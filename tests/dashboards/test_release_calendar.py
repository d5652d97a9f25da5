"""The release calendar, and what every page says when a release was withheld or is late."""

from datetime import date, datetime

import pytest

from dashboards.public_site import build
from dashboards.public_site.site import slug
from pipelines.releases.calendar import Entry
from tests.dashboards import sample_release

UNREADABLE = {"asset": "raw/orders", "check": "files_are_readable"}
HIDDEN = {"asset": "marts/fct_orders", "check": "<b>fct_orders</b>__unique"}


def entry(number, day, due, notice=None):
    return Entry(
        release=f"{number:06d}",
        as_of=datetime(2026, 3, 31, 16),  # noqa: DTZ001 — as the books have it, in UTC
        made_on=date(2026, 4, day),
        next_due_on=date(2026, 4, due),
        notice=notice and {"figures_of": "000001", **notice},
        previous="cd" * 32 if number > 1 else None,
    )


MADE = entry(1, 1, 8)
LATE = entry(2, 9, 8, {"kind": "late", "reasons": []})
MADE_LATE = entry(3, 11, 18)
WITHHELD = entry(4, 17, 18, {"kind": "withheld", "reasons": [UNREADABLE, HIDDEN]})


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return sample_release.make(tmp_path_factory.mktemp("calendar")) / "public.duckdb"


@pytest.fixture(scope="module")
def site(database, tmp_path_factory):
    """The site of a notice."""
    out = tmp_path_factory.mktemp("site") / "public"
    build(database, out, [MADE, LATE, MADE_LATE, WITHHELD])
    return out


@pytest.mark.parametrize(
    ("folder", "sentences"),
    [
        ("", ["这次发布被扣下", "2026-04-17 的发布没有通过检查", "订单：有文件无法读取。",
              "现有数字来自发布 000001"]),
        ("en", ["This release was withheld", "The release of 2026-04-17 did not pass its checks",
                "Orders: a file could not be read.", "those of release 000001"]),
    ],
)  # fmt: skip
def test_every_page_of_a_notice_says_what_happened_and_why(site, folder, sentences):
    pages = list((site / folder).glob("*.html"))
    assert len(pages) == 9
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert [sentence for sentence in sentences if sentence not in text] == []
        # A check is called what a stranger may have called it.
        assert "<b>fct" not in text


def test_a_notice_s_pages_stand_at_their_own_place_in_the_chain(site):
    text = (site / "en" / "index.html").read_text(encoding="utf-8")
    assert "<dd>000004</dd>" in text
    assert "cd" * 32 in text


def test_the_calendar_tells_what_each_release_was(site):
    text = (site / "en" / "calendar.html").read_text(encoding="utf-8")
    rows = text.split("<tbody>")[1].split("</tr>")[:4]
    told = ["withheld: no new figures", "published, 3 days late", "overdue: no new", "published"]
    assert [word for word, row in zip(told, rows, strict=True) if word not in row] == []
    assert [name for name in ("000004", "000003", "000002", "000001") if name not in text] == []
    assert "due on 2026-04-18 or before" in text


@pytest.mark.parametrize("feed", ["all.atom", f"{slug('R01')}.atom"])
def test_who_follows_a_feed_is_told_of_a_notice_too(site, feed):
    text = (site / "en" / "feeds" / feed).read_text(encoding="utf-8")
    entry = text.split("<entry>")[1]
    assert "This release was withheld</title>" in entry
    assert "<updated>2026-04-17T00:00:00Z</updated>" in entry
    assert "Orders: a file could not be read." in entry
    assert "<b>fct" not in entry


def test_a_late_release_says_since_when(database, tmp_path):
    build(database, tmp_path / "public", [MADE, LATE])
    text = (tmp_path / "public" / "en" / "index.html").read_text(encoding="utf-8")
    assert "New figures were due on 2026-04-08 or before, and were not published by" in text


def test_a_release_with_figures_says_nothing_of_the_kind(database, tmp_path):
    build(database, tmp_path / "public", [MADE, LATE, MADE_LATE])
    text = (tmp_path / "public" / "en" / "index.html").read_text(encoding="utf-8")
    assert "out of date" not in text
    assert "This release was withheld" not in text
