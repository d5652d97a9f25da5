"""The drill-down: each step adds up to the one above, and a link opens the same step."""

from urllib.parse import parse_qs

import duckdb
import pytest

from dashboards.warehouse import SETTINGS
from tests.dashboards import sample_aggregates, sample_release

WEEK = {"grain": "week", "start": "2026-03-16"}
DAY = {"region": "R05", "day": "2026-03-18"}


def cards(page) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def captions(page) -> str:
    return "\n".join(caption.value for caption in page.caption)


def links(page) -> dict[str, dict[str, str]]:
    found = page.get("page_link")
    return {
        link.proto.label: {
            name: values[0] for name, values in parse_qs(link.proto.query_string).items()
        }
        for link in found
    }


@pytest.fixture
def sums(sample_home):
    """The sample's own sums, by a query that shares nothing with the page's."""

    def read(columns: str, where: str) -> tuple:
        database = (sample_home / "releases" / "current").resolve() / "manager.duckdb"
        with duckdb.connect(database, read_only=True, config=SETTINGS) as connection:
            return connection.execute(
                f"select {columns} from marts.agg_order_hours where {where}"
            ).fetchone()

    return read


def test_the_whole_is_the_published_figure_and_the_regions_add_up(open_page, figure, sums):
    page = open_page("staff_app.py", "managers/drill.py", lang="zh", **WEEK)
    value = figure("on_time_rate", "week", "2026-03-16")
    on_time, promised = sums(
        "sum(on_time), sum(promised)", "business_date between '2026-03-16' and '2026-03-22'"
    )
    assert cards(page) == {
        "准时率": f"{value:.1%}",
        "分子": f"{on_time:,}",
        "分母": f"{promised:,}",
    }
    assert f"与发布的数字一致：{value:.1%}" in captions(page)
    told = f"✓ 6 个下层加起来：分子 {on_time:,}，分母 {promised:,}，等于上层的"
    assert f"{told} {on_time:,} / {promised:,}。" in captions(page)
    shown = page.table[0].value
    assert sum(int(cell.replace(",", "")) for cell in shown["分子"]) == on_time
    assert sum(int(cell.replace(",", "")) for cell in shown["分母"]) == promised


@pytest.mark.parametrize(
    "metric_id",
    ["tardiness_mean_min", "loss_rate", "rider_gap_rate", "resolved_share", "complaints"],
)
@pytest.mark.parametrize("depth", [{}, DAY])
def test_figures_of_every_table_add_up(open_page, metric_id, depth):
    chosen = {"figure": metric_id, **WEEK, **depth}
    page = open_page("staff_app.py", "managers/drill.py", lang="zh", **chosen)
    assert not page.error
    assert page.query_params["figure"] == metric_id
    assert "✓" in captions(page)
    assert "✕" not in captions(page)


def test_a_link_leads_down_and_another_up_again(open_page):
    page = open_page("staff_app.py", "managers/drill.py", lang="zh", **WEEK)
    down = links(page)["石桥镇 Shiqiao"]
    assert down["region"] == "R05"
    page = open_page("staff_app.py", "managers/drill.py", **down)
    days = links(page)
    assert {f"2026-03-{day}" for day in range(16, 23)} <= set(days)
    page = open_page("staff_app.py", "managers/drill.py", **days["2026-03-18"])
    way = links(page)
    assert way["石桥镇 Shiqiao"] == down
    hour = way["12\\:00"]
    assert (hour["region"], hour["day"], hour["hour"]) == ("R05", "2026-03-18", "12")


def test_the_orders_behind_an_hour_are_asked_for_with_its_filters(open_page):
    page = open_page("staff_app.py", "managers/drill.py", lang="zh", hour="12", **WEEK, **DAY)
    wanted = links(page)["查看这些订单"]
    assert wanted == {
        "region": "R05", "day": "2026-03-18", "hour": "12", "platform": "all",
        "kind": "not_on_time", "order": "none",
    }  # fmt: skip


def test_causes_add_up_to_the_late_minutes(open_page, sums):
    page = open_page(
        "staff_app.py",
        "managers/drill.py",
        lang="en",
        figure="tardiness_mean_min",
        hour="12",
        **WEEK,
        **DAY,
    )
    (seconds,) = sums(
        "sum(lateness_seconds)",
        "region_id = 'R05' and business_date = '2026-03-18' and hour_of_day = 12",
    )
    minutes = f"{seconds / 60:,.1f}".removesuffix(".0")
    assert f"✓ The parts add up to {minutes} minutes" in captions(page)


def test_a_table_that_does_not_match_the_published_figure_is_called_out(
    tmp_path, monkeypatch, open_page
):
    hours = [dict(row) for row in sample_aggregates.order_hours()]
    hours[0]["on_time"] -= 7
    sample_release.make(tmp_path, changes={"marts.agg_order_hours": hours})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page("staff_app.py", "managers/drill.py", lang="zh", grain="all")
    assert "与发布的数字不一致" in captions(page)


def test_figures_that_cannot_be_drilled_are_named_with_the_reason(open_page):
    page = open_page("staff_app.py", "managers/drill.py", lang="zh")
    told = [text.value for text in page.markdown if "不能相加" in text.value]
    assert any("配送时长中位数" in text for text in told)


def test_nonsense_in_the_address_falls_back_to_the_whole(open_page):
    page = open_page(
        "staff_app.py",
        "managers/drill.py",
        figure="x'; --",
        region="<b>",
        day="2026-99-99",
        hour="77",
    )
    assert not page.error
    assert page.query_params == {}


def test_other_pages_lead_here_with_figure_region_and_period(open_page):
    page = open_page("staff_app.py", "managers/delay.py", lang="en", region="R05", grain="month")
    wanted = [
        {name: values[0] for name, values in parse_qs(link.proto.query_string).items()}
        for link in page.get("page_link")
        if link.proto.label == "Drill down"
    ]
    first = wanted[0]
    assert (first["figure"], first["region"]) == ("on_time_rate", "R05")
    assert (first["grain"], first["start"], first["day"]) == ("month", "2026-03-01", "all")
    # Medians do not add up: their cards have no such link.
    assert "promise_length_p50_min" not in {link["figure"] for link in wanted}


def test_the_public_app_has_no_way_to_the_drill(open_page):
    page = open_page("public_app.py", "public/explore.py", lang="en", metric="loss_rate")
    assert page.get("plotly_chart")
    assert not page.error
    assert not page.get("page_link")
