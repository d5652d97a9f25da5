"""Fetched weather on disk, contract-shaped: the cache of what was answered, and an input of runs.

Settled days lie in a file per region and span, for good. What may still change lies in one
provisional file per region, written anew each time. The later file wins where two tell of the same
hour, and files are loaded in order of name: `provisional` comes before `settled`.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.days import days_between
from pipelines.paths import Home
from pipelines.weather import PREFIX
from pipelines.weather.answers import Hour

_SCHEMA = pa.schema(
    [
        ("region_id", pa.string()),
        ("observed_at", pa.timestamp("us")),
        ("interval_minutes", pa.int64()),
        ("temperature_c", pa.float64()),
        ("precipitation_mm", pa.float64()),
        ("snowfall_cm", pa.float64()),
        ("wind_speed_kmh", pa.float64()),
        ("weather_code", pa.int64()),
    ]
)
_DAY = r"\d{4}-\d{2}-\d{2}"


def settled_days(home: Home, region_id: str) -> set[date]:
    """Days that need not be asked for again."""
    days: set[date] = set()
    for file in home.weather.glob(_name("settled", region_id, "*")):
        first, last = (date.fromisoformat(day) for day in re.findall(_DAY, file.stem)[-2:])
        days.update(days_between(first, last))
    return days


def keep_settled(home: Home, region_id: str, hours: Sequence[Hour]) -> None:
    """Keep whole days on end, for good."""
    span = f"{hours[0].observed_at:%Y-%m-%d}-{hours[-1].observed_at:%Y-%m-%d}"
    _write(home.weather / _name("settled", region_id, f"-{span}"), region_id, hours)


def keep_provisional(home: Home, region_id: str, days: set[date], hours: Sequence[Hour]) -> None:
    """Keep these hours in place of what was provisional of these days before."""
    file = home.weather / _name("provisional", region_id, "")
    others = [hour for hour in _read(file) if hour.observed_at.date() not in days]
    if others or hours:
        _write(file, region_id, [*others, *hours])
    else:
        file.unlink(missing_ok=True)


def _name(kind: str, region_id: str, rest: str) -> str:
    """A region may be called anything: what tells its files apart is the hash."""
    readable = re.sub(r"\W", "-", region_id)[:40]
    print_ = hashlib.sha256(region_id.encode()).hexdigest()[:12]
    return f"{Path(PREFIX).name}{kind}-{readable}-{print_}{rest}.parquet"


def _read(file: Path) -> list[Hour]:
    if not file.exists():
        return []
    rows = pq.read_table(file, columns=[column.name for column in fields(Hour)]).to_pylist()
    return [Hour(**row) for row in rows]


def _write(file: Path, region_id: str, hours: Sequence[Hour]) -> None:
    rows = [{"region_id": region_id, "interval_minutes": 60} | asdict(hour) for hour in hours]
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    pq.write_table(pa.Table.from_pylist(rows, _SCHEMA), draft)
    draft.replace(file)
