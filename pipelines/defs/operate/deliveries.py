"""Files dropped into the landing folder: a run for them, then done/ or failed/ with a report."""

from datetime import UTC, datetime

import dagster as dg

from pipelines.defs.operate.dead_runs import end_dead_runs
from pipelines.defs.operate.failed_checks import failed_checks
from pipelines.defs.operate.jobs import build
from pipelines.landing.arrivals import arrivals
from pipelines.landing.delivery import Delivery, take, underway
from pipelines.landing.report import Ending
from pipelines.landing.settling import settle
from pipelines.paths import default_home
from pipelines.writer_lock import CannotWrite, hold_warehouse

# What the runs of a delivery are found by.
TAG = "fairlane/delivery"

# A run that broke off, killed or on a full disk, is tried again, and not for ever.
MOST_RUNS = 3

MANIFEST = dg.AssetKey(["release", "manifest"])


@dg.sensor(job=build, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def landing(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One delivery at a time: take what is whole, load and release it, tell what became of it."""
    home, now = default_home(), datetime.now(UTC)
    end_dead_runs(context.instance, home, now)
    arrived = arrivals(home, now)
    delivery = underway(home) or take(home, arrived, now)
    if delivery is None:
        names = ", ".join(entry.name for entry in arrived.waiting)
        return dg.SkipReason(f"still changing: {names}" if names else "nothing has landed")
    runs = context.instance.get_run_records(dg.RunsFilter(tags={TAG: delivery.name}))
    if runs and not runs[0].dagster_run.is_finished:
        return dg.SkipReason(f"delivery {delivery.name} is being loaded")
    try:
        with hold_warehouse(home):
            ending = _ending(context.instance, delivery, [record.dagster_run for record in runs])
            if ending:
                reports = settle(delivery, ending)
    except CannotWrite as error:
        return dg.SkipReason(f"delivery {delivery.name} waits: {error}")
    if ending:
        told = ", ".join(report.relative_to(home.landing).as_posix() for report in reports)
        return dg.SkipReason(f"delivery {delivery.name} is settled: {told or 'it was empty'}")
    return _run(delivery, len(runs))


def _ending(
    instance: dg.DagsterInstance, delivery: Delivery, runs: list[dg.DagsterRun]
) -> Ending | None:
    """How the newest of its runs ended; None where it is to be run, for the first time or again."""
    if not delivery.source().has_files():
        return Ending()
    if not runs:
        return None
    events = [entry.dagster_event for entry in instance.all_logs(runs[0].run_id)]
    events = [event for event in events if event]
    if runs[0].is_success:
        return Ending(release=_release(events))
    if failed := failed_checks(events):
        return Ending(failed_checks=tuple(failed))
    is_stopped = runs[0].status == dg.DagsterRunStatus.CANCELED
    return Ending(broken_off=runs[0].run_id) if is_stopped or len(runs) >= MOST_RUNS else None


def _release(events: list[dg.DagsterEvent]) -> str | None:
    for event in events:
        if event.is_step_materialization and event.asset_key == MANIFEST:
            return event.step_materialization_data.materialization.metadata["release"].value
    return None


def _run(delivery: Delivery, attempt: int) -> dg.RunRequest:
    mapping = delivery.mapping_copy
    inputs = {
        "folder": str(delivery.folder),
        "mapping": str(mapping) if mapping.exists() else "",
        "is_delivery": True,
    }
    return dg.RunRequest(
        run_key=f"{delivery.name}-{attempt}",
        run_config={"resources": {"inputs": {"config": inputs}}},
        tags={TAG: delivery.name},
    )


@dg.definitions
def deliveries() -> dg.Definitions:
    return dg.Definitions(sensors=[landing])
