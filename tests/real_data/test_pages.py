"""Every page on each real set, which holds no riders, no complaints, or weather by the day only."""

import pytest

from tests.dashboards.conftest import open_at
from tests.dashboards.parts import EVERY_PAGE, assert_it_shows_something
from tests.real_data.conftest import REAL_SETS

HEAVIEST = 150_000


@pytest.mark.parametrize("name", REAL_SETS)
@pytest.mark.parametrize(
    ("app", "view", "chosen"), EVERY_PAGE, ids=lambda part: str(part).replace("/", "_")
)
def test_page_shows_what_there_is_or_says_why_not(run_of, monkeypatch, name, app, view, chosen):
    monkeypatch.setenv("FAIRLANE_HOME", str(run_of(name).root))
    for language in ("zh", "en"):
        assert_it_shows_something(open_at(app, view, lang=language, **chosen), view)


@pytest.mark.parametrize("name", REAL_SETS)
def test_the_public_pages_stay_light(run_of, name):
    pages = list((run_of(name).current_release / "public").rglob("*.html"))
    assert len(pages) >= 18
    assert [page.name for page in pages if page.stat().st_size > HEAVIEST] == []
