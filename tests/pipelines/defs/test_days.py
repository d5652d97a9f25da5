"""Loading a day, or a range of days, of what has landed."""

import dagster as dg
import duckdb
import pytest

from pipelines.definitions import defs
from pipelines.paths import Home

ORDERS = dg.AssetKey(["raw", "orders"])
DAYS = ("2026-10-05", "2026-10-06", "2026-10-07")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home where three days have landed, one order each."""
    # The check of deadlines reads the release of the home that the environment names.
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    home = Home(tmp_path)
    for number, day in enumerate(DAYS):
        file = home.landing / day / "orders.csv"
        file.parent.mkdir(parents=True)
        file.write_text(
            "platform_id,order_id,region_id,placed_at,status,order_value\n"
            f"demo,{number},east,{day} 12:00:00,cancelled,900\n"
        )
    return home


def load(home, **where):
    job = defs().resolve_job_def("build")
    result = job.execute_in_process(
        asset_selection=[ORDERS],
        run_config={"resources": {"warehouse": {"config": {"root": str(home.root)}}}},
        **where,
    )
    held = (
        duckdb.connect(home.warehouse)
        .execute("select order_id from raw.orders order by order_id")
        .fetchall()
    )
    days = [
        event.partition
        for event in result.all_events
        if event.event_type == dg.DagsterEventType.ASSET_MATERIALIZATION
    ]
    return [order for (order,) in held], days


def test_a_day_loads_the_files_of_that_day(home):
    assert load(home, partition_key="2026-10-06") == (["1"], ["2026-10-06"])


def test_a_range_loads_its_days_in_one_run(home):
    orders, days = load(
        home,
        tags={
            "dagster/asset_partition_range_start": "2026-10-06",
            "dagster/asset_partition_range_end": "2026-10-07",
        },
    )
    assert (orders, days) == (["1", "2"], ["2026-10-06", "2026-10-07"])


def test_without_a_day_everything_that_landed_is_loaded(home):
    assert load(home)[0] == ["0", "1", "2"]
