"""The sample's aggregates say what its figures say, so that a page may show both side by side."""

import pytest

from tests.dashboards import sample_aggregates as sample
from tests.dashboards.sample_figures import figure_rows


@pytest.fixture(scope="module")
def figures():
    """Numerator and denominator of each figure of the whole, all regions together."""
    return {
        row["metric_id"]: (row["numerator"], row["denominator"])
        for row in figure_rows()
        if row["period_grain"] == "all" and row["cut"] == "all"
    }


def total(rows, column, where=lambda _: True):
    return sum(row[column] for row in rows if where(row))


def test_orders_by_hour_make_the_figures(figures):
    rows = sample.order_hours()
    assert (total(rows, "on_time"), total(rows, "promised")) == figures["on_time_rate"]
    assert (total(rows, "late_30"), total(rows, "orders")) == figures["late_rate_30"]
    assert (total(rows, "lost"), total(rows, "orders")) == figures["loss_rate"]
    assert total(rows, "lateness_seconds") == figures["tardiness_mean_min"][0] * 60
    assert (
        min(count for row in rows for count in (row["late"] - row["late_30"], row["on_time"])) >= 0
    )


def test_stages_and_causes_make_their_whole():
    for row in sample.order_hours():
        assert row["delivery_seconds"] == sum(row[f"{stage}_seconds"] for stage in sample.STAGES)
        assert row["lateness_seconds"] == sum(row[f"{cause}_seconds"] for cause in sample.CAUSES)


def test_minutes_of_lateness_and_losses_make_the_hours():
    hours, minutes = sample.order_hours(), sample.lateness()
    assert total(minutes, "delivered_orders") == total(hours, "promised_delivered")
    on_time = total(minutes, "delivered_orders", lambda row: row["lateness_minute"] <= 0)
    assert on_time == total(hours, "on_time")
    assert total(sample.losses(), "orders_lost") == total(hours, "lost")


def test_complaints_by_day_make_the_figures(figures):
    rows = sample.complaint_days()
    assert (total(rows, "resolved"), total(rows, "received")) == figures["resolved_share"]
    assert (total(rows, "closed"), total(rows, "received")) == figures["closed_share"]
    assert all(row["received"] >= row["closed"] >= row["resolved"] >= 0 for row in rows)
    still_open = total(rows, "received") - total(rows, "closed")
    assert total(sample.open_complaints(), "open_complaints") == still_open
    assert total(sample.responsibility(), "complaints") == total(rows, "received")
