"""A run that failed with nobody at the terminal is told to the public."""

import os

import dagster as dg
import pytest

from dashboards import public_site
from pipelines.defs.operate.notices import withheld
from pipelines.releases import shelf
from pipelines.releases.manifest import read_manifest
from pipelines.writer_lock import hold_warehouse
from tests.pipelines.releases.conftest import _one_page, home_in, release_of


@dg.asset(check_specs=[dg.AssetCheckSpec("files_are_readable", asset="orders", blocking=True)])
def orders():
    yield dg.MaterializeResult(
        check_results=[dg.AssetCheckResult(passed=False, check_name="files_are_readable")]
    )
    raise ValueError("and it stops there")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with a release that was made long before any run of this test."""
    monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
    monkeypatch.setattr(public_site, "build", _one_page)
    home = home_in(tmp_path)
    release_of(home)
    os.utime(home.current_release, (0, 0), follow_symlinks=False)
    return home


@pytest.fixture
def told():
    """Runs the sensor on a failed run; why it told nothing, or None."""
    job = dg.Definitions(assets=[orders], jobs=[dg.define_asset_job("build", "*")]).resolve_job_def(
        "build"
    )
    with dg.DagsterInstance.ephemeral() as instance:
        run = job.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            withheld.name, run.get_run_failure_event(), instance, run.dagster_run
        ).for_run_failure()

        def tell():
            skipped = withheld(context)
            return skipped and skipped.skip_message

        yield tell


def test_it_is_told_once_with_the_check_that_failed(home, told):
    assert told() is None
    notice = read_manifest(home.releases / shelf.current(home))["notice"]
    assert notice["figures_of"] == "000001"
    assert notice["reasons"] == [{"asset": "orders", "check": "files_are_readable"}]
    assert "made a release or a notice since" in told()


def test_nothing_is_told_over_a_run_at_work_or_without_a_release(home, told):
    with hold_warehouse(home):
        assert "another run is at work" in told()
    home.current_release.unlink()
    assert "nobody to tell" in told()


def test_it_listens_to_the_build_as_soon_as_the_daemon_runs():
    assert withheld.default_status == dg.DefaultSensorStatus.RUNNING
