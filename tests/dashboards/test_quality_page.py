"""The page on data quality says what was deleted on request."""

import duckdb
import pytest

from tests.dashboards import sample_release

VIEW = ("staff_app.py", "managers/quality.py")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["顾客", "订单", "整行删除", "17"]),
        ("en", ["customer", "orders", "rows deleted", "17"]),
    ],
)
def test_what_was_deleted_on_request_is_told(open_page, language, words):
    page = open_page(*VIEW, lang=language)
    (row,) = next(table.value for table in page.table if words[2] in str(table.value)).to_numpy()
    assert [word for word in words if word not in " ".join(map(str, row))] == []


def test_that_nothing_was_is_told_too(tmp_path, monkeypatch, open_page):
    folder = sample_release.make(tmp_path)
    with duckdb.connect(folder / "manager.duckdb") as connection:
        connection.execute("delete from release.deletions")
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*VIEW, lang="en")
    assert any("No row was deleted on request" in caption.value for caption in page.caption)


@pytest.mark.parametrize(
    ("language", "late", "in_time"),
    [
        ("zh", ["投诉", "已逾期"], ["订单", "未逾期"]),
        ("en", ["complaints", "overdue"], ["orders", "in time"]),
    ],
)
def test_a_day_that_is_overdue_is_told_by_the_clock(open_page, language, late, in_time):
    page = open_page(*VIEW, lang=language)
    table = next(table.value for table in page.table if late[1] in str(table.value))
    rows = [" ".join(map(str, row)) for row in table.to_numpy()]
    assert len(rows) == 2
    for row, words in zip(rows, (late, in_time), strict=True):
        assert [word for word in (*words, "demo", "2026-03-30") if word not in row] == []
