"""Every published figure is defined, in both languages."""

import re
from pathlib import Path

import pytest

# The ratio over all complaints is what fairness compares; the median alone is specified.
FIGURES = {
    "compensation_ratio",
    *(Path(__file__).parent / "metric_ids.txt").read_text().split(),
}
WORDS = {
    "unit": {"share", "points", "score", "ratio", "index", "per_1000", "per_10000", "minor"}
    | {"milliseconds", "seconds", "minutes", "hours"}
    | {"riders", "orders", "complaints", "steps"},
    "direction": {"higher_is_better", "lower_is_better", "neither"},
    "ci_method": {
        "cluster_wilson",
        "cluster_t",
        "greenwood_loglog",
        "mantel_haenszel",
        "exact_poisson",
        "nonresponse_bounds",
        "newcombe",
        "none",
    },
}


@pytest.fixture
def catalogue(small_city_built):
    cursor = small_city_built.execute("select * from metrics.metric_catalogue")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_figures_have_the_names_of_the_specification(catalogue):
    assert {figure["metric_id"] for figure in catalogue} <= FIGURES


@pytest.mark.parametrize("text", ["label", "says", "computed", "does_not_say"])
def test_texts_are_in_chinese_and_english(catalogue, text):
    assert not [
        f["metric_id"] for f in catalogue if not re.search("[一-鿿]", f[f"{text}_zh"] or "")
    ]
    assert not [
        f["metric_id"] for f in catalogue if not re.search("[A-Za-z]", f[f"{text}_en"] or "")
    ]


@pytest.mark.parametrize("field", WORDS)
def test_words_with_a_meaning_are_from_a_known_list(catalogue, field):
    assert not [f["metric_id"] for f in catalogue if f[field] not in WORDS[field]]


@pytest.mark.parametrize("field", ["section", "owner", "source", "rule_version", "maturity_days"])
def test_every_figure_is_answered_for(catalogue, field):
    assert not [f["metric_id"] for f in catalogue if f[field] in (None, "")]


def test_targets_come_from_the_seed(catalogue):
    targets = {f["metric_id"]: f["target"] for f in catalogue}
    assert targets["on_time_rate"] == 0.95
    assert targets["promise_length_p50_min"] is None
