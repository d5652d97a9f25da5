"""Telling the public that newer figures are overdue, on a schedule, or were withheld, at once."""

import dagster as dg

from dashboards import public_site
from pipelines.defs.operate.failed_checks import failed_checks
from pipelines.defs.operate.jobs import build
from pipelines.defs.resources import Warehouse
from pipelines.paths import default_home
from pipelines.releases import notice
from pipelines.writer_lock import CannotWrite, hold_warehouse


@dg.op
def overdue_notice(context: dg.OpExecutionContext, warehouse: Warehouse) -> None:
    """Publish a notice, if newer figures are overdue and nobody was told yet."""
    told = notice.tell_late(warehouse.home, public_site.build)
    context.log.info(f"notice {told}" if told else "nothing is overdue that was not told")


@dg.job(description="Tell the public that newer figures are overdue.")
def overdue() -> None:
    overdue_notice()


@dg.run_failure_sensor(
    monitored_jobs=[build],
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tell the public that a release was withheld, and which checks failed.",
)
def withheld(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    """`fairlane run` tells it itself; this is for runs of a schedule, a sensor or the UI."""
    home = default_home()
    run = context.instance.get_run_record_by_id(context.dagster_run.run_id)
    try:
        with hold_warehouse(home):
            if not home.current_release.is_symlink():
                return dg.SkipReason("there is no release yet, and nobody to tell")
            # It may have waited in the queue before it began.
            began = run.start_time or run.create_timestamp.timestamp()
            if home.current_release.lstat().st_mtime > began:
                return dg.SkipReason("another run has made a release or a notice since")
            logs = context.instance.all_logs(
                run.dagster_run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION
            )
            failed = failed_checks(entry.dagster_event for entry in logs)
            reasons = [(asset, check) for asset, check, _ in failed]
            told = notice.tell_withheld(home, reasons or [notice.RUN_FAILED], public_site.build)
    except CannotWrite as error:
        return dg.SkipReason(f"another run is at work, and will tell: {error}")
    context.log.info(f"notice {told}" if told else "its notice says so already")
    return None


@dg.definitions
def notices() -> dg.Definitions:
    schedule = dg.ScheduleDefinition(name="daily_overdue", job=overdue, cron_schedule="0 6 * * *")
    return dg.Definitions(jobs=[overdue], schedules=[schedule], sensors=[withheld])
