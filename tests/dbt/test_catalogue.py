"""Every published figure is defined, in both languages."""

import re

import pytest

FIGURES = {
    "on_time_rate",
    "on_time_rate_delivered",
    "late_rate_15",
    "late_rate_30",
    "tardiness_mean_min",
    "lateness_p90_min",
    "delivery_time_p50_min",
    "delivery_time_p90_min",
    "promise_length_p50_min",
    "loss_rate",
    "cancel_rate",
    "riders_required",
    "riders_available",
    "rider_gap_rate",
    "late_rate_by_pressure",
    "closed_share",
    "resolved_share",
    "responded_within_48h",
    "resolved_within_7d",
    "kept_deadline_rate",
    "complaints_per_1000",
}
WORDS = {
    "unit": {"share", "minutes", "hours", "riders", "per_1000", "minor", "index"},
    "direction": {"higher_is_better", "lower_is_better", "neither"},
    "ci_method": {"cluster_wilson", "cluster_t", "greenwood_loglog", "none"},
}


@pytest.fixture
def catalogue(small_city_built):
    cursor = small_city_built.execute("select * from metrics.metric_catalogue")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_every_figure_is_there_and_available_in_a_whole_run(catalogue, small_city_built):
    assert {figure["metric_id"] for figure in catalogue} == FIGURES
    coverage = small_city_built.execute("select metric_id, available from metrics.coverage")
    assert dict(coverage.fetchall()) == dict.fromkeys(FIGURES, True)


def test_every_figure_has_a_value_in_the_small_city(small_city_built):
    valued = small_city_built.execute(
        "select distinct metric_id from metrics.metric_values where value is not null"
    )
    assert {metric_id for (metric_id,) in valued.fetchall()} == FIGURES


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
