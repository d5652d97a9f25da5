"""Two periods or two regions side by side: values, difference, and what noise allows to say."""

import pandas as pd
import pytest

from pipelines.significance import change
from tests.dashboards import sample_release
from tests.dashboards.sample_figures import figure_rows

PAGE = ("staff_app.py", "managers/compare.py")


def table(page) -> pd.DataFrame:
    shown = page.table[0].value.replace({"\u00a0": " ", "\u2060": ""}, regex=True)
    return shown.set_index(shown.columns[0])


def test_two_weeks_stand_beside_each_other_with_their_difference(open_page, figure):
    page = open_page(*PAGE, lang="zh", **{"from": "2026-03-02", "to": "2026-03-16"})
    earlier, later = (figure("on_time_rate", "week", f"2026-03-{day}") for day in ("02", "16"))
    row = table(page).loc["准时率"]
    assert row.iloc[0].startswith(f"{earlier:.1%}（")
    assert row.iloc[1].startswith(f"{later:.1%}（")
    points = f"{abs(later - earlier) * 100:.1f} 个百分点"
    assert points in row.iloc[2]


def test_a_difference_of_two_regions_is_judged_by_its_interval(open_page):
    page = open_page(*PAGE, lang="en", by="regions", grain="all", place="R01", other="R05")
    row = table(page).loc["On-time rate"]
    # 88.5 % against 78 %: far beyond any noise of thirty days.
    assert row["Verdict"] == "≠ beyond noise"
    assert row["Difference (right − left)"].startswith("−")


def test_what_has_no_interval_is_not_judged(open_page):
    page = open_page(*PAGE, lang="en", by="regions", grain="all")
    assert table(page).loc["Median promise", "Verdict"] == "? no interval, cannot say"


def test_an_immature_side_says_so(open_page):
    page = open_page(*PAGE, lang="zh", to="2026-03-23")
    assert table(page).loc["准时率"].iloc[1].endswith("未成熟")
    assert any("有一边尚未成熟" in caption.value for caption in page.caption)


def test_the_same_period_twice_cannot_be_compared(open_page):
    page = open_page(*PAGE, lang="zh", **{"from": "2026-03-16", "to": "2026-03-16"})
    assert "还没有可比的两边" in page.info[0].value


def test_the_choices_stand_in_the_address_and_draw_both_courses(open_page):
    chosen = {
        "by": "regions",
        "place": "R02",
        "other": "R04",
        "section": "loss",
        "metric": "loss_rate",
    }
    page = open_page(*PAGE, lang="zh", **chosen)
    assert page.query_params == {"lang": "zh"} | chosen or page.query_params == chosen
    alt = page.get("plotly_chart")[0].proto.alt
    assert "江岸区 Jiang'an" in alt
    assert "云溪县 Yunxi" in alt


def test_bounds_of_those_who_did_not_answer_are_no_error_of_chance():
    row = {"value": 0.5, "ci_low": 0.3, "ci_high": 0.8}
    silent = row | {"ci_method": "nonresponse_bounds"}
    assert change(row, row).low == pytest.approx(-((0.2**2 + 0.3**2) ** 0.5))
    assert change(silent, row).is_beyond_noise is None


def test_one_period_alone_gives_a_sentence(tmp_path, monkeypatch, open_page):
    rows = [row for row in figure_rows() if f"{row['period_start']}" < "2026-03-03"]
    sample_release.make(tmp_path, changes={"metrics.metric_values": rows})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*PAGE, lang="zh")
    assert not page.error
    assert "还没有可比的两边" in page.info[0].value
