"""The pages on weather, systems, payments and tracking, whole and with records missing."""

import pandas as pd
from streamlit.testing.v1 import AppTest

from dashboards.charts.ratios import ratios
from dashboards.charts.timeline import timeline
from tests.dashboards.test_every_page import card

WORDS = {"one": "1", "figure": "x", "without_interval": "x"}


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption)


def infos(page: AppTest) -> str:
    return " ".join(info.value for info in page.info)


NOT_DRY = "delete from metrics.metric_values where cut = 'weather_class' and member <> 'dry'"
NO_CLASSES = "delete from metrics.metric_values where cut = 'weather_class'"
REASON = "没有载入这类记录。"


def gone(section: str) -> list[str]:
    """The figures of a section are not there, and the release says why."""
    of_section = (
        f"metric_id in (select metric_id from metrics.metric_catalogue where section = '{section}')"
    )
    return [
        f"delete from metrics.metric_values where {of_section}",
        "alter table metrics.coverage alter reason_zh type varchar",
        f"update metrics.coverage set available = false, reason_zh = '{REASON}' where {of_section}",
    ]


def test_weather_shows_the_raw_ratio_and_the_placebo_beside_the_adjusted(open_page):
    page = open_page("staff_app.py", "managers/weather.py", lang="zh")
    assert card(page, "雨雪迟到风险比") == "1.60"
    # 0.24 late in the wet, 0.12 in the dry.
    assert "是晴干天的 1.60 倍（95% 区间 1.30–1.97）；不分这些、直接相比是 2.00 倍" in captions(
        page
    )
    assert "安慰剂为 1.04（95% 区间 0.90–1.20），与 1 分不出高低" in captions(page)
    assert "大雨此指标不给区间" in captions(page)


def test_weather_that_was_fetched_is_credited_and_other_weather_is_not(open_page, open_altered):
    credit = "[Open-Meteo.com](https://open-meteo.com/)"
    page = open_page("staff_app.py", "managers/weather.py", lang="zh")
    assert not [caption.value for caption in page.caption if credit in caption.value]
    fetched = "update release.info set has_open_meteo_weather = true"
    page = open_altered("weather", [fetched], lang="zh")
    assert len([caption.value for caption in page.caption if credit in caption.value]) == 1


def test_without_rain_the_weather_page_still_shows_the_dry(open_altered):
    page = open_altered("weather", [*gone("weather"), NOT_DRY], lang="zh")
    assert "观测到的全是晴干天" in captions(page)
    assert infos(page).count(REASON) >= 2


def test_without_weather_the_page_says_so_and_stops(open_altered):
    page = open_altered("weather", [*gone("weather"), NO_CLASSES], lang="zh")
    assert REASON in infos(page)
    assert not page.get("plotly_chart")


def test_without_promises_the_weather_is_not_blamed(open_altered):
    page = open_altered("weather", gone("delay"), lang="zh")
    assert REASON in infos(page)
    assert "没有这些地区的天气观测" not in infos(page)


def test_systems_stand_the_three_readings_side_by_side(open_page):
    page = open_page("staff_app.py", "managers/systems.py", lang="zh", grain="all")
    shown = [card(page, name) for name in ("高峰波及率", "高峰停机占比", "受影响占比")]
    assert shown == ["3.4%", "2.1%", "2.7%"]
    assert "可以指三件事" in captions(page)
    page = open_page("staff_app.py", "managers/systems.py", lang="zh", part="incidents")
    # 29 days of 99,000 and one of 90,000, of 30 of 100,000.
    assert "dispatch 98.70%、payment 99.00%" in captions(page)
    assert "dispatch 在 2026-03-11 的 90.00%" in captions(page)


def test_incidents_are_listed_newest_first_with_those_of_everywhere(open_page):
    page = open_page(
        "staff_app.py", "managers/systems.py", lang="en", region="R03", part="incidents"
    )
    listed = page.table[0].value
    assert list(listed["Component"]) == ["payment", "dispatch"]
    assert list(listed["Where"]) == ["青山区 Qingshan", "everywhere"]
    assert list(listed["Lasted (min)"]) == ["130.0", "55.0"]
    page = open_page(
        "staff_app.py", "managers/systems.py", lang="en", region="all", part="incidents"
    )
    assert page.table[0].value["Lasted (min)"][0].replace("\u00a0", " ") == "not ended"
    assert "3 incidents" in captions(page)
    assert "1 not ended" in captions(page)


def test_without_systems_the_page_gives_the_reason(open_altered):
    assert REASON in infos(open_altered("systems", gone("systems"), lang="zh"))


def test_without_incidents_and_minutes_the_rest_of_systems_stands(open_altered):
    nothing = ["delete from marts.fct_incidents", "delete from marts.fct_system_days"]
    page = open_altered("systems", nothing, lang="zh", region="R01", grain="all")
    assert "没有分地区的数字" in captions(page)
    assert card(page, "高峰波及率") == "3.4%"


def test_without_incidents_the_page_says_so(open_altered):
    nothing = ["delete from marts.fct_incidents", "delete from marts.fct_system_days"]
    page = open_altered("systems", nothing, lang="zh", part="incidents")
    assert "没有载入故障记录" in infos(page)


def test_payments_without_tracking_say_so_and_offer_what_there_is(open_page, open_altered):
    page = open_page("staff_app.py", "managers/payments.py", lang="zh")
    assert card(page, "私下付款率") == "0.41%"
    assert len(page.selectbox(key="choice_metric").options) == 9
    page = open_altered("payments", gone("tracking"), lang="zh")
    assert REASON in infos(page)
    assert len(page.selectbox(key="choice_metric").options) == 5


def test_ratios_lie_on_a_log_axis_about_one_and_a_zero_stays_on_it():
    rows = pd.DataFrame(
        {"name": ["a", "b"], "value": [1.1, 0.0], "ci_low": [1.0, 0.0], "ci_high": [1.2, 3.0],
         "label": "x"}
    )  # fmt: skip
    drawn = ratios(rows, WORDS)
    assert drawn.layout.xaxis.type == "log"
    low, high = (10**end for end in drawn.layout.xaxis.range)
    assert low < 0.05 < 2 <= high
    assert drawn.layout.shapes[0].x0 == 1
    narrow = ratios(rows.head(1), WORDS).layout.xaxis.range
    # A ratio of 1.1 does not fill the axis.
    assert [round(10**end, 2) for end in narrow] == [0.5, 2.0]


def test_each_severity_has_a_symbol_of_its_own():
    begun = pd.Timestamp("2026-03-02")
    rows = pd.DataFrame(
        {"component": "app", "severity": [1, 2, 3, 4], "started_at": begun,
         "until": begun + pd.Timedelta(hours=1), "label": "x"}
    )  # fmt: skip
    drawn = timeline(rows, {severity: str(severity) for severity in range(1, 5)})
    symbols = [trace.marker.symbol for trace in drawn.data if trace.mode == "markers"]
    assert len(set(symbols)) == 4
