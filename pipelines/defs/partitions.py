"""The days that landed files are filed under: landing/<YYYY-MM-DD>/."""

import os

import dagster as dg

# The first day a platform's history may be backfilled from; set it to the platform's own.
FIRST_DAY = os.environ.get("FAIRLANE_FIRST_DAY", "2024-01-01")

daily = dg.DailyPartitionsDefinition(start_date=FIRST_DAY)


def days_of(context: dg.AssetExecutionContext) -> list[str] | None:
    """The days this step is to load, or None for every file there is."""
    is_filed = context.has_partition_key or context.has_partition_key_range
    return list(context.partition_keys) if is_filed else None
