"""Telling the public, on a schedule, that newer figures are overdue."""

import dagster as dg

from dashboards import public_site
from pipelines.defs.resources import Warehouse
from pipelines.releases import notice


@dg.op
def overdue_notice(context: dg.OpExecutionContext, warehouse: Warehouse) -> None:
    """Publish a notice, if newer figures are overdue and nobody was told yet."""
    told = notice.tell_late(warehouse.home, public_site.build)
    context.log.info(f"notice {told}" if told else "nothing is overdue that was not told")


@dg.job(description="Tell the public that newer figures are overdue.")
def overdue() -> None:
    overdue_notice()


@dg.definitions
def notices() -> dg.Definitions:
    schedule = dg.ScheduleDefinition(name="daily_overdue", job=overdue, cron_schedule="0 6 * * *")
    return dg.Definitions(jobs=[overdue], schedules=[schedule])
