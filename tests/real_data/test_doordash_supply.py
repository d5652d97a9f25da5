"""10,588 deliveries with the riders on shift and the orders outstanding at each."""

import pytest

from tests.conftest import metric_rows
from tests.real_data.conftest import records

# Share over 60 minutes by outstanding / on shift, before any row is quarantined.
EXPECTED = {
    "<0.75": 0.0815,
    "0.75-1": 0.1042,
    "1-1.25": 0.1266,
    "1.25-1.5": 0.1940,
    ">=1.5": 0.4219,
    "no_rider": 0.3571,
}


@pytest.fixture(scope="module")
def late_by_pressure(run_of):
    return dict(
        metric_rows(
            run_of("doordash_supply"),
            "select member, value from metrics.metric_values where period_grain = 'all'"
            " and metric_id = 'late_rate_by_pressure' and cut = 'pressure'",
        )
    )


@pytest.mark.parametrize("pressure", [name for name in EXPECTED if name != "no_rider"])
def test_lateness_by_pressure_is_what_the_records_hold(late_by_pressure, pressure):
    assert late_by_pressure[pressure] == pytest.approx(EXPECTED[pressure], abs=0.015)


def test_lateness_rises_with_pressure(late_by_pressure):
    rates = [late_by_pressure[name] for name in EXPECTED if name != "no_rider"]
    assert rates[1:] == sorted(rates[1:])


def test_a_market_with_nobody_on_shift_is_a_class_of_its_own(late_by_pressure):
    assert 0 < late_by_pressure["no_rider"] < 1


def test_every_order_is_loaded_or_quarantined_with_a_reason(run_of):
    home = run_of("doordash_supply")
    ((read, loaded, quarantined),) = metric_rows(
        home,
        "select rows_read, rows_loaded, rows_quarantined from release.loads"
        " where entity = 'orders'",
    )
    assert read == loaded + quarantined == 10_588
    reasons = metric_rows(
        home,
        "select column_name, rule, rows_quarantined from release.quarantine_reasons"
        " where entity = 'orders'",
    )
    without_market = sum(
        row["market_id"] == "NA" for row in records("doordash_supply", "deliveries.csv")
    )
    assert reasons == [("region_id", "required", without_market)]
    assert quarantined == without_market


@pytest.mark.parametrize("metric_id", ["perfect_order_rate", "stage_minutes"])
def test_what_no_order_records_has_no_figure(run_of, metric_id):
    coverage = metric_rows(
        run_of("doordash_supply"),
        "select available from metrics.coverage where metric_id = ?",
        metric_id,
    )
    assert coverage == [(False,)]
