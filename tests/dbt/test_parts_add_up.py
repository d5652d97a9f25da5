"""What is shared out adds up: for every order, every cluster, cut and member, every period."""

from collections.abc import Iterator

import duckdb
import pytest

from pipelines.paths import Home

STAGES = [
    *("accept", "dispatch", "ride_to_merchant", "wait_at_merchant", "ride_to_customer"),
    *("hand_over", "unattributed"),
]
CAUSES = [
    *("rider_shortage", "merchant", "traffic", "communication", "customer", "system", "weather"),
    "unknown",
]
PARTIES = ["customer", "merchant", "rider", "platform", "unknown"]
CUSTODIES = ["merchant", "rider", "door", "unknown", "missing_scan"]


@pytest.fixture(scope="module")
def warehouse(city_home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(city_home.warehouse, read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("timed_delivery_seconds", [f"{stage}_stage_seconds" for stage in STAGES]),
        ("tardiness_seconds", [f"{cause}_late_seconds" for cause in CAUSES]),
        ("cancelled_orders", [f"{party}_cancelled_orders" for party in PARTIES]),
    ],
)
def test_parts_make_the_whole_in_every_cluster_cut_and_member(warehouse, whole, parts):
    cells, amiss, total = warehouse.execute(
        f"select count(*), count(*) filter (where {whole} <> {' + '.join(parts)}), sum({whole})"
        " from intermediate.measures_by_cluster"
    ).fetchone()
    assert (cells > 1000, amiss, total > 0) == (True, 0, True)


@pytest.mark.parametrize(
    ("metric_id", "cut", "members"),
    [
        ("stage_minutes", "stage", STAGES),
        ("late_minutes", "cause", CAUSES),
        ("cancel_rate", "party", PARTIES),
        ("custody_at_loss", "custody", CUSTODIES),
    ],
)
def test_published_parts_make_the_published_whole(warehouse, metric_id, cut, members):
    periods = warehouse.execute(
        """
        select
            list(member order by member) filter (where cut = $cut),
            sum(value) filter (where cut = $cut),
            -- The last holders are shares of the lost, which have no figure of their own.
            coalesce(any_value(value) filter (where cut = 'all'), 1)
        from metrics.metric_values
        where metric_id = $metric_id and period_grain in ('month', 'all')
        group by platform_id, period_grain, period_start
        """,
        {"metric_id": metric_id, "cut": cut},
    ).fetchall()
    assert len(periods) >= 2
    for named, parts, whole in periods:
        assert named == sorted(members)
        assert parts == pytest.approx(whole, rel=1e-12)


def test_every_late_order_has_its_causes(warehouse):
    late, with_causes = warehouse.execute(
        "select count(*) filter (where is_closed_eligible and lateness_seconds > 0),"
        " (select count(*) from marts.fct_delays) from marts.fct_orders"
    ).fetchone()
    assert late == with_causes > 100


def test_a_simulated_city_knows_every_cause_but_one(warehouse):
    """It records no address or contact problem of an order that arrived."""
    absent = warehouse.execute(
        "select member from metrics.metric_values"
        " where metric_id = 'late_minutes' and cut = 'cause' and period_grain = 'all' and value = 0"
    ).fetchall()
    assert absent == [("communication",)]
