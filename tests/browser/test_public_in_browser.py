"""The public's pages, static and Streamlit, as a reader's browser shows them."""

import pytest

APP_PAGES = ["", "explore", "method"]
SITE_PAGES = [
    f"{folder}{name}.html" for folder in ("", "en/") for name in ("index", "regions", "method")
]
FIRST_DAY = "2026-03-02"


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("zh", 390), ("en", 1440)])
def test_app_opens_without_complaint_and_asks_nothing_outside(
    visit, public_address, language, width
):
    reader = visit(width)
    for name in APP_PAGES:
        page = reader.go_streamlit(f"{public_address}{name}?lang={language}")
        assert not page.query_selector("[data-testid=stException]")
        assert not page.query_selector("[data-testid=stAlertContentError]")
        reader.picture(f"public_{name or 'resolution'}_{language}")
        page.set_viewport_size({"width": width, "height": 900})
    assert reader.outside == []
    assert reader.complaints == []


def test_app_shows_the_public_figure(visit, public_address, shown_values):
    page = visit().go_streamlit(public_address)
    value = shown_values("public", "resolved_within_7d", "all", FIRST_DAY)
    shown = page.inner_text(".st-key-card_resolved_within_7d [data-testid=stMetricValue]")
    assert shown == f"{value:.1%}"


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "light"), (390, "light"), (320, "light"), (390, "dark")]
)
def test_site_needs_no_script_and_fits_a_telephone(visit, site_address, width, scheme):
    reader = visit(width, color_scheme=scheme)
    for name in SITE_PAGES:
        page = reader.go(f"{site_address}{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1
        reader.picture(f"site_{name.replace('/', '_').removesuffix('.html')}_{scheme}")
        page.set_viewport_size({"width": width, "height": 900})
    assert reader.outside == []
    assert reader.complaints == []


def test_site_shows_the_public_figure_without_javascript(visit, site_address, shown_values):
    page = visit(java_script_enabled=False).go(site_address)
    value = shown_values("public", "resolved_within_7d", "all", FIRST_DAY)
    assert page.inner_text("[data-metric=resolved_within_7d]") == f"{value:.1%}"


def test_site_s_chart_has_its_finding_as_its_name(visit, site_address):
    page = visit().go(f"{site_address}en/index.html")
    assert page.get_by_role("img", name="highest in 东湖区 Donghu").count() >= 1


def test_the_language_link_leads_to_the_same_page(visit, site_address):
    page = visit().go(f"{site_address}method.html")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/method.html")
    page.get_by_role("link", name="中文").click()
    assert page.url == f"{site_address}method.html"
