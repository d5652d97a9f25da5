"""The days that landed files are filed under: landing/<YYYY-MM-DD>/."""

import os
from datetime import date

import dagster as dg

# The first day a platform's history may be backfilled from; set it to the platform's own.
FIRST_DAY = os.environ.get("FAIRLANE_FIRST_DAY", "2024-01-01")

daily = dg.DailyPartitionsDefinition(start_date=FIRST_DAY)


class NoSuchDay(ValueError):
    """A day that no files can be filed under."""


def tags_of(first: date, last: date) -> dict[str, str]:
    """What makes one run of all days from the first to the last. Raises NoSuchDay."""
    known = daily.get_partition_keys()
    for day in (first, last):
        if day.isoformat() not in known:
            raise NoSuchDay(
                f"{day} is no day that can be loaded: these are {known[0]} to {known[-1]}, the day "
                "before today. FAIRLANE_FIRST_DAY sets the first."
            )
    return {
        "dagster/asset_partition_range_start": first.isoformat(),
        "dagster/asset_partition_range_end": last.isoformat(),
    }


def days_of(context: dg.AssetExecutionContext) -> list[str] | None:
    """The days this step is to load, or None for every file there is."""
    is_filed = context.has_partition_key or context.has_partition_key_range
    return list(context.partition_keys) if is_filed else None
