"""No page of the two apps has a serious fault by axe-core's rules, but Streamlit's own."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_staff_in_browser import PAGES

# Its menu sets the sections' headings between the items of one list.
STREAMLITS_OWN = ["[data-testid=stSidebarNav]"]
PUBLIC_PAGES = ["", "explore", "method"]


def faults(page) -> list[str]:
    found = Axe().run(page, context={"exclude": [[own] for own in STREAMLITS_OWN]}).response
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_staff_pages(visit, staff_address, name):
    assert faults(visit().go_streamlit(f"{staff_address}{name}?lang=zh")) == []


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_public_pages(visit, public_address, name):
    assert faults(visit().go_streamlit(f"{public_address}{name}?lang=zh")) == []
