"""The loss page: causes add up to the published losses, in orders and in money."""

import pytest

from dashboards import warehouse
from tests.dashboards import sample_release
from tests.dashboards.sample_aggregates import losses

VIEW = ("staff_app.py", "managers/loss.py")


def said(page, words: str) -> str:
    return next(caption.value for caption in page.caption if words in caption.value)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("part", ["orders", "causes", "money", "by_whom"])
def test_each_part_opens(open_page, part, language):
    page = open_page(*VIEW, lang=language, part=part)
    assert not page.exception
    assert not page.error


@pytest.mark.parametrize("region", ["all", "R04"])
def test_causes_add_up_to_the_lost_orders(open_page, sample_home, region):
    database = sample_home / "releases" / "current" / "manager.duckdb"
    with warehouse.connect(database.resolve()) as connection:
        (lost,) = connection.execute(
            "select numerator from metrics.metric_values where metric_id = 'loss_rate'"
            " and period_grain = 'all' and member = ?",
            [region],
        ).fetchone()
    finding = said(open_page(*VIEW, lang="zh", part="causes", region=region), "共丢失")
    assert f"共丢失 {lost:,.0f} 单" in finding
    assert "相加与公布的数字一致" in finding


def test_a_sum_that_differs_is_said_to_differ(tmp_path, monkeypatch, open_page):
    sample_release.make(tmp_path, changes={"marts.agg_losses": losses()[1:]})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    assert "不一致" in said(open_page(*VIEW, lang="zh", part="causes"), "共丢失")


def test_causes_in_the_data_s_words_are_text_and_the_rare_are_one(tmp_path, monkeypatch, open_page):
    rows = [
        row | {"loss_cause": f"<b>cause {number % 40:02d}", "orders_lost": 41 - number % 40}
        for number, row in enumerate(losses()[:80])
    ]
    sample_release.make(tmp_path, changes={"marts.agg_losses": rows})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*VIEW, lang="en", part="causes")
    assert not page.error
    chart = next(
        chart for chart in page.get("plotly_chart") if "orders were lost" in chart.proto.alt
    )
    assert "All other causes" in chart.proto.spec
    assert "<b>cause" not in chart.proto.spec.replace("\\u003c", "<")
    assert "cause 14" in chart.proto.spec
    assert "cause 15" not in chart.proto.spec


def test_without_losses_there_is_a_sentence(tmp_path, monkeypatch, open_page):
    nothing = [losses()[0] | {"platform_id": "elsewhere", "region_id": "nowhere"}]
    sample_release.make(tmp_path, changes={"marts.agg_losses": nothing})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*VIEW, lang="zh", part="causes", region="R01")
    assert not page.exception
    assert not page.error
