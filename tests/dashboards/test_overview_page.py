"""The overview: what moved beyond noise and a clue to why; what is late, withheld or immature."""

import math
from datetime import date

import pandas as pd
import pytest

from dashboards import movements
from tests.dashboards import sample_aggregates, sample_release
from tests.dashboards.sample_figures import figure_rows

PAGE = ("staff_app.py", "managers/overview.py")
WEEKS = pd.to_datetime(["2026-03-02", "2026-03-09"])


def changes(*sizes: float | None) -> pd.DataFrame:
    """Two weeks of a figure for each size, which is the change over its standard error."""
    rows = []
    for number, size in enumerate(sizes):
        for start, value in zip(WEEKS, (0.5, 0.5 + 0.01 * (size or 1)), strict=True):
            # Two equal intervals add to one of 1.96 hundredths either way.
            half = 1.96 * 0.01 / math.sqrt(2) if size else math.nan
            rows.append(
                {"metric_id": f"m{number}", "cut": "all", "member": "all", "period_start": start,
                 "value": value, "ci_low": value - half, "ci_high": value + half,
                 "ci_method": "cluster_wilson", "n": 100, "is_mature": True}
            )  # fmt: skip
    return pd.DataFrame(rows)


def test_changes_stand_in_order_of_size_against_their_error():
    search = movements.search(changes(5.0, -7.0, 1.0, None), "week")
    assert [movement.latest["metric_id"] for movement in search.found] == ["m1", "m0"]
    assert [movement.change.size for movement in search.found] == pytest.approx([7.0, 5.0])
    assert (search.looked_at, search.without_interval) == (3, 1)


def test_one_change_of_two_errors_among_many_is_no_finding():
    # Alone it would be: p = 0.036. Among ten it has to be under 0.005.
    assert movements.search(changes(2.1), "week").found
    assert not movements.search(changes(2.1, *[0.1] * 9), "week").found


def test_a_period_that_does_not_follow_is_not_compared():
    rows = changes(5.0)
    rows.loc[0, "period_start"] -= pd.Timedelta(weeks=1)
    assert movements.search(rows, "week") == movements.Search([], 0, 0)


def with_fall(metric_id: str, by: float) -> list[dict]:
    """The figure of the whole drops in the newest settled week."""
    rows = [dict(row) for row in figure_rows()]
    for row in rows:
        if (row["metric_id"], row["period_grain"], f"{row['period_start']}", row["cut"]) == (
            metric_id, "week", "2026-03-16", "all",
        ):  # fmt: skip
            for name in ("value", "ci_low", "ci_high"):
                row[name] -= by
    return rows


def with_slow_merchants() -> list[dict]:
    """Each delivery of that week a minute later, for the merchant's sake."""
    rows = [dict(row) for row in sample_aggregates.order_hours()]
    for row in rows:
        if date(2026, 3, 16) <= row["business_date"] <= date(2026, 3, 22):
            for name in ("merchant_seconds", "lateness_seconds"):
                row[name] += 60 * row["promised_delivered"]
    return rows


def test_a_fall_beyond_noise_is_shown_with_a_clue_and_a_way_down(tmp_path, monkeypatch, open_page):
    changed = {
        "metrics.metric_values": with_fall("on_time_rate", 0.2),
        "marts.agg_order_hours": with_slow_merchants(),
    }
    sample_release.make(tmp_path, changes=changed)
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*PAGE, lang="zh")
    moved = page.table[0].value.iloc[0]
    assert (moved["指标"], moved["哪里"]) == ("准时率", "全部地区")
    assert moved["变化"].startswith("−20.")
    assert moved["线索"].startswith("“商家”造成的迟到，平均每单 +")
    link = next(link for link in page.get("page_link") if link.proto.label == "准时率 · 全部地区")
    assert "figure=on_time_rate" in link.proto.query_string
    assert "start=2026-03-16" in link.proto.query_string


def test_the_split_of_the_change_is_told_where_it_is_published(tmp_path, monkeypatch, open_page):
    share = next(row for row in figure_rows() if row["metric_id"] == "on_time_rate")
    parts = [
        share | {"metric_id": "otd_change", "period_grain": "month", "cut": "cause",
                 "member": cause, "period_start": date(2026, 3, 1), "value": value}
        for cause, value in (("speed", 0.012), ("promise", -0.004), ("mix", 0.0))
    ]  # fmt: skip
    figures = [*figure_rows(), *parts]
    sample_release.make(tmp_path, changes={"metrics.metric_values": figures})
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*PAGE, lang="zh", grain="month")
    told = "其中配送快慢 +1.20，承诺长短 −0.40，订单构成 0.00 个百分点"
    assert any(told in caption.value for caption in page.caption)


def test_what_is_late_withheld_or_immature_is_said(tmp_path, monkeypatch, open_page):
    late = [
        {"entity": "weather", "rows_held": 720, "newest_at": pd.Timestamp(2026, 3, 28)},
        # A rare event: its last one four days ago is no sign of a late file.
        {"entity": "rider_accidents", "rows_held": 6, "newest_at": pd.Timestamp(2026, 3, 27)},
    ]
    failed = {"check_name": "x", "passed": False, "detail": ""}
    changed = {"release.freshness": late, "release.checks": [*sample_release.CHECKS, failed]}
    sample_release.make(tmp_path, changes=changed)
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    page = open_page(*PAGE, lang="zh")
    warnings = "\n".join(warning.value for warning in page.warning)
    assert "天气最新到 2026-03-28 00:00，早于截止 4.0 天" in warnings
    assert "事故" not in warnings
    assert "3 项检查中有 1 项未通过" in warnings
    assert "118 行（0.14%）" in warnings
    # The week of 23 March ends on the 29th, and seven days later nothing of it changes.
    assert any("2026-03-23 起一周（2026-04-06 定型）" in text.value for text in page.caption)


def test_the_widest_settled_gap_leads_to_the_fairness_page(open_page):
    page = open_page(*PAGE, lang="zh")
    gap = next(metric.value for metric in page.metric if metric.label == "公平：最大的差距")
    assert gap == "−35.0 个百分点"
    link = next(link for link in page.get("page_link") if "组比较中" in link.proto.label)
    assert "figure=resolved_within_7d" in link.proto.query_string
    assert link.proto.label == "6 组比较中 3 组有差距"


def test_a_week_s_card_says_that_the_change_is_split_by_month_only(open_page):
    def said(grain):
        page = open_page(*PAGE, lang="zh", grain=grain)
        return [text.value for text in page.caption if "只按月计算" in text.value]

    assert said("week")
    assert not said("month")
