"""A name from the data shows as text, whatever Markdown, HTML or formula it is made of."""

import pytest

from dashboards import serve
from dashboards.components.plain import WORD_JOINER
from tests.browser.conftest import served
from tests.dashboards import sample_release

IMAGE = "![x](http://192.0.2.1/x.png)"
SCRIPT = "<script>document.title='taken'</script>"
LINK = "<a href='http://192.0.2.1/'>go</a>"
NAMES = [IMAGE, SCRIPT, LINK, "**bold** $x$", ":red[a] :smile:", "_R6_"]


@pytest.fixture(scope="module")
def hostile_address(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("hostile")
    regions = [
        row | {"region_name": name}
        for row, name in zip(sample_release.regions(), NAMES, strict=True)
    ]
    reasons = [row | {"file_name": IMAGE} for row in sample_release.REASONS]
    changes = {"marts.dim_regions": regions, "release.quarantine_reasons": reasons}
    sample_release.make(home, "hostile", changes)
    with served(serve.staff_command, home) as address:
        yield address


def test_names_are_shown_as_they_are_and_nothing_is_fetched(visit, hostile_address):
    reader = visit()
    for name in ("delay", "loss", "riders", "complaints", "fairness", "claims", "quality"):
        page = reader.go_streamlit(f"{hostile_address}{name}?lang=en")
        assert page.locator("[data-testid=stMain] a[href*='192.0.2.1']").count() == 0
        assert "taken" not in page.title()
    assert IMAGE in page.inner_text("[data-testid=stMain]").replace(WORD_JOINER, "")
    page = reader.go_streamlit(f"{hostile_address}delay?lang=en")
    assert page.locator(".st-key-on_time_rate_region").get_by_text(SCRIPT).count() == 1
    assert reader.outside == []
