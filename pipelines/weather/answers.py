"""What Open-Meteo answers, checked and turned into the contract's hours.

Its temperature, wind and code are those of an instant, its precipitation and snowfall sums of the
hour before it. The contract's hour is called by its start, so the sums come from one label later.
"""

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta

UNITS = {
    "time": "iso8601",
    "temperature_2m": "°C",
    "precipitation": "mm",
    "snowfall": "cm",
    "wind_speed_10m": "km/h",
    "weather_code": "wmo code",
}
HOUR = timedelta(hours=1)


class AnswerRefused(ValueError):
    """The answer is not what was asked for: nothing of it is taken."""


@dataclass(frozen=True)
class Hour:
    """One hour of a region; None is unknown. UTC, without a zone, as the contract has it."""

    observed_at: datetime
    temperature_c: float | None = None
    precipitation_mm: float | None = None
    snowfall_cm: float | None = None
    wind_speed_kmh: float | None = None
    weather_code: int | None = None

    @property
    def is_known(self) -> bool:
        return None not in astuple(self)


def hours(answer: object, first: date, last: date, observed_until: datetime) -> list[Hour]:
    """Every hour of these days in UTC, in order. Raises AnswerRefused.

    One that was not over by `observed_until` is unknown, whatever the answer says: it may be a
    forecast. So is one that the answer leaves out.
    """
    series = _series(answer)
    return [
        _hour(series, start) if start + HOUR <= observed_until else Hour(start)
        for start in _starts(first, last)
    ]


def _starts(first: date, last: date) -> list[datetime]:
    midnight = datetime.combine(first, datetime.min.time())
    return [midnight + number * HOUR for number in range(24 * ((last - first).days + 1))]


def _hour(series: Mapping[str, Mapping[datetime, float | None]], start: datetime) -> Hour:
    code = series["weather_code"].get(start)
    return Hour(
        observed_at=start,
        temperature_c=series["temperature_2m"].get(start),
        precipitation_mm=series["precipitation"].get(start + HOUR),
        snowfall_cm=series["snowfall"].get(start + HOUR),
        wind_speed_kmh=series["wind_speed_10m"].get(start),
        weather_code=None if code is None else int(code),
    )


def _series(answer: object) -> dict[str, dict[datetime, float | None]]:
    """By variable: the value at each label."""
    units, columns = _table(answer, "hourly_units"), _table(answer, "hourly")
    if _table({"answer": answer}, "answer").get("utc_offset_seconds") != 0:
        raise AnswerRefused("its times are not in UTC, as was asked")
    for name, unit in UNITS.items():
        if units.get(name) != unit:
            raise AnswerRefused(
                f"{name} is in {units.get(name)!r}, not in {unit!r}. "
                "See whether the service has changed; nothing is converted"
            )
    times = [_instant(text) for text in _column(columns, "time")]
    if len(set(times)) < len(times):
        raise AnswerRefused("an hour stands in it twice")
    return {name: _values(columns, name, times) for name in UNITS if name != "time"}


def _table(answer: object, name: str) -> dict:
    table = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(table, dict):
        raise AnswerRefused(f"it has no {name}: this is not the answer that Open-Meteo documents")
    return table


def _column(columns: dict, name: str) -> list:
    column = columns.get(name)
    if not isinstance(column, list):
        raise AnswerRefused(f"{name} is missing")
    return column


def _values(columns: dict, name: str, times: list[datetime]) -> dict[datetime, float | None]:
    column = _column(columns, name)
    if len(column) != len(times):
        raise AnswerRefused(f"{name} has {len(column):,} values for {len(times):,} hours")
    for time, value in zip(times, column, strict=True):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and not (is_number and math.isfinite(value)):
            raise AnswerRefused(f"{name} at {time:%Y-%m-%d %H:%M} is {value!r}, no number")
    return dict(zip(times, column, strict=True))


def _instant(text: object) -> datetime:
    try:
        instant = datetime.fromisoformat(str(text))
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is not None:
        raise AnswerRefused(f"{str(text)[:40]!r} is no time like 2026-10-31T16:00")
    return instant
