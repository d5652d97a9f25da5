"""`fairlane weather fetch`: ask for what is missing, keep what was answered, say what was not."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from pipelines.paths import Home
from pipelines.weather import files
from pipelines.weather.answers import AnswerRefused, Hour, hours
from pipelines.weather.client import Client, NoAnswer
from pipelines.weather.service import Service
from pipelines.weather.wanted import Place, spans, wanted

log = logging.getLogger("fairlane.weather")

# The archive is five days behind; what it says after a week stays.
SETTLED_AFTER = timedelta(days=7)
# Since then the forecasts' past hours are taken, of which each new run of the model, several a day,
# replaces those that it starts from measurements of. After a day no hour is ahead of its run.
OBSERVED_AFTER = timedelta(days=1)
LONGEST_SPAN_DAYS = 90


@dataclass
class FetchReport:
    requests: int = 0
    settled_days: int = 0
    """Region-days that were fetched now for good."""
    provisional_days: int = 0
    """Region-days that will be asked for again."""
    held_days: int = 0
    """Region-days that had been fetched before, and were not asked for."""
    unknown_hours: int = 0
    """Hours of provisional days of which nothing is known yet."""
    without_coordinates: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The report as lines, for a terminal."""
        lines = [
            f"Open-Meteo was asked {self.requests:,} ×. Days, each of one region: "
            f"{self.settled_days:,} settled, {self.provisional_days:,} provisional "
            f"({self.unknown_hours:,} hours not known yet), {self.held_days:,} fetched before"
        ]
        if self.without_coordinates:
            lines.append(
                f"Passed over, having no latitude and longitude in regions: "
                f"{', '.join(self.without_coordinates)}"
            )
        return "\n".join([*lines, *(f"Error: {failure}." for failure in self.failures)])


def fetch(
    home: Home,
    service: Service,
    asked_at: datetime,
    days: tuple[date, date] | None = None,
    client: Client | None = None,
) -> FetchReport:
    """Fetch the weather of every place, of days without it or of `days`, the last included.

    `asked_at` is now, in UTC and without a zone. Whatever fails is in the report, and the rest is
    kept. Raises NothingLoaded, and CannotWrite while another run holds the warehouse.
    """
    client = client or Client(service)
    found = wanted(home, days)
    report = FetchReport(without_coordinates=found.without_coordinates)
    for place, lacking in found.days.items():
        begun = {day for day in lacking if day <= asked_at.date()}
        held = files.settled_days(home, place.region_id) & begun
        report.held_days += len(held)
        try:
            if begun - held:
                _fetch_place(home, _Asking(client, service, asked_at, place), begun - held, report)
        except NoAnswer as fault:
            report.failures.append(f"{place.region_id}: {fault}; no other region was asked about")
            break
        except AnswerRefused as fault:
            report.failures.append(f"{place.region_id}: {fault}; nothing of this answer was kept")
    report.requests = client.requests
    return report


@dataclass(frozen=True)
class _Asking:
    client: Client
    service: Service
    asked_at: datetime
    place: Place

    def about(self, address: str, days: set[date]) -> Iterable[list[Hour]]:
        """The hours of each day."""
        for first, last in spans(days, LONGEST_SPAN_DAYS):
            log.info("weather of %s, %s to %s", self.place.region_id, first, last)
            answer = self.client.hourly(address, self.place, first, last)
            answered = hours(answer, first, last, self.asked_at - OBSERVED_AFTER)
            for _, day in groupby(answered, lambda hour: hour.observed_at.date()):
                yield list(day)


def _fetch_place(home: Home, asking: _Asking, days: set[date], report: FetchReport) -> None:
    last_settled = (asking.asked_at - SETTLED_AFTER).date() - timedelta(days=1)
    old = {day for day in days if day <= last_settled}
    region_id = asking.place.region_id
    unsettled: list[Hour] = []
    whole: dict[date, list[Hour]] = {}
    try:
        for day in asking.about(asking.service.archive, old):
            if all(hour.is_known for hour in day):
                whole[day[0].observed_at.date()] = day
            else:
                unsettled += day
    finally:
        # What was answered before a fault is not asked for again.
        for first, last in spans(set(whole), LONGEST_SPAN_DAYS):
            settled = (whole[day] for day in sorted(whole) if first <= day <= last)
            files.keep_settled(home, region_id, [hour for day in settled for hour in day])
        report.settled_days += len(whole)
    for day in asking.about(asking.service.recent, days - old):
        unsettled += day
    files.keep_provisional(home, region_id, days, unsettled)
    report.provisional_days += len(unsettled) // 24
    report.unknown_hours += sum(not hour.is_known for hour in unsettled)
