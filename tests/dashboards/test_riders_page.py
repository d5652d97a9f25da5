"""The riders' page: what-if starts from what was measured, and names its limits."""

import pytest

from tests.dashboards import sample_release

VIEW = ("staff_app.py", "managers/riders.py")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("part", ["gap", "where", "load", "what_if"])
def test_each_part_opens(open_page, part, language):
    page = open_page(*VIEW, lang=language, part=part)
    assert not page.exception
    assert not page.error
    assert page.query_params.get("part", "gap") == part


def cells(page) -> dict[str, list[str]]:
    table = page.table[0].value.replace({"\u00a0": " "}, regex=True)
    return {name: list(table[name]) for name in table.columns}


def test_unchanged_the_model_starts_from_what_was_measured(open_page):
    page = open_page(*VIEW, lang="zh", part="what_if", where="R03")
    before, after = cells(page)["准时率（实测 → 推算）"][0].split(" → ")
    assert before == after
    assert cells(page)["地区"] == ["青山区 Qingshan"]


def test_the_measured_rate_is_the_published_one(open_page, figure):
    page = open_page(*VIEW, lang="zh", part="what_if", where="R03")
    published = figure("on_time_rate", "all", "2026-03-02", member="R03")
    assert cells(page)["准时率（实测 → 推算）"][0].startswith(f"{published:.1%} →")


def test_more_riders_wait_less_and_the_lender_waits_more(open_page):
    chosen = {"where": "R05", "from": "R01", "riders": "2", "since": "0", "until": "24"}
    page = open_page(*VIEW, lang="zh", part="what_if", **chosen)
    assert {name: page.query_params[name] for name in ("where", "from", "riders")} == {
        "where": "R05",
        "from": "R01",
        "riders": "2",
    }
    (now, then), (lent_now, lent_then) = (
        (float(part.removesuffix(" 分钟")) for part in cell.split(" → "))
        for cell in cells(page)["平均等待（模型）"]
    )
    assert then < now
    assert lent_then >= lent_now


def test_a_longer_promise_changes_the_on_time_rate_and_not_the_wait(open_page):
    page = open_page(*VIEW, lang="en", part="what_if", where="R03", promise="10")
    before, after = cells(page)["On time, measured → modelled"][0].split(" → ")
    assert float(after.rstrip("%")) > float(before.rstrip("%"))
    before, after = cells(page)["Mean wait, modelled"][0].split(" → ")
    assert before == after


def test_hours_that_end_before_they_begin_give_a_sentence(open_page):
    page = open_page(*VIEW, lang="zh", part="what_if", since="14", until="11")
    assert [info.value for info in page.info] == ["结束时间要晚于开始时间。"]


def test_it_says_that_it_is_a_model_and_what_it_leaves_out(open_page):
    page = open_page(*VIEW, lang="zh", part="what_if")
    assert any("模型推算，不是实测" in warning.value for warning in page.warning)
    assert any("没算进去的" in caption.value for caption in page.caption)


def test_a_platform_without_riders_gives_a_sentence(tmp_path, monkeypatch, open_page):
    slots = [row | {"riders_available": None} for row in sample_release.rider_slots()]
    sample_release.make(tmp_path, changes={"marts.fct_rider_slots": slots})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*VIEW, lang="zh", part="what_if")
    assert not page.exception
    assert not page.error
    assert any("不等于没有缺口" in info.value for info in page.info)
