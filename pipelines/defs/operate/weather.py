"""Fetching the weather, by hand or on a schedule: the only job that asks anything of the world."""

from datetime import UTC, datetime

import dagster as dg

from pipelines.paths import default_home
from pipelines.weather.fetch import fetch
from pipelines.weather.service import service


@dg.op
def weather_of_days_without(context: dg.OpExecutionContext) -> None:
    """Ask for the days whose orders have no weather."""
    report = fetch(default_home(), service(), datetime.now(UTC).replace(tzinfo=None))
    context.log.info(report.text())
    if report.failures:
        raise dg.Failure(report.text())


@dg.job(description="Ask Open-Meteo for the days whose orders have no weather.")
def fetch_weather() -> None:
    weather_of_days_without()


@dg.definitions
def weather() -> dg.Definitions:
    schedule = dg.ScheduleDefinition(
        name="daily_weather",
        job=fetch_weather,
        cron_schedule="0 2 * * *",
        # Off until somebody turns it on: nothing goes out by itself.
        default_status=dg.DefaultScheduleStatus.STOPPED,
    )
    return dg.Definitions(jobs=[fetch_weather], schedules=[schedule])
