"""Fetching the weather, by hand or on a schedule: the only job that asks anything of the world."""

import dagster as dg

from pipelines import clock
from pipelines.defs.operate.outgoing import off_until_turned_on
from pipelines.paths import default_home
from pipelines.weather.fetch import fetch
from pipelines.weather.service import service


@dg.op
def weather_of_days_without(context: dg.OpExecutionContext) -> None:
    """Ask for the days whose orders have no weather."""
    report = fetch(default_home(), service(), clock.now())
    context.log.info(report.text())
    if report.failures:
        raise dg.Failure(report.text())


@dg.job(description="Ask Open-Meteo for the days whose orders have no weather.")
def fetch_weather() -> None:
    weather_of_days_without()


@dg.definitions
def weather() -> dg.Definitions:
    return off_until_turned_on("daily_weather", fetch_weather, "0 2 * * *")
