"""What can be run: a folder of files, a day, a range of days; on a schedule or as days land."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from pipelines.defs.operate.freshness import CHECKS
from pipelines.defs.partitions import daily
from pipelines.landing.arrivals import is_quiet
from pipelines.paths import default_home

build = dg.define_asset_job(
    "build",
    dg.AssetSelection.all() - CHECKS,
    description="Load, compute, release. For a day or a range of days it loads the files filed "
    "under these days; without one, every file of the folder, as `fairlane run` does.",
)

nightly = dg.build_schedule_from_partitioned_job(
    build, name="nightly", hour_of_day=4, description="Yesterday's files, at four."
)


@dg.sensor(job=build, minimum_interval_seconds=60)
def landed_days(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest]:
    """A run for each day whose folder below landing/ has new files and has gone quiet.

    These stay where they are, so that any range of days can be loaded again.
    """
    seen = json.loads(context.cursor or "{}")
    known = set(daily.get_partition_keys())
    now = datetime.now(UTC)
    for folder in sorted(default_home().landing.glob("????-??-??")):
        files = [file.stat() for file in folder.iterdir() if file.is_file()]
        newest = max((file.st_mtime for file in files), default=None)
        if newest is None or folder.name not in known or not is_quiet(folder, now):
            continue
        signature = f"{len(files)}-{newest}"
        if seen.get(folder.name) != signature:
            seen[folder.name] = signature
            yield dg.RunRequest(run_key=f"{folder.name}-{signature}", partition_key=folder.name)
    context.update_cursor(json.dumps(seen))


@dg.definitions
def operate() -> dg.Definitions:
    return dg.Definitions(jobs=[build], schedules=[nightly], sensors=[landed_days])
