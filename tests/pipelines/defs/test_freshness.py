"""A day that is overdue is warned of, however lately the table was loaded."""

from datetime import UTC, datetime, timedelta

import dagster as dg
import pytest

from pipelines.contracts import contracts
from pipelines.definitions import defs
from pipelines.defs.operate.freshness import CHECK, WATCHED, _check
from pipelines.paths import Home
from tests.compiled_project import new_catalog

ORDERS = dg.AssetKey(["raw", "orders"])
TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    return Home(tmp_path)


def warehouse_with_orders(days_ago):
    """A catalog that holds two orders of each of these days, and looks up to now."""
    connection = new_catalog(datetime.now(UTC).replace(tzinfo=None))
    add_orders(connection, days_ago)
    return connection


def add_orders(connection, days_ago):
    connection.executemany(
        "insert into raw.orders (platform_id, order_id, region_id, placed_at)"
        " values ('demo', ?, 'east', ?)",
        [
            (f"{ago}-{number}", TODAY - timedelta(days=ago, hours=-12))
            for ago in days_ago
            for number in range(2)
        ],
    )


def release(home, project, connection):
    """Work out freshness of what the catalog holds, and serve it."""
    for schema in ("staging", "intermediate", "marts", "metrics"):
        connection.execute(f"drop schema if exists compiled.{schema} cascade")
    project.build(connection, ["freshness"])
    folder = home.releases / f"{len(list(home.releases.glob('0*'))) + 1:06d}"
    folder.mkdir(parents=True)
    connection.execute(f"attach '{folder}/manager.duckdb' as manager")
    connection.execute("create schema manager.metrics")
    connection.execute("create table manager.metrics.freshness as from compiled.metrics.freshness")
    connection.execute("detach manager")
    home.current_release.unlink(missing_ok=True)
    home.current_release.symlink_to(folder.name)


def warnings():
    """Entity and detail of each check that warns; the others say that nothing is overdue."""
    results = {contract.entity: _check(contract)() for contract in WATCHED}
    assert {result.severity for result in results.values()} == {dg.AssetCheckSeverity.WARN}
    return {
        entity: result.metadata["detail"].value
        for entity, result in results.items()
        if not result.passed
    }


def dagsters_own_view():
    """Whether raw/orders, of which an old day was loaded just now, passes for loaded lately. The
    policies that supersede this check ask the same, and need a daemon."""
    loaded = dg.AssetsDefinition.from_op(
        dg.op(name="orders", out=dg.Out(is_required=False))(lambda: None),
        keys_by_output_name={"result": ORDERS},
    )
    (fresh,) = dg.build_last_update_freshness_checks(
        assets=[ORDERS], lower_bound_delta=timedelta(hours=24)
    )
    with dg.DagsterInstance.ephemeral() as instance:
        old = (TODAY - timedelta(days=30)).date().isoformat()
        instance.report_runless_asset_event(dg.AssetMaterialization(ORDERS, partition=old))
        done = dg.Definitions(
            assets=[loaded],
            asset_checks=[fresh],
            jobs=[dg.define_asset_job("checks", dg.AssetSelection.checks_for_assets(ORDERS))],
        )
        result = done.resolve_job_def("checks").execute_in_process(instance=instance)
        (evaluation,) = result.get_asset_check_evaluations()
    return evaluation.passed


def test_a_stale_table_stays_stale_when_an_old_day_is_backfilled(home, compiled_project):
    """Orders came until five days ago. Loading a day of a month ago makes them fresh to Dagster's
    own policy, and not to us."""
    with warehouse_with_orders(days_ago=range(5, 20)) as connection:
        release(home, compiled_project, connection)
        before = warnings()
        add_orders(connection, [30])
        release(home, compiled_project, connection)
    newest = (TODAY - timedelta(days=5)).date()
    due = f"{TODAY - timedelta(days=2):%Y-%m-%d %H:%M} UTC"
    told = f"demo: all is here up to {newest}, the next day was due at {due}"
    assert before == {"orders": told}
    assert warnings() == {"orders": told}
    assert dagsters_own_view()


def test_the_days_that_were_missing_make_it_fresh_and_one_platform_alone_makes_it_late(
    home, compiled_project
):
    with warehouse_with_orders(days_ago=range(1, 20)) as connection:
        release(home, compiled_project, connection)
        assert warnings() == {}
        connection.execute(
            "insert into raw.orders (platform_id, order_id, region_id, placed_at)"
            " values ('other', '1', 'east', ?)",
            [TODAY - timedelta(days=9)],
        )
        release(home, compiled_project, connection)
    assert warnings()["orders"].startswith("other: ")


def test_a_warehouse_without_a_release_is_told(home):
    assert set(warnings().values()) == {"there is no release yet"}


def test_it_runs_hourly_and_in_no_build():
    """Whether a build is late depends on the clock, and no figure of it may."""
    repository = defs().get_repository_def()
    assert repository.get_schedule_def("hourly_freshness").job_name == "freshness"
    checks = repository.get_job("freshness").asset_layer.asset_graph.asset_check_keys
    watched = {entity for entity, contract in contracts().items() if contract.latency_hours}
    assert {key.asset_key.path[-1] for key in checks if key.name == CHECK} == watched
    build = repository.get_job("build").asset_layer.asset_graph.asset_check_keys
    assert build
    assert CHECK not in {key.name for key in build}


def test_one_entity_can_be_loaded_again_by_itself():
    """As a backfill from Dagster's pages does: with the checks of that entity, and no other's."""
    every = defs().get_repository_def().get_implicit_global_asset_job_def()
    orders_alone = every.get_subset(asset_selection={ORDERS})
    checks = orders_alone.asset_layer.asset_graph.asset_check_keys
    assert {key.asset_key for key in checks} == {ORDERS}
    assert CHECK in {key.name for key in checks}


def test_the_deadline_of_a_contract_is_about_its_clock():
    for entity, contract in contracts().items():
        assert contract.latency_hours is None or contract.clock, entity
