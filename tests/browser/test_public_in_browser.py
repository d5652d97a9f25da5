"""The public's pages, static and Streamlit, as a reader's browser shows them."""

import pytest

APP_PAGES = ["", "explore", "claims", "method"]
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
