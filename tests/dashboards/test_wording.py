"""How a figure is put into words: digits, units, intervals and why there is none, targets."""

import re
from datetime import date

import pytest

from dashboards import wording
from dashboards.language import Texts
from pipelines.paths import DBT_PROJECT, REPO

RATE = {"value": 0.8634, "ci_low": 0.856, "ci_high": 0.871, "ci_method": "cluster_wilson"}
BARE = {"value": 0.5, "ci_low": None, "ci_high": None, "ci_method": "too_few_clusters"}


@pytest.mark.parametrize(
    ("number", "unit", "chinese", "english"),
    [
        (0.8634, "share", "86.3%", "86.3%"),
        (0.0075, "share", "0.75%", "0.75%"),
        (-0.0512, "points", "−5.1 个百分点", "−5.1 points"),
        (31.46, "minutes", "31.5 分钟", "31.5 min"),
        (1234.0, "riders", "1,234.0 人", "1,234.0 riders"),
        (4.126, "score", "4.13 分", "4.13 of 5"),
        (6.32, "per_10000", "每万元 6.3 元", "6.3 per 10,000"),
        (25.0, "seconds", "25.0 秒", "25.0 s"),
        (1234.0, "complaints", "1,234 件", "1,234 complaints"),
        (4.2, "steps", "4.2 步", "4.2 steps"),
        (-0.0604, "points", "−6.0 个百分点", "−6.0 points"),
        (None, "share", "无数值", "no value"),
    ],
)
def test_value_carries_its_unit(number, unit, chinese, english):
    assert wording.value(number, unit, "zh") == chinese
    assert wording.value(number, unit, "en") == english


def test_every_unit_of_the_catalogue_has_its_words():
    models = (DBT_PROJECT / "models").rglob("*.yml")
    units = {unit for file in models for unit in re.findall(r"\n +unit: (\w+)", file.read_text())}
    assert "per_1000" in units
    assert not [unit for unit in units if not Texts("wording", "en").has(unit)]


def test_shares_differ_by_points_and_rounding_leaves_no_sign():
    assert wording.change(-0.012, "share", "zh", 0.86) == ("−1.2 个百分点", -1)
    assert wording.change(-0.0001, "share", "en", 0.86) == ("0.0 points", 0)
    assert wording.change(2.04, "minutes", "en", 30) == ("+2.0 min", 1)
    assert wording.change(-0.13, "score", "en", 4.1) == ("−0.13", -1)
    assert wording.change(1.2, "per_10000", "zh", 6.3) == ("+1.2", 1)


def test_interval_or_the_reason_why_there_is_none():
    assert wording.interval(RATE, "share", "zh") == "95% 区间 85.6%–87.1%"
    bounds = RATE | {"ci_method": "nonresponse_bounds"}
    assert wording.interval(bounds, "share", "zh").endswith("若都说否或都说是：85.6%–87.1%")
    assert "95%" not in wording.interval(bounds, "share", "en")
    assert "不足 10 天" in wording.interval(BARE, "share", "zh")
    assert "fewer than 10 days" in wording.interval(BARE, "share", "en")
    assert wording.short_interval(BARE | {"ci_method": "none"}, "share", "zh") == "不给区间"


@pytest.mark.parametrize(
    ("direction", "goal", "said"),
    [
        ("higher_is_better", 0.90, "missed"),
        ("higher_is_better", 0.80, "met"),
        ("higher_is_better", 0.86, "not settled"),
        ("lower_is_better", 0.90, "met"),
        ("lower_is_better", 0.80, "missed"),
    ],
)
def test_a_target_inside_the_interval_is_not_settled(direction, goal, said):
    metric = {"target": goal, "direction": direction, "unit": "share"}
    assert said in wording.target(RATE, metric, "en")


def test_meeting_a_target_exactly_is_meeting_it():
    row = BARE | {"value": 0.05}
    for direction in ("higher_is_better", "lower_is_better"):
        metric = {"target": 0.05, "direction": direction, "unit": "share"}
        assert "met" in wording.target(row, metric, "en")


def test_periods_in_words():
    assert wording.period("month", date(2026, 3, 1), "zh") == "2026 年 3 月"
    assert wording.period("month", date(2026, 3, 1), "en") == "March 2026"
    assert wording.period("week", date(2026, 3, 2), "zh") == "2026-03-02 起一周"


def test_every_entity_and_every_owner_of_a_figure_has_a_name_in_both_languages():
    entities = {path.stem for path in (REPO / "pipelines" / "contracts").glob("*.yaml")}
    models = [path.read_text(encoding="utf-8") for path in DBT_PROJECT.rglob("models/**/*.yml")]
    owners = {owner for text in models for owner in re.findall(r"owner: *([a-z ]+)$", text, re.M)}
    assert len(entities) > 10
    assert len(owners) > 3
    for kind, codes in (("entity", entities), ("owner", owners)):
        named = {wording.name(kind, code, "zh") for code in codes}
        assert named.isdisjoint(codes)
    assert wording.name("entity", "made_up", "zh") == "made_up"
