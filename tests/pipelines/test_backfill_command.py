"""`fairlane backfill`: what is filed under a range of days, in one run of the job."""

import dagster as dg
import duckdb
import pytest
from click.testing import CliRunner

import pipelines.definitions
from pipelines.cli import main
from pipelines.contracts import contracts
from pipelines.defs.ingest.entities import _landed
from pipelines.defs.operate.run_here import instance
from pipelines.defs.resources import Inputs, Warehouse
from pipelines.paths import Home

ORDERS = dg.AssetKey(["raw", "orders"])
HEADER = "platform_id,order_id,region_id,placed_at,status,order_value\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Three days have landed; of the whole job the orders are all that is run here."""
    home = Home(tmp_path / "home")
    for number, day in enumerate(("2026-10-05", "2026-10-06", "2026-10-07")):
        file = home.landing / day / "orders.csv"
        file.parent.mkdir(parents=True)
        file.write_text(HEADER + f"demo,{number},east,{day} 12:00:00,cancelled,900\n")
    orders_alone = dg.Definitions(
        assets=[_landed(contracts()["orders"])],
        jobs=[dg.define_asset_job("build")],
        resources={"warehouse": Warehouse(), "inputs": Inputs()},
        executor=dg.in_process_executor,
    )
    monkeypatch.setattr(pipelines.definitions, "defs", lambda: orders_alone)
    # The command names its home in the environment.
    monkeypatch.setenv("FAIRLANE_HOME", "")
    monkeypatch.setenv("DAGSTER_HOME", "")
    return home


def backfill(home, first, last, *options):
    command = ["backfill", "--from", first, "--to", last, "--home", str(home.root), *options]
    return CliRunner().invoke(main, command)


def held(home):
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        found = connection.execute("select order_id from raw.orders order by all").fetchall()
    return [order for (order,) in found]


def test_the_days_of_the_range_are_loaded_in_one_run_and_no_other(home):
    assert backfill(home, "2026-10-06", "2026-10-07").exit_code == 0
    assert held(home) == ["1", "2"]
    with instance(home) as dagster:
        (run,) = dagster.get_runs()
        materialized = dagster.get_materialized_partitions(ORDERS)
    assert run.is_success
    assert materialized == {"2026-10-06", "2026-10-07"}


def test_it_reads_another_folder_with_its_mapping(home, tmp_path):
    day = tmp_path / "archive" / "2026-10-06"
    day.mkdir(parents=True)
    (day / "export.csv").write_text(HEADER + "demo,9,east,2026-10-06 12:00:00,cancelled,900\n")
    mapping = tmp_path / "mapping.yml"
    mapping.write_text("entities: {orders: {files: export.csv}}")
    options = ("--inputs", str(day.parent), "--mapping", str(mapping))
    assert backfill(home, "2026-10-01", "2026-10-07", *options).exit_code == 0
    assert held(home) == ["9"]


def test_what_has_landed_is_read_by_the_mapping_that_lies_there(home):
    (home.landing / "mapping.yml").write_text(
        "entities: {orders: {files: orders.csv, where: \"order_id <> '1'\"}}"
    )
    assert backfill(home, "2026-10-06", "2026-10-07").exit_code == 0
    assert held(home) == ["2"]


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-10-07", "2026-10-06", "--to lies before --from"),
        ("2026-09-01", "2026-09-30", "no file is filed under a day from 2026-09-01 to 2026-09-30"),
        ("2023-12-31", "2026-10-07", "2023-12-31 is no day that can be loaded"),
    ],
)
def test_a_range_that_cannot_be_loaded_is_answered_with_the_reason(home, first, last, told):
    done = backfill(home, first, last)
    assert done.exit_code != 0
    assert told in done.output
    assert not home.warehouse.exists() or held(home) == []
