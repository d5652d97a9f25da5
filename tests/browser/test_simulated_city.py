"""The whole way: simulated files, loaded, built and released, read off the pages in a browser."""

import duckdb
import pytest

from dashboards import drillable, serve
from tests.browser.conftest import served
from tests.browser.test_staff_in_browser import PAGES


@pytest.fixture(scope="module")
def staff(browser, city_home):
    with served(serve.staff_command, city_home.root) as address:
        yield address


@pytest.fixture(scope="module")
def site(browser, city_home):
    with served(serve.site_command, city_home.root) as address:
        yield address


def value(home, audience, metric_id):
    database = home.current_release.resolve() / f"{audience}.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(
            "select value from metrics.metric_values where metric_id = ? and cut = 'all'"
            " and platform_id = 'all' and period_grain = 'all'",
            [metric_id],
        ).fetchone()[0]


@pytest.mark.parametrize("metric_id", ["on_time_rate", "resolved_within_7d"])
def test_the_staff_overview_shows_what_the_release_holds(visit, staff, city_home, metric_id):
    page = visit().go_streamlit(f"{staff}?grain=all")
    card = page.locator(f".st-key-card_{metric_id} [data-testid=stMetricValue]")
    assert card.inner_text() == f"{value(city_home, 'manager', metric_id):.1%}"


@pytest.mark.parametrize("metric_id", list(drillable.FIGURES))
def test_what_a_drill_adds_up_is_what_is_published(visit, staff, city_home, metric_id):
    page = visit().go_streamlit(f"{staff}drill?lang=en&grain=all&figure={metric_id}")
    shown = page.locator("[data-testid=stMain]").inner_text()
    assert "children add up" in shown
    assert "✕" not in shown
    assert "Equal to the published figure" in shown or metric_id == "complaints"


def test_the_public_site_shows_what_the_public_file_holds(visit, site, city_home):
    page = visit().go(f"{site}promises.html")
    shown = page.locator("main").inner_text()
    assert f"{value(city_home, 'public', 'on_time_rate'):.1%}" in shown
    assert "模拟数据" in page.locator("body").inner_text()


def test_every_staff_page_opens_on_it(visit, staff):
    for name in PAGES[1:]:
        reader = visit()
        reader.go_streamlit(f"{staff}{name}")
        reader.picture(f"city_{name}")
        assert reader.complaints == []
        assert reader.outside == []
        assert reader.page.locator("[data-testid=stException]").count() == 0
