"""Each page opens in both languages, shows the database's figure, and keeps its address."""

import re

import pytest

from dashboards.components import fairness
from dashboards.components.plain import plain
from pipelines.dbt_vars import dbt_vars

MANAGERS = [
    *("overview", "delay", "loss", "riders", "weather", "systems", "payments"),
    *("complaints", "fairness", "drill", "compare", "claims", "quality"),
]
PAGES = [
    *(("staff_app.py", f"managers/{name}.py") for name in MANAGERS),
    *(("staff_app.py", f"analysts/{name}.py") for name in ("orders", "catalogue", "sql")),
    *(("public_app.py", f"public/{name}.py") for name in ("resolution", "explore", "method")),
    ("public_app.py", "managers/claims.py"),
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MANAGERS_WEEK = "2026-03-16"  # the newest week that ends before the 25th


def texts(page) -> list[str]:
    kinds = (
        page.title,
        page.header,
        page.subheader,
        page.markdown,
        page.info,
        page.warning,
        page.success,
    )
    return [element.value for kind in kinds for element in kind]


def card(page, label: str) -> str:
    return next(metric.value for metric in page.metric if metric.label == label)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("app", "view"), PAGES)
def test_page_opens(open_page, app, view, language):
    page = open_page(app, view, lang=language)
    assert not page.exception
    assert not page.error
    assert CHINESE.search(page.title[0].value) or language == "en"
    banner = page.warning[0].value
    assert "模拟数据" in banner
    assert "Simulated data" in banner
    assert not [text for text in texts(page) if "{" in text or "None" in text or "nan" in text]


def test_overview_shows_the_newest_mature_week(open_page, figure):
    page = open_page("staff_app.py", "managers/overview.py", lang="zh")
    value = figure("on_time_rate", "week", MANAGERS_WEEK)
    assert card(page, "准时率") == f"{value:.1%}"
    assert any(MANAGERS_WEEK in caption.value for caption in page.caption)


def test_filters_come_from_the_address_and_stay_there(open_page, figure):
    page = open_page(
        "staff_app.py",
        "managers/delay.py",
        lang="en",
        region="R05",
        grain="month",
        metric="late_rate_30",
    )
    value = figure("on_time_rate", "month", "2026-03-01", member="R05")
    assert card(page, "On-time rate") == f"{value:.1%}"
    kept = {"lang": "en", "region": "R05", "grain": "month", "metric": "late_rate_30"}
    assert page.query_params == kept
    page.segmented_control(key="choice_lang").set_value("zh").run()
    assert card(page, "准时率") == f"{value:.1%}"


def test_an_address_with_nonsense_falls_back_to_the_default(open_page):
    page = open_page("staff_app.py", "managers/overview.py", lang="xx", region="<b>", grain="year")
    assert not page.exception
    assert not page.error
    assert page.title[0].value == "总览"


def test_choices_stay_when_the_page_changes(open_page):
    page = open_page("staff_app.py", "managers/delay.py", region="R03")
    page.query_params.clear()
    page = page.switch_page("views/managers/complaints.py").run()
    assert page.selectbox(key="choice_region").value == "R03"


def test_a_rate_without_interval_says_why(open_page):
    # One region and week are 7 region-days.
    page = open_page("staff_app.py", "managers/overview.py", lang="zh", region="R05")
    assert any("不足 10 天" in caption.value for caption in page.caption)


def test_a_missing_figure_gives_its_reason(open_page):
    page = open_page("staff_app.py", "managers/overview.py", lang="zh")
    reasons = page.table[0].value
    assert list(reasons["原因"]) == ["输入没有取消方。"]


def test_every_chart_says_its_finding_to_a_screen_reader(open_page):
    for view in MANAGERS[1:11]:
        page = open_page("staff_app.py", f"managers/{view}.py", lang="zh")
        charts = page.get("plotly_chart")
        assert charts
        captions = [caption.value for caption in page.caption]
        assert all(plain(chart.proto.alt) in captions for chart in charts)


def test_fairness_page_shows_a_gap_beside_the_one_among_like_cases(open_page):
    page = open_page("staff_app.py", "managers/fairness.py", lang="zh")
    page.session_state["found_service"] = True
    page.run()
    groups, found = (table.value.replace("\u00a0", " ", regex=True) for table in page.table)
    assert list(groups["群体"]) == ["县域", "乡村"]
    assert list(groups["差距"]) == ["−5.0 个百分点", "−2.0 个百分点"]
    assert list(groups["同类差距"]) == ["−2.5 个百分点", "−1.0 个百分点"]
    assert list(groups["结论"]) == ["≠ 有差距", "? 数据不足"]
    assert groups["对照"][0] == "城区 90.0%"
    # Of all figures and cuts of the period.
    assert list(found["差距"]) == ["−12.0 个百分点", "−5.0 个百分点", "−35.0 个百分点"]
    assert any("县域比城区低 5.0 个百分点" in caption.value for caption in page.caption)


def test_fairness_page_follows_its_address(open_page):
    chosen = {"period": "month_2026-03-01", "figure": "on_time_rate", "cut": "region_type"}
    page = open_page("staff_app.py", "managers/fairness.py", lang="en", **chosen)
    assert list(page.table[0].value["Group"]) == ["Rural"]
    page = open_page("staff_app.py", "managers/fairness.py", lang="en", cut="region")
    assert len(page.table[0].value) == 3


def test_fairness_page_says_when_there_is_nothing_to_compare(open_page):
    page = open_page("staff_app.py", "managers/fairness.py", lang="zh", platform="elsewhere")
    assert not page.exception


def test_the_margin_is_the_warehouses_own():
    assert dbt_vars()["material_gap"] == fairness.MARGIN


def test_claims_page_says_what_was_claimed_and_what_was_found(open_page):
    page = open_page("staff_app.py", "managers/claims.py", lang="zh")
    late, heard = (table.value for table in page.table)
    assert list(late["文章所称"]) == ["不高于 50.0%", "不低于 85.0%"]
    assert list(late["数据"]) == ["88.0%", "88.0%"]
    assert list(late["结论"]) == ["✕ 不符", "✓ 支持"]
    assert heard["文章所称"][0] == "不高于 −25.0 个百分点"
    assert heard["数据"][0].replace("\u00a0", " ") == "−20.0 个百分点"
    assert re.sub(r"\s", " ", heard["95% 区间"][0]).replace("\u2060", "") == "−30.0 – −10.0"
    assert list(heard.iloc[1])[2:] == ["—", "—", "—", "— 无法衡量"]
    summary = "2 条说法，4 种理解：数据支持 1 种，不符 1 种，无法断定 1 种，这里无法衡量 1 种。"
    assert summary in [text.value for text in page.markdown]


def test_quality_page_adds_up_the_ledger(open_page):
    page = open_page("staff_app.py", "managers/quality.py", lang="en")
    # 6 + 81,024 + 810 + 420 read; 112 + 6 of them in quarantine
    assert card(page, "Read") == "82,260"
    assert card(page, "In quarantine") == "118"


def test_public_page_shows_the_public_figure_and_names_what_it_leaves_out(open_page, figure):
    page = open_page("public_app.py", "public/resolution.py", lang="zh")
    value = figure("resolved_within_7d", "all", "2026-03-02", audience="public")
    assert card(page, "7 天内解决") == f"{value:.1%}"
    assert any("白水乡 Baishui" in caption.value for caption in page.caption)
