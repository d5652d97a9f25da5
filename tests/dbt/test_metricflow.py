"""Every published figure that MetricFlow can express is what MetricFlow answers, cell by cell.

Both read the same definitions: the warehouse works them out from sums by cluster, MetricFlow by one
query over the facts. Figures and cuts to come are held too, since both lists are the project's own.
"""

import json
import math
import re
from collections import defaultdict

import pytest

from pipelines.dbt_vars import dbt_vars
from tests.conftest import metric_rows
from tests.dbt.metricflow import MetricFlow

VARS = dbt_vars()
USUAL_CUTS = VARS["cluster_cuts"] + VARS["dividing_cuts"]
PERIODS_AND_CUTS = [(grain, cut) for grain, cuts in VARS["period_cuts"].items() for cut in cuts]


@pytest.fixture(scope="module")
def metricflow(city_home):
    return MetricFlow(city_home)


@pytest.fixture(scope="module")
def manifest(city_home):
    return json.loads((city_home.dbt / "target" / "manifest.json").read_text())


@pytest.fixture(scope="module")
def figures(city_home, manifest):
    """The published figures that are dbt metrics and that this city has, by name."""
    available = metric_rows(city_home, "select metric_id from metrics.coverage where available")
    return {
        metric["name"]: metric
        for metric in manifest["metrics"].values()
        if metric["config"]["meta"].get("section") and (metric["name"],) in available
    }


@pytest.fixture(scope="module")
def sums(figures, manifest):
    """The figures that are sums, with what they count; the others are ratios and quantiles."""
    added_up = {
        measure["name"]
        for semantic_model in manifest["semantic_models"].values()
        for measure in semantic_model["measures"]
        if measure["agg"] == "sum"
    }
    return {
        name: figure["config"]["meta"].get("units", name)
        for name, figure in figures.items()
        if figure["type"] != "ratio" and measures_of(figure) <= added_up
        if len(measures_of(figure)) == 1
    }


@pytest.fixture(scope="module")
def published(city_home):
    """Values by figure, first day and member, for each grain and cut."""
    cells = defaultdict(dict)
    for grain, cut, metric_id, start, member, value in metric_rows(
        city_home,
        "select period_grain, cut, metric_id, period_start, member, value"
        " from metrics.metric_values where platform_id = 'all' and value is not null",
    ):
        cells[grain, cut][metric_id, None if grain == "all" else start, member] = value
    return cells


def measures_of(figure):
    return {measure["name"] for measure in figure["type_params"]["input_measures"]}


def cuts_of(figure):
    return figure["config"]["meta"].get("cuts", USUAL_CUTS)


def grains_of(figure):
    return figure["config"]["meta"].get("grains") or VARS["period_cuts"]


def parts_of(figure, cut):
    """The members of a cut that each have a numerator of their own."""
    return figure["config"]["meta"].get("parts", {}).get(cut, {})


def part(figure, numerator):
    """The formula of a part, and the metrics in it."""
    parameters = figure["type_params"]
    if parameters["denominator"]:
        denominator = parameters["denominator"]["name"]
        return f"{numerator} / {denominator}", [numerator, denominator]
    if not parameters["metrics"]:
        return numerator, [numerator]
    whole = re.match(r"\w+", parameters["expr"]).group()
    others = {metric["name"] for metric in parameters["metrics"]} - {whole}
    return parameters["expr"].replace(whole, numerator, 1), [numerator, *others]


def answers(metricflow, grain, cut, expressions, metrics):
    """What MetricFlow says, like `published`. A row without a date or member has no cell, nor has
    what has no value or nobody to divide by."""
    time = [] if grain == "all" else [f"metric_time__{grain}"]
    cells = {}
    for row in metricflow.answer(expressions, metrics, time + ([] if cut == "all" else [cut])):
        start = row[time[0]] if time else None
        member = "all" if cut == "all" else row[cut]
        if member is None or (time and start is None):
            continue
        for metric_id in expressions:
            if row[metric_id] is not None and math.isfinite(row[metric_id]):
                cells[metric_id, start and start.date(), str(member)] = row[metric_id]
    return cells


def differences(answered, expected):
    return [
        (cell, answered.get(cell), expected.get(cell))
        for cell in sorted(answered.keys() | expected.keys(), key=str)
        if cell not in answered
        or cell not in expected
        or not math.isclose(answered[cell], expected[cell], rel_tol=1e-12)
    ]


def test_the_city_has_figures_to_hold(figures):
    assert len(figures) > 15


@pytest.mark.parametrize(("grain", "cut"), PERIODS_AND_CUTS)
def test_a_cell_is_what_metricflow_answers(metricflow, figures, sums, published, grain, cut):
    asked = {
        metric_id
        for metric_id, figure in figures.items()
        if cut in cuts_of(figure) and (cut == "all" or cut in metricflow.groups(metric_id))
    }
    cells = {
        cell: value
        for cell, value in published[grain, cut].items()
        if cell[0] in figures and not parts_of(figures[cell[0]], cut)
    }
    assert {metric_id for metric_id, _, _ in cells} <= asked
    # A sum over nothing is no cell.
    expressions = {
        each: f"case when {sums[each]} <> 0 then {each} end" if each in sums else each
        for each in asked
    }
    metrics = asked | {sums[each] for each in asked if each in sums}
    if asked:
        assert not differences(answers(metricflow, grain, cut, expressions, metrics), cells)


@pytest.mark.parametrize(("grain", "cut"), PERIODS_AND_CUTS)
def test_a_part_is_what_metricflow_answers(metricflow, figures, sums, published, grain, cut):
    for metric_id, figure in figures.items():
        for member, numerator in parts_of(figure, cut).items():
            expression, metrics = part(figure, numerator)
            if metric_id in sums:
                expression = f"case when {sums[metric_id]} <> 0 then {expression} end"
                metrics = {*metrics, sums[metric_id]}
            answered = answers(metricflow, grain, "all", {metric_id: expression}, metrics)
            expected = {
                (metric_id, start, "all"): value
                for (each, start, of), value in published[grain, cut].items()
                if (each, of) == (metric_id, member)
            }
            assert not differences(answered, expected)
