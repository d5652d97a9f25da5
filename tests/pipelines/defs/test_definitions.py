"""What `dagster dev` shows: every entity, model, check and release part, described and owned."""

import shutil
from datetime import timedelta

import dagster as dg
import pytest

from pipelines.contracts import contracts
from pipelines.definitions import defs
from pipelines.defs.ingest.entities import CHECKS
from pipelines.defs.operate.jobs import landed_days
from pipelines.landing import arrivals
from pipelines.paths import DBT_PROJECT


@pytest.fixture(scope="module")
def repository():
    return defs().get_repository_def()


@pytest.fixture(scope="module")
def nodes(repository):
    return repository.asset_graph.asset_nodes


def test_every_entity_is_an_asset_with_daily_partitions(repository):
    graph = repository.asset_graph
    for entity in contracts():
        node = graph.get(dg.AssetKey(["raw", entity]))
        assert isinstance(node.partitions_def, dg.DailyPartitionsDefinition)


def test_every_dbt_model_is_an_asset(repository):
    keys = {key.path[-1] for key in repository.asset_graph.materializable_asset_keys}
    models = {file.stem for file in (DBT_PROJECT / "models").rglob("*.sql")}
    assert models
    assert models <= keys


def test_every_asset_says_what_it_is_and_whose(repository):
    graph = repository.asset_graph
    assert not [
        key.to_user_string()
        for key in graph.materializable_asset_keys
        if not (
            graph.get(key).description
            and graph.get(key).owners
            and graph.get(key).kinds
            and graph.get(key).group_name not in (None, "default")
        )
    ]


def test_what_guards_intake_blocks_what_comes_after(repository):
    graph = repository.asset_graph
    for entity in contracts():
        for check in CHECKS:
            key = dg.AssetCheckKey(dg.AssetKey(["raw", entity]), check)
            assert graph.get_check_spec(key).blocking


def test_models_wait_for_the_books_and_the_release_waits_for_all_models(repository):
    graph = repository.asset_graph
    release = graph.get(dg.AssetKey(["release", "public"]))
    assert dg.AssetKey(["metrics", "metric_values"]) in release.parent_keys
    assert dg.AssetKey(["raw", "orders"]) in graph.get(dg.AssetKey(["raw", "cut_off"])).parent_keys


def test_there_is_a_job_for_a_day_and_for_a_range_and_a_schedule(repository):
    build = repository.get_job("build")
    assert isinstance(build.partitions_def, dg.DailyPartitionsDefinition)
    orders = repository.asset_graph.get(dg.AssetKey(["raw", "orders"]))
    assert orders.backfill_policy == dg.BackfillPolicy.single_run()
    nightly = repository.get_schedule_def("nightly")
    assert nightly.job_name == "build"


def test_the_world_is_asked_by_the_weather_job_alone_and_only_when_turned_on(repository):
    asking = "weather_of_days_without"
    names = [job.name for job in repository.get_all_jobs() if asking in job.graph.node_dict]
    assert names == ["fetch_weather"]
    schedule = repository.get_schedule_def("daily_weather")
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED


@pytest.fixture
def landed(tmp_path, monkeypatch):
    """A landing folder with one day's file in it, copied long enough ago."""
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    file = tmp_path / "landing" / "2026-10-05" / "orders.csv"
    file.parent.mkdir(parents=True)
    file.write_text("order_id\n")
    monkeypatch.setattr(arrivals, "QUIET", timedelta(0))
    return file


def _requests(cursor=None):
    with dg.build_sensor_context(cursor=cursor) as context:
        requests = list(landed_days(context) or [])
        return [request.partition_key for request in requests], context.cursor


def test_a_landed_day_is_run_once(landed):
    days, cursor = _requests()
    assert days == ["2026-10-05"]
    assert _requests(cursor)[0] == []


def test_a_file_still_being_copied_waits(landed, monkeypatch):
    monkeypatch.setattr(arrivals, "QUIET", timedelta(minutes=1))
    assert _requests()[0] == []


def test_a_day_that_gets_another_file_is_run_again(landed):
    _, cursor = _requests()
    shutil.copy2(landed, landed.with_name("complaints.csv"))
    assert _requests(cursor)[0] == ["2026-10-05"]


def test_what_is_overdue_is_told_daily(repository, tmp_path):
    schedule = repository.get_schedule_def("daily_overdue")
    assert schedule.cron_schedule == "0 6 * * *"
    # Nobody has promised anything here, and there is no release: it ends well all the same.
    config = {"resources": {"warehouse": {"config": {"root": str(tmp_path)}}}}
    assert repository.get_job(schedule.job_name).execute_in_process(run_config=config).success
