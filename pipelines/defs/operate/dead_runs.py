"""Runs whose process is gone. Dagster would show them as at work for ever, and start no other."""

from datetime import datetime, timedelta

import dagster as dg

from pipelines.defs.operate.jobs import build
from pipelines.paths import Home
from pipelines.writer_lock import CannotWrite, hold_warehouse

# From being launched to holding the warehouse: a process that starts while others work.
STARTS_WITHIN = timedelta(minutes=2)

_AT_WORK = [
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]


def end_dead_runs(instance: dg.DagsterInstance, home: Home, now: datetime) -> None:
    """Note as failed each run that is said to be at work while nobody holds the warehouse.

    A run holds it from its start to its end, and its lock ends with its process.
    """
    of_the_job = dg.RunsFilter(job_name=build.name, statuses=_AT_WORK)
    suspects = [
        record.dagster_run
        for record in instance.get_run_records(of_the_job)
        if now.timestamp() - record.update_timestamp.timestamp() > STARTS_WITHIN.total_seconds()
    ]
    if suspects and _nobody_works(home):
        for run in suspects:
            instance.report_run_failed(run, "The process of this run is gone.")


def _nobody_works(home: Home) -> bool:
    try:
        with hold_warehouse(home):
            return True
    except CannotWrite:
        return False
