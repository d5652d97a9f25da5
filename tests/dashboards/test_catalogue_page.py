"""The catalogue: found, told, traced back to the contracts and on to the pages."""

import pytest

from dashboards.charts import lineage as charts
from dashboards.queries import pages
from tests.dashboards.sample_catalogue import METRICS
from tests.dashboards.sample_lineage import MADE_BY, ON_TIME


@pytest.fixture
def catalogue(open_page):
    def open_at(**parameters):
        page = open_page("staff_app.py", "analysts/catalogue.py", **{"lang": "en"} | parameters)
        assert not page.exception
        assert not page.error
        return page

    return open_at


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("metric_id", [metric[0] for metric in METRICS])
def test_every_figure_has_its_place(catalogue, metric_id, language):
    page = catalogue(figure=metric_id, lang=language)
    assert f"`{metric_id}`" in [caption.value for caption in page.caption]


def test_a_figure_shows_its_statement_columns_and_tests(catalogue):
    page = catalogue(figure="on_time_rate")
    assert page.code[0].value == ON_TIME
    columns = page.table[1].value
    assert list(columns["Column"]) == ["delivered\\_at", "promised\\_at", "status"]
    assert any("3 data tests" in caption.value for caption in page.caption)


def test_models_and_tests_are_listed_when_they_are_asked_for(catalogue):
    page = catalogue(figure="on_time_rate")
    before = len(page.table)
    for name in ("models", "tests"):
        page.session_state[name] = True
    page.run()
    models, tests = (table.value for table in page.table[before:])
    assert len(models)
    assert set(tests["Kind"]) <= {"data", "unit"}


def test_a_figure_of_a_model_shows_the_model_s_sql(catalogue):
    page = catalogue(figure="resolved_within_7d")
    assert page.code[0].value == MADE_BY
    assert any("Worked out by" in caption.value for caption in page.caption)


def test_words_and_subject_narrow_the_list_and_stand_in_the_address(catalogue):
    page = catalogue(find="early on-time", section="delay")
    assert page.info[0].value.startswith("No figure matches")
    page = catalogue(find="on-time", section="delay")
    assert set(page.selectbox(key="choice_figure").options) == {
        "Change of the on-time rate",
        "On-time rate",
        "On-time rate, delivered only",
    }
    assert page.query_params["find"] == "on-time"
    page.text_input(key="search_words").set_value("").run()
    assert "find" not in page.query_params


def test_pages_are_read_off_the_code(home, catalogue):
    named = pages._named()
    assert "on_time_rate" in named["managers", "overview"]
    assert "late_rate_by_pressure" in named["managers", "delay"]  # by a component of the page
    assert "on_time_rate" not in named["managers", "riders"]
    assert named.keys() >= {("managers", "overview"), ("public", "resolution")}


def test_the_drawing_runs_from_left_to_right_and_shows_text_as_text():
    edges = [("raw.orders", "a"), ("a", "b"), ("raw.orders", "b"), ("b", "figure")]
    assert charts.depths(edges) == {"raw.orders": 0, "a": 1, "b": 2, "figure": 3}
    lines = {node: [node] for edge in edges for node in edge} | {"figure": ["<script>"]}
    assert "&lt;script&gt;" in charts.drawing(edges, lines)
    assert "<script>" not in charts.drawing(edges, lines)
