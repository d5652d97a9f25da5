"""The delay page: parts that add up to the published whole, and sentences where one is missing."""

import math

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.charts import places, week_hours
from dashboards.charts.spans import in_steps, spans
from dashboards.components import change
from dashboards.language import Texts
from tests.dashboards import sample_aggregates as sample
from tests.dashboards.test_operations_pages import REASON, gone, infos

VIEW = ("staff_app.py", "managers/delay.py")


def caption(page: AppTest, start: str) -> str:
    return next(text.value for text in page.caption if text.value.startswith(start))


def test_stages_and_causes_are_told_with_their_whole(open_page):
    page = open_page(*VIEW, lang="en", part="why")
    told = next(text.value for text in page.caption if "The parts add up" in text.value)
    # 2,040 seconds an order; 27 % of them on the way to the customer.
    assert "took 34.0 min on average" in told
    assert "ride to customer 9.2 min" in told
    assert "unattributed 0.7 min" in told
    rows = sample.order_hours()
    seconds, orders = (
        sum(row[column] for row in rows) for column in ("lateness_seconds", "promised_delivered")
    )
    causes = next(text.value for text in page.caption if "The causes add up" in text.value)
    assert f"{orders:,} delivered orders were {seconds / 60:,.0f} min late" in causes
    assert "unknown" in causes


def test_stages_follow_the_region(open_page):
    page = open_page(*VIEW, lang="en", region="R05", part="why")
    delivered = sum(row["delivered"] for row in sample.order_hours() if row["region_id"] == "R05")
    assert any(text.value.startswith(f"{delivered:,} delivered orders") for text in page.caption)


def test_the_change_goes_from_rate_to_rate_in_three_steps(open_page, figure):
    page = open_page(*VIEW, lang="zh", part="why")
    now = figure("on_time_rate", "month", "2026-03-01")
    told = caption(page, "2026 年 3 月的准时率").replace("\\", "")
    # 1.2 + 0.6 − 0.4 points.
    assert f"由上一期的 {now - 0.014:.1%} 变为 {now:.1%}，变化 +1.40 个百分点" in told
    assert "速度 +1.20 个百分点、承诺 +0.60 个百分点、构成 −0.40 个百分点" in told
    assert any("速度一项就是 0" in text.value for text in page.caption)


def test_a_region_without_coordinates_is_named(open_page):
    page = open_page(*VIEW, lang="zh", part="when_and_where")
    assert any("没有经纬度：白水乡 Baishui" in text.value for text in page.caption)


def test_one_month_gives_a_sentence(open_altered):
    one_month = "delete from metrics.metric_values where cut = 'cause'"
    assert "拆分按月计算" in infos(open_altered("delay", [one_month], lang="zh", part="why"))


def test_no_coordinates_give_a_sentence(open_altered):
    nowhere = "update marts.dim_regions set latitude = null"
    page = open_altered("delay", [nowhere], lang="zh", part="when_and_where")
    assert "6 个地区都没有经纬度" in infos(page)


def test_no_lateness_and_no_stages_give_sentences(open_altered):
    nothing = "update marts.agg_order_hours set late = 0, lateness_seconds = 0"
    page = open_altered("delay", [f"{nothing}, delivered_with_stages = 0"], lang="en", part="why")
    assert "No order came late here." in infos(page)
    assert "There is no data for this platform" in infos(page)


def test_without_promises_the_page_gives_the_reason(open_altered):
    page = open_altered("delay", gone("delay"), lang="zh")
    assert REASON in infos(page)


def test_steps_end_at_the_whole_and_points_have_no_bar():
    steps = in_steps(pd.DataFrame({"value": [2.0, -0.5]}), 10.0)
    assert list(steps["start"]) == [10.0, 12.0]
    assert list(steps["end"]) == [12.0, 11.5]
    steps = steps.assign(name=["up", "<b>down"], kind=["part", "down"], text="x", label="x")
    rate = {"name": "now", "end": 11.5, "kind": "total", "text": "x", "label": "x"}
    drawn = spans(pd.concat([steps, pd.DataFrame([rate])], ignore_index=True), "minutes")
    bars = [trace for trace in drawn.data if trace.type == "bar"]
    assert [list(bar.base) for bar in bars] == [[10.0], [11.5]]
    assert [list(bar.x) for bar in bars] == [[2.0], [0.5]]
    assert bars[1].marker.pattern.shape
    assert list(bars[1].y) == ["&lt;b&gt;down"]
    assert list(drawn.data[-1].x) == [11.5]


def test_the_picture_of_a_change_starts_and_ends_at_the_rates():
    parts = pd.DataFrame({"member": change.CAUSES, "value": [0.02, 0.01, -0.005], "rate": 0.9})
    steps = change._steps(parts, Texts("delay", "en"))
    assert steps["end"].tolist() == pytest.approx([0.875, 0.895, 0.905, 0.9, 0.9])
    assert steps["start"].iloc[1:4].tolist() == pytest.approx([0.875, 0.895, 0.905])
    assert list(steps["kind"]) == ["total", "part", "part", "down", "total"]


def test_the_axis_of_a_change_is_never_narrower_than_five_points():
    steps = pd.DataFrame({"start": [None, 0.900], "end": [0.900, 0.901]})
    low, high = change._limits(steps)
    assert high - low >= 0.05
    assert low <= 0.9 <= high


def test_cells_with_few_orders_are_blank_and_every_hour_has_its_place():
    rows = pd.DataFrame(
        {"weekday": [1, 7], "hour_of_day": [8, 23], "share": [0.2, math.nan], "label": ["a", "b"]}
    )
    heat = week_hours.week_hours(rows, list("1234567")).data[0]
    assert heat.z.shape == (7, 24)
    assert heat.z[0][8] == 0.2
    assert math.isnan(heat.z[6][23])
    assert heat.customdata[6][23] == "b"


def test_the_map_keeps_shapes_and_names_no_two_places_in_one_spot():
    rows = pd.DataFrame(
        {"name": ["A", "B", "C"], "longitude": [114.0, 114.01, 116.0],
         "latitude": [60.0, 60.01, 60.0], "n": [900, 500, 100], "value": [0.9, 0.8, 0.7],
         "standing": ["above", "around", "below"], "label": "x"}
    )  # fmt: skip
    words = dict.fromkeys(("above", "around", "below", "value", "longitude", "latitude"), "x")
    drawn = places.places(rows, words)
    # At 60 degrees north a degree of longitude is half as long as one of latitude.
    assert drawn.layout.yaxis.scaleratio == pytest.approx(2, rel=0.01)
    assert list(drawn.data[-1].text) == ["A", "", "C"]
    assert [trace.marker.symbol for trace in drawn.data[:3]] == [
        "triangle-up", "circle", "triangle-down"]  # fmt: skip
    alone = places.places(rows.head(1), words).layout
    assert alone.xaxis.range[0] < 114.0 < alone.xaxis.range[1]
