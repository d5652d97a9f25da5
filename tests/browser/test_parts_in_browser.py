"""The parts of the managers' longer pages, as a telephone and a wide screen show them."""

import pytest

from tests.dashboards.parts import PARTS


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1440)])
def test_parts_open_without_complaint(visit, staff_address, language, width):
    reader = visit(width)
    for part in PARTS:
        page = reader.go_streamlit(f"{staff_address}{part}&lang={language}")
        assert not page.query_selector("[data-testid=stException]")
        assert not page.query_selector("[data-testid=stAlertContentError]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        reader.picture(f"part_{part.replace('?part=', '_').split('&')[0]}_{language}")
        page.set_viewport_size({"width": width, "height": 900})
    assert reader.outside == []
    assert reader.complaints == []


def test_a_slider_moved_stands_in_the_address_and_survives_a_reload(visit, staff_address):
    reader = visit()
    page = reader.go_streamlit(f"{staff_address}riders?lang=en&part=what_if")
    before = page.locator("[data-testid=stTable] td").last.inner_text()
    slider = page.get_by_role("slider", name="Promise made longer or shorter")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url("**promise=1**")
    page.wait_for_function(f"""() => ![...document.querySelectorAll('td')].at(-1)
        .innerText.includes({before[-6:]!r})""")
    after = page.locator("[data-testid=stTable] td").last.inner_text()
    page = reader.go_streamlit(page.url)
    assert page.locator("[data-testid=stTable] td").last.inner_text() == after
