"""The complaints page: the ladder with its bounds, the curves, the backlog, who shifted what."""

import pandas as pd
import pytest

from dashboards.charts.ages import ages
from dashboards.charts.curves import curves
from dashboards.charts.flows import flows
from dashboards.charts.ladder import ladder
from dashboards.components import backlog, responsibility
from dashboards.language import Texts
from tests.dashboards import sample_release
from tests.dashboards.sample_aggregates import open_complaints
from tests.dashboards.sample_figures import figure_rows

VIEW = ("staff_app.py", "managers/complaints.py")
SAY = Texts("complaints", "zh")


def said(page, words: str) -> str:
    return next(caption.value for caption in page.caption if words in caption.value)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("part", ["outcome", "curves", "backlog", "responsibility", "redress"])
def test_each_part_opens(open_page, part, language):
    page = open_page(*VIEW, lang=language, part=part)
    assert not page.exception
    assert not page.error
    assert page.query_params.get("part", "outcome") == part


STEPS = pd.DataFrame(
    {
        "name": ["closed", "confirmed"],
        "value": [0.9, 0.2],
        "ci_low": [0.85, 0.2],
        "ci_high": [0.93, 0.7],
        "is_bounded": [False, True],
        "label": "x",
    }
)


def test_what_is_not_known_of_the_confirmed_is_hatched_and_has_no_error_bar():
    known, possible = ladder(STEPS, {"known": "known", "possible": "possible"}).data
    assert list(known.y) == ["confirmed", "closed"]
    assert pd.isna(known.error_x.array[0])
    assert pd.isna(known.error_x.arrayminus[0])
    assert known.error_x.array[1] == pytest.approx(0.03)
    assert possible.marker.pattern.shape == "/"
    assert known.x[0] + possible.x[0] == pytest.approx(0.7)


def test_the_ladder_says_how_many_were_received(open_page, figure):
    page = open_page(*VIEW, lang="zh", grain="all")
    finding = said(page, "共收到")
    assert f"{figure('closed_share', 'all', '2026-03-02'):.1%}" in finding
    assert f"{figure('resolved_share', 'all', '2026-03-02'):.1%}" in finding


def test_resolved_of_the_closed_stands_only_as_a_warning(tmp_path, monkeypatch, open_page):
    rows = list(figure_rows())
    rows += [
        row | {"metric_id": "resolved_of_closed", "value": 0.987}
        for row in rows
        if row["metric_id"] == "resolved_share"
    ]
    sample_release.make(tmp_path, changes={"metrics.metric_values": rows})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*VIEW, lang="zh")
    assert any("98.7%" in warning.value and "容易误导" in warning.value for warning in page.warning)
    assert not any("98.7%" in metric.value for metric in page.metric)


CURVE = pd.DataFrame(
    {
        "name": ["a", "a", "a", "b", "b"],
        "hours": [0, 48, 336, 0, 48],
        "event_share": [0.0, 0.4, 0.8, 0.0, 0.2],
        "ci_low": [None, 0.3, 0.7, None, 0.1],
        "ci_high": [None, 0.5, 0.9, None, 0.3],
    }
)
WORDS = {"competing": "competing", "hours": "hours"}


def test_curves_end_where_nobody_has_been_watched_for_longer():
    figure = curves(CURVE, {48: "48 h", 336: "14 d"}, 336, WORDS)
    lines = {trace.name: trace for trace in figure.data if trace.name}
    assert list(lines["a"].x) == [0, 48, 336]
    assert list(lines["b"].x) == [0, 48]
    assert lines["a"].line.dash != lines["b"].line.dash
    assert list(figure.layout.xaxis.ticktext) == ["48 h", "14 d"]
    assert figure.layout.yaxis.range == (0, 1.01)


def test_what_rules_an_event_out_is_drawn_where_there_is_one_curve():
    alone = CURVE[CURVE["name"] == "a"].assign(competing_share=[0.0, 0.05, 0.1])
    names = [trace.name for trace in curves(alone, {48: "48 h"}, 336, WORDS).data]
    assert "competing" in names


def test_curves_say_the_shares_at_their_marks(open_page):
    page = open_page(*VIEW, lang="zh", part="curves")
    # 0.9 × (1 − ½^(48/18)), as the sample's curve has it.
    assert f"48 小时内为 {0.9 * (1 - 0.5 ** (48 / 18)):.1%}" in said(page, "人工回复的")
    page = open_page(*VIEW, lang="zh", part="curves", group="region_type")
    assert said(page, "得到解决的").index("城区") < said(page, "得到解决的").index("乡村")


def test_open_complaints_fall_into_classes_and_none_is_left_out():
    names = {key: SAY(key) for key in backlog.CLASSES.values()}
    rows = pd.DataFrame(
        {
            "age_days": [0, 1, 2, 6, 7, 29, 30, 400],
            "is_past_due": pd.array(
                [False, False, True, None, True, True, True, True], dtype="boolean"
            ),
            "open_complaints": [1, 2, 4, 8, 16, 32, 64, 128],
        }
    )
    classed = backlog.classed(rows, names)
    assert classed["open_complaints"].sum() == 255
    by_age = classed.groupby("age")["open_complaints"].sum()
    assert [by_age[name] for name in names.values()] == [3, 12, 16, 32, 192]
    by_side = classed.groupby("side")["open_complaints"].sum()
    assert by_side.to_dict() == {"in_time": 3, "past_due": 244, "no_deadline": 8}
    words = dict.fromkeys((*backlog.SIDES, "age", "open"), "x")
    patterns = {bar.marker.pattern.shape for bar in ages(classed, list(names.values()), words).data}
    assert len(patterns) == 3


def test_the_backlog_is_told_whole(open_page):
    page = open_page(*VIEW, lang="zh", part="backlog")
    total = sum(row["open_complaints"] for row in open_complaints())
    assert f"未结 {total:,} 件" in said(page, "数据截止时")


def test_no_open_complaint_gives_a_sentence(tmp_path, monkeypatch, open_page):
    elsewhere = [open_complaints()[0] | {"region_id": "elsewhere"}]
    sample_release.make(tmp_path, changes={"marts.agg_open_complaints": elsewhere})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*VIEW, lang="zh", part="backlog", region="R01")
    assert not page.error


SHIFTS = pd.DataFrame(
    {
        "party_at_intake": ["platform", "platform", "platform", "rider", "<b>depot"],
        "party_final": ["platform", "rider", "open", "platform", "merchant"],
        "complaints": [5, 3, 2, 1, 7],
        "rider_deduction_minor": pd.array([None, 900, None, None, None], dtype="Int64"),
    }
)


def test_who_shifted_it_is_a_square_that_holds_every_complaint():
    square = responsibility.square(SHIFTS, SAY)
    assert list(square.index) == ["平台", "骑手", "<b>depot"]
    assert list(square.columns) == ["平台", "商家", "骑手", "未定"]
    assert square.to_numpy().sum() == 18
    heat = flows(square, {"origin": "x", "destination": "x"}).data[0]
    assert list(heat.y) == ["平台", "骑手", "&lt;b&gt;depot"]
    assert list(heat.text[0]) == ["5", "", "3", "2"]


def test_the_square_counts_as_the_published_rate_does():
    finding = responsibility.finding(SHIFTS, SAY)
    # 3 of the 8 that are decided; back: 1 of the 8 others.
    assert "8 件中，3 件改由他方负责" in finding
    assert "8 件中，1 件改由平台负责" in finding
    assert "骑手 3 件" in finding
    assert "9.00" in finding
    assert "尚未最终认定 2 件" in finding
