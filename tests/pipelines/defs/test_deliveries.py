"""The sensor of the landing folder: what it asks to be run, and how it settles what was."""

from datetime import UTC, datetime, timedelta

import dagster as dg
import pytest

from pipelines.definitions import defs
from pipelines.defs.operate.dead_runs import STARTS_WITHIN, end_dead_runs
from pipelines.defs.operate.deliveries import MANIFEST, TAG, landing
from pipelines.landing import arrivals
from pipelines.landing.delivery import underway
from pipelines.paths import Home
from pipelines.writer_lock import hold_warehouse


@dg.asset(key=MANIFEST)
def released():
    return dg.MaterializeResult(metadata={"release": "000007"})


@dg.asset(check_specs=[dg.AssetCheckSpec("files_are_readable", asset="refused", blocking=True)])
def refused():
    check = dg.AssetCheckResult(passed=False, metadata={"detail": "orders.csv: not UTF-8"})
    yield dg.MaterializeResult(check_results=[check])


@dg.asset
def broken():
    raise OSError("no space left")


class Desk:
    def __init__(self, home, instance):
        self.home, self.instance = home, instance

    def drop(self, name="unknown.csv", entity_file="orders.csv"):
        self.home.landing.mkdir(exist_ok=True)
        for file in (name, entity_file):
            (self.home.landing / file).write_text("x")

    def tick(self):
        with dg.build_sensor_context(instance=self.instance) as context:
            return landing(context)

    def run(self, asset):
        """A run of the delivery that is under way, with this asset in place of all."""
        job = dg.Definitions(assets=[asset], jobs=[dg.define_asset_job("build")])
        return job.resolve_job_def("build").execute_in_process(
            instance=self.instance,
            tags={TAG: underway(self.home).name},
            raise_on_error=False,
        )

    def reports(self):
        return "".join(file.read_text("utf-8") for file in self.home.landing.glob("*/*.txt"))


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    monkeypatch.setattr(arrivals, "QUIET", timedelta(0))
    with dg.DagsterInstance.ephemeral() as instance:
        yield Desk(Home(tmp_path), instance)


def test_nothing_is_asked_for_where_nothing_has_landed(desk):
    assert desk.tick().skip_message == "nothing has landed"


def test_what_may_still_change_is_named(desk, monkeypatch):
    monkeypatch.setattr(arrivals, "QUIET", timedelta(minutes=1))
    desk.drop()
    assert desk.tick().skip_message == "still changing: orders.csv, unknown.csv"


def test_a_delivery_is_run_with_its_own_folder_and_mapping(desk):
    desk.drop()
    (desk.home.landing / "mapping.yml").write_text("entities: {orders: {files: orders.csv}}")
    request = desk.tick()
    delivery = underway(desk.home)
    assert request.run_key == f"{delivery.name}-0"
    assert request.tags[TAG] == delivery.name
    assert request.run_config["resources"]["inputs"]["config"] == {
        "folder": str(delivery.folder),
        "mapping": str(delivery.mapping_copy),
        "is_delivery": True,
    }
    # The build job takes it as it is.
    assert dg.validate_run_config(defs().resolve_job_def("build"), request.run_config)


def test_the_report_names_the_release_that_the_run_made(desk):
    desk.drop()
    desk.tick()
    desk.run(released)
    assert "is settled: failed/" in desk.tick().skip_message
    assert "Release: 000007\n" in desk.reports()
    assert underway(desk.home) is None


def test_a_check_that_failed_settles_it_and_is_told(desk):
    desk.drop()
    desk.tick()
    desk.run(refused)
    desk.tick()
    assert "refused: files are readable: orders.csv: not UTF-8" in desk.reports()


def test_a_run_that_broke_off_is_tried_three_times_and_then_told(desk):
    desk.drop()
    attempts = []
    for _ in range(3):
        attempts.append(desk.tick().run_key[-2:])
        last = desk.run(broken)
    assert attempts == ["-0", "-1", "-2"]
    desk.tick()
    assert f"The run broke off; Dagster tells why: run {last.run_id}" in desk.reports()
    # What went wrong may quote anything.
    assert "no space left" not in desk.reports()


def test_files_that_no_entity_takes_need_no_run(desk):
    desk.drop(entity_file="another.csv")
    assert "is settled" in desk.tick().skip_message
    assert "No file that could be loaded" in desk.reports()


def test_nothing_is_asked_for_while_another_run_holds_the_warehouse(desk):
    desk.drop()
    with hold_warehouse(desk.home):
        assert "waits: Another run holds the warehouse" in desk.tick().skip_message
    assert desk.tick().run_key


def test_one_delivery_at_a_time(desk):
    desk.drop()
    desk.tick()
    run = desk.instance.create_run_for_job(
        dg.Definitions(assets=[released], jobs=[dg.define_asset_job("build")]).resolve_job_def(
            "build"
        ),
        tags={TAG: underway(desk.home).name},
        status=dg.DagsterRunStatus.STARTED,
    )
    desk.drop(name="next.csv")
    assert "is being loaded" in desk.tick().skip_message
    assert desk.instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.STARTED


def test_a_run_whose_process_is_gone_is_noted_as_failed(desk):
    run = desk.instance.create_run_for_job(
        dg.Definitions(assets=[released], jobs=[dg.define_asset_job("build")]).resolve_job_def(
            "build"
        ),
        status=dg.DagsterRunStatus.STARTED,
    )

    def status_once(after):
        end_dead_runs(desk.instance, desk.home, datetime.now(UTC) + after)
        return desk.instance.get_run_by_id(run.run_id).status

    after = STARTS_WITHIN + timedelta(seconds=1)
    assert status_once(timedelta(0)) == dg.DagsterRunStatus.STARTED
    with hold_warehouse(desk.home):
        assert status_once(after) == dg.DagsterRunStatus.STARTED
    assert status_once(after) == dg.DagsterRunStatus.FAILURE
