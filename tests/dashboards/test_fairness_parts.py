"""The funnel's limits and places, the families of comparisons, and who waits for whom."""

import numpy as np
import pandas as pd
import pytest

from dashboards import control_limits
from dashboards.charts.funnel import funnel as drawn

WORDS = dict.fromkeys(
    ("inside", "warning", "alarm", "not_judged", "limit_95", "limit_998", "whole", "cases"), "x"
)


def regions(cases: list[int], values: list[float], half: float = 0.098) -> pd.DataFrame:
    """`half` is half the width of each region's interval."""
    return pd.DataFrame(
        {
            "member": [f"R{number}" for number in range(len(cases))],
            "name": [f"<b>R{number}" for number in range(len(cases))],
            "n": cases,
            "value": values,
            "ci_low": np.subtract(values, half),
            "ci_high": np.add(values, half),
            "label": "x",
        }
    )


def test_regions_are_told_apart_by_their_own_error():
    # Limits around 0.5: 0.098 for 95 %, 0.1545 for 99.8 %.
    values = [0.5, 0.59, 0.61, 0.65, 0.345]
    rows = control_limits.judged(regions([100] * 5, values), 0.5)
    assert list(rows["place"]) == ["inside", "inside", "warning", "warning", "alarm"]
    assert rows["high_998"].iloc[0] == pytest.approx(0.5 + 0.098 * 3.090232 / 1.959964)
    wider = control_limits.judged(regions([100] * 5, values, half=0.2), 0.5)
    assert set(wider["place"]) == {"inside"}


def test_the_managers_funnel_and_the_public_s_areas_judge_alike():
    rows = control_limits.judged(regions([100] * 3, [0.5, 0.64, 0.66]), 0.5)
    verdicts = [
        control_limits.verdict(row, {"value": 0.5}, "higher_is_better")
        for row in rows.to_dict("records")
    ]
    assert verdicts == ["within", "within", "better"]
    assert list(rows["place"]) == ["inside", "warning", "alarm"]


def test_a_region_of_few_cases_or_without_interval_is_not_judged():
    rows = regions([29, 100, 100], [0.9, 0.9, 0.9])
    rows.loc[1, ["ci_low", "ci_high"]] = np.nan
    rows = control_limits.judged(rows, 0.5)
    assert list(rows["place"]) == ["not_judged", "not_judged", "alarm"]
    assert rows["low_998"].isna().tolist() == [True, True, False]


def test_only_regions_outside_are_named_and_names_are_text():
    rows = control_limits.judged(regions([100, 200, 300, 20], [0.5, 0.5, 0.8, 0.9]), 0.5)
    figure = drawn(rows, 0.5, WORDS)
    named = [name for trace in figure.data if trace.text is not None for name in trace.text]
    assert named == ["&lt;b&gt;R2"]
    symbols = [trace.marker.symbol for trace in figure.data if trace.mode != "lines"]
    assert symbols == ["circle-open", "square", "x-thin-open"]


def test_regions_without_intervals_give_a_sentence(open_altered):
    bare = "update metrics.metric_values set ci_low = null, ci_high = null where cut = 'region'"
    page = open_altered("fairness", [bare], lang="zh", part="funnel")
    assert "都没有区间" in page.info[0].value
    assert not page.get("plotly_chart")


def test_the_page_counts_regions_by_where_they_lie(open_page):
    page = open_page("staff_app.py", "managers/fairness.py", lang="zh", part="funnel")
    assert not page.exception
    assert page.query_params["part"] == "funnel"
    said = next(caption.value for caption in page.caption if "界限以内" in caption.value)
    assert "6 个地区" in said
    assert not page.table


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("part", ["gaps", "funnel", "queue"])
def test_each_part_opens(open_page, part, language):
    page = open_page("staff_app.py", "managers/fairness.py", lang=language, part=part)
    assert not page.exception
    assert not page.error


def test_a_rate_without_regions_gives_a_sentence(open_page):
    page = open_page(
        "staff_app.py", "managers/fairness.py", lang="zh", part="funnel", platform="elsewhere"
    )
    assert not page.error


def test_families_say_how_many_comparisons_were_judged_together(open_page):
    page = open_page("staff_app.py", "managers/fairness.py", lang="zh")
    assert [expander.label for expander in page.expander] == ["配送服务：6 项比较中，有差距的 3 项"]
    assert any("组内 6 项比较一并判断" in caption.value for caption in page.caption)
    assert list(page.table[0].value["q 值"]) == ["0.020", "0.020"]
