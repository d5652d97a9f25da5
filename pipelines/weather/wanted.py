"""Which days of which regions to ask for: those of orders without weather, or those told."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from pipelines.days import days_between
from pipelines.paths import Home
from pipelines.sql_text import literal
from pipelines.weather import PREFIX
from pipelines.writer_lock import hold_warehouse

# Riders are on duty and systems fail on days without orders too. A longer gap is a stray date.
BRIDGED_DAYS = 31

# Weather that others brought covers the hours since it began. Ours does not count here: what is
# settled of it is known by its file, and what is not is to be asked again.
_DAYS_WITHOUT_WEATHER = f"""
    with hours_of_orders as (
        select distinct region_id, date_trunc('hour', placed_at) as hour from raw.orders
        where region_id is not null and placed_at is not null
    ),
    until_the_next as (
        select region_id, hour,
            lead(hour, 1, hour) over (partition by region_id order by hour) as next_hour
        from hours_of_orders
    ),
    hours as (
        select region_id, unnest(generate_series(
            hour,
            case when next_hour - hour <= to_days({BRIDGED_DAYS}) then next_hour else hour end,
            to_hours(1)
        )) as hour
        from until_the_next
    ),
    brought as (
        select region_id, observed_at, to_minutes(interval_minutes) as lasts
        from raw.weather anti join (
            from raw.loads where entity = 'weather' and starts_with(file_name, {literal(PREFIX)})
        ) using (load_id)
    )
    select distinct hours.region_id, hour::date as day
    from hours asof left join brought
        on hours.region_id = brought.region_id and hours.hour >= brought.observed_at
    where brought.region_id is null or hour >= observed_at + lasts
"""

# A day in a region's own history of attributes is no place: the newest coordinates are.
_PLACES = """
    select region_id, arg_max(latitude, valid_from) as latitude,
        arg_max(longitude, valid_from) as longitude
    from raw.regions where latitude is not null and longitude is not null group by region_id
"""


class NothingLoaded(RuntimeError):
    """There are no orders and no regions to ask for."""


@dataclass(frozen=True)
class Place:
    region_id: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Wanted:
    days: dict[Place, set[date]]
    """Days in UTC, by place; for a place that lacks nothing none."""
    without_coordinates: list[str]
    """Regions that cannot be asked for."""


def wanted(home: Home, days: tuple[date, date] | None) -> Wanted:
    """Days without weather, or every day from the first to the last told, in each region.

    Raises NothingLoaded, and CannotWrite while another run holds the warehouse.
    """
    if not home.warehouse.exists():
        raise NothingLoaded("No regions are known yet. Load them first, with `fairlane run`.")
    with hold_warehouse(home), duckdb.connect(home.warehouse, read_only=True) as connection:
        try:
            places = connection.execute(f"{_PLACES} order by region_id").fetchall()
            if days is None:
                rows = connection.execute(_DAYS_WITHOUT_WEATHER).fetchall()
            else:
                known = connection.execute("select distinct region_id from raw.regions").fetchall()
                rows = [(region_id, day) for (region_id,) in known for day in days_between(*days)]
        except duckdb.CatalogException:
            # A run that was killed at its very start leaves a file without tables.
            raise NothingLoaded("No run has got as far as loading. Run `fairlane run`.") from None
    lacking: dict[str, set[date]] = defaultdict(set)
    for region_id, day in rows:
        lacking[region_id].add(day)
    found = {Place(*place): lacking.pop(place[0], set()) for place in places}
    return Wanted(found, sorted(lacking))


def spans(days: set[date], longest_days: int) -> Iterator[tuple[date, date]]:
    """Days on end, as first and last day, none longer than told."""
    span: list[date] = []
    for day in sorted(days):
        if span and (day - span[-1] > timedelta(days=1) or len(span) == longest_days):
            yield span[0], span[-1]
            span = []
        span.append(day)
    if span:
        yield span[0], span[-1]
