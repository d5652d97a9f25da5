"""Jobs that ask or tell anything of the world: nothing goes out by itself."""

import dagster as dg


def off_until_turned_on(name: str, job: dg.JobDefinition, cron: str) -> dg.Definitions:
    """The job, and a schedule that stands still until somebody turns it on."""
    schedule = dg.ScheduleDefinition(
        name=name,
        job=job,
        cron_schedule=cron,
        default_status=dg.DefaultScheduleStatus.STOPPED,
    )
    return dg.Definitions(jobs=[job], schedules=[schedule])
