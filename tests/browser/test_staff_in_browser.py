"""The staff's pages as a reader's browser shows them."""

import re

import pytest

from tests.dashboards.hostile_statements import BOMBS, HOSTILE

PAGES = [
    *("", "drill", "compare", "delay", "loss", "riders", "weather", "systems", "payments"),
    *("complaints", "fairness", "claims", "quality", "orders", "catalogue", "sql"),
]
LAST_MATURE_WEEK = "2026-03-16"


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("zh", 390), ("en", 1440)])
def test_pages_open_without_complaint_and_ask_nothing_outside(
    visit, staff_address, language, width
):
    reader = visit(width)
    for name in PAGES:
        page = reader.go_streamlit(f"{staff_address}{name}?lang={language}")
        assert not page.query_selector("[data-testid=stException]")
        assert not page.query_selector("[data-testid=stAlertContentError]")
        assert "Simulated data" in page.inner_text("[data-testid=stAlert]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        reader.picture(f"staff_{name or 'overview'}_{language}")
        page.set_viewport_size({"width": width, "height": 900})
    assert reader.outside == []
    assert reader.complaints == []


def test_overview_shows_the_release_s_figure(visit, staff_address, shown_values):
    page = visit().go_streamlit(staff_address)
    value = shown_values("manager", "on_time_rate", "week", LAST_MATURE_WEEK)
    assert (
        page.inner_text(".st-key-card_on_time_rate [data-testid=stMetricValue]") == f"{value:.1%}"
    )


@pytest.mark.parametrize(
    ("locale", "title", "language"),
    [("zh-CN", "总览", "zh-CN"), ("en-GB", "Overview", "en"), ("de-DE", "Overview", "en")],
)
def test_the_browser_s_language_is_taken_at_first(visit, staff_address, locale, title, language):
    page = visit(locale=locale).go_streamlit(staff_address)
    assert page.inner_text("h1") == title
    page.wait_for_function(f"document.documentElement.lang == '{language}'")


def test_choices_survive_a_reload_and_a_change_of_page(visit, staff_address):
    reader = visit()
    page = reader.go_streamlit(f"{staff_address}delay?lang=en&region=R05")
    page.get_by_role("radio", name="Month").click()
    page.wait_for_url(re.compile("grain=month"))
    page = reader.go_streamlit(page.url)
    assert page.get_by_role("radio", name="Month").is_checked()
    assert page.get_by_role("combobox", name="Region").input_value() == "石桥镇 Shiqiao"
    page.get_by_role("link", name="Complaints").click()
    page.wait_for_selector("h1:has-text('Complaints')")
    page.wait_for_url(re.compile("region=R05"))
    assert "lang=en" in page.url


def test_a_chart_has_its_finding_as_its_name_and_its_rows_below(visit, staff_address):
    page = visit().go_streamlit(f"{staff_address}delay?lang=en")
    assert page.get_by_role("figure", name="highest in 东湖区 Donghu").count() == 1
    with page.expect_download() as download:
        page.locator(".st-key-on_time_rate_region_csv button").click()
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert download.value.suggested_filename.startswith("simulated_fairlane_")
    assert len(rows) == 1 + 6


def run_statement(page, sql):
    page.fill(".st-key-statement textarea", sql)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Run").click()


def test_sql_page_runs_and_refuses(visit, staff_address):
    page = visit().go_streamlit(f"{staff_address}sql?lang=en")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("text=6 rows")
    for statement in HOSTILE[1::9]:
        run_statement(page, statement)
        page.wait_for_selector("[data-testid=stAlertContentError]")
        # Streamlit takes what was there before away a moment after the error has come.
        page.locator("[data-testid=stDataFrame]").wait_for(state="detached")
        run_statement(page, "select 1 as one")
        page.wait_for_selector("text=1 rows")


def test_a_running_statement_is_stopped_from_the_page(visit, staff_address):
    page = visit().go_streamlit(f"{staff_address}sql?lang=en")
    run_statement(page, BOMBS[0])
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_selector("text=Stopped as you asked")
    run_statement(page, "select 40 + 2 as answer")
    page.wait_for_selector("text=1 rows")


def test_the_catalogue_leads_to_a_page_that_shows_the_figure(visit, staff_address):
    page = visit().go_streamlit(f"{staff_address}catalogue?lang=en&figure=on_time_rate")
    assert "promised_at" in page.locator("img[alt^='From the input columns']").get_attribute("alt")
    page.locator(".st-key-shown_on").get_by_role("link", name="Delay").click()
    page.wait_for_selector("h1:has-text('Delay')")
