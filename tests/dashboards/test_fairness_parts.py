"""The funnel's limits and places, the families of comparisons, and who waits for whom."""

import numpy as np
import pandas as pd
import pytest

from dashboards import funnel
from dashboards.charts.funnel import funnel as drawn
from tests.dashboards.sample_figures import wilson

WORDS = dict.fromkeys(
    ("inside", "warning", "alarm", "limit_95", "limit_998", "whole", "cases"), "x"
)


def regions(cases: list[int], good: list[int], halved: int = 1) -> pd.DataFrame:
    """With Wilson's intervals; `halved` counts how much fewer cases they are made from."""
    bounds = [_wilson(part / n, n / halved) for part, n in zip(good, cases, strict=True)]
    return pd.DataFrame(
        {
            "member": [f"R{number}" for number in range(len(cases))],
            "name": [f"<b>R{number}" for number in range(len(cases))],
            "n": cases,
            "value": np.divide(good, cases),
            "ci_low": [low for low, _ in bounds],
            "ci_high": [high for _, high in bounds],
            "label": "x",
        }
    )


def _wilson(rate: float, n: float, z: float = funnel.WARNING) -> tuple[float, float]:
    middle = (rate + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    return middle - half, middle + half


@pytest.mark.parametrize("effect", [1, 2, 5])
def test_the_design_effect_is_read_off_the_intervals(effect):
    rows = regions([400, 900, 2500], [300, 450, 2400], effect)
    assert funnel.design_effect(rows) == pytest.approx(effect)


def test_without_intervals_there_is_no_design_effect():
    bare = regions([400], [300]).assign(ci_low=np.nan, ci_high=np.nan)
    assert funnel.design_effect(bare) is None
    # A rate of nought or one says nothing of how cases cling together.
    assert funnel.design_effect(regions([400], [400])) is None


def test_intervals_narrower_than_chance_do_not_narrow_the_funnel():
    assert funnel.design_effect(regions([400, 900, 2500], [300, 450, 2400], 0.5)) == 1.0


def test_the_funnel_narrows_with_the_root_of_the_cases():
    wide, narrow = funnel.half_width(0.2, np.array([100, 400]), 1.0, funnel.WARNING)
    assert wide == pytest.approx(1.959964 * 0.04)
    assert narrow == pytest.approx(wide / 2)
    assert funnel.half_width(0.2, np.array([100]), 4.0, funnel.WARNING)[0] == pytest.approx(
        2 * wide
    )


def test_regions_are_told_apart_by_the_limits_alone():
    # Half-widths around 0.5 with 100 cases: 0.098 and 0.155.
    rows = funnel.judged(regions([100] * 5, [50, 59, 61, 66, 34]), 0.5, 1.0)
    assert list(rows["place"]) == ["inside", "inside", "warning", "alarm", "alarm"]
    wider = funnel.judged(rows, 0.5, 4.0)
    assert set(wider["place"]) == {"inside"}


def test_only_regions_outside_are_named_and_names_are_text():
    rows = funnel.judged(regions([100, 200, 300], [50, 100, 250]), 0.5, 1.0)
    figure = drawn(rows, 0.5, 1.0, WORDS)
    named = [name for trace in figure.data if trace.text is not None for name in trace.text]
    assert named == ["&lt;b&gt;R2"]
    symbols = [trace.marker.symbol for trace in figure.data if trace.mode != "lines"]
    assert symbols == ["circle-open", "square"]


def test_the_page_counts_regions_by_where_they_lie(open_page):
    page = open_page("staff_app.py", "managers/fairness.py", lang="zh", part="funnel")
    assert not page.exception
    assert page.query_params["part"] == "funnel"
    said = next(caption.value for caption in page.caption if "界限以内" in caption.value)
    assert "6 个地区" in said
    assert "设计效应" in said
    assert not page.table


def test_the_sample_s_own_intervals_have_a_design_effect_of_two():
    low, high = wilson(700, 1000)
    rows = pd.DataFrame({"value": [0.7], "ci_low": [low], "ci_high": [high], "n": [1000]})
    assert funnel.design_effect(rows) == pytest.approx(2 * (2 / funnel.WARNING) ** 2)


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
