"""Whether each entity's rows are here by the deadline of its contract, in event time.

Dagster's own freshness policies ask when an asset was last loaded: an old day that is loaded again
makes a stale table fresh to them.
"""

from datetime import UTC, datetime

import dagster as dg

from pipelines.contracts import Contract, contracts
from pipelines.paths import default_home
from pipelines.releases.freshness import Deadline, deadlines

CHECK = "newest_day_is_here"

WATCHED = [contract for contract in contracts().values() if contract.latency_hours]

# By the clock, and so in no build: the same input gives the same release on any day.
CHECKS = dg.AssetSelection.checks(
    *(dg.AssetCheckKey(dg.AssetKey(["raw", contract.entity]), CHECK) for contract in WATCHED)
)


def _check(contract: Contract) -> dg.AssetChecksDefinition:
    """One of its own for each entity, so that each can be loaded again by itself."""

    @dg.asset_check(
        name=CHECK,
        asset=["raw", contract.entity],
        description=f"A full day's rows are in the release {contract.latency_hours} hours after "
        "the day is over.",
    )
    def newest_day_is_here() -> dg.AssetCheckResult:
        known = deadlines(default_home())
        of_entity = [one for one in known or [] if one.entity == contract.entity]
        missed = [one for one in of_entity if one.is_missed(datetime.now(UTC))]
        return dg.AssetCheckResult(
            passed=known is not None and not missed,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"detail": _detail(known, of_entity, missed)},
        )

    return newest_day_is_here


def _detail(known: list[Deadline] | None, of_entity: list[Deadline], missed: list[Deadline]) -> str:
    if known is None:
        return "there is no release yet"
    if not of_entity:
        return "no row is held, and nobody waits for one"
    return (
        "; ".join(
            f"{one.platform_id}: all is here up to {one.newest_full_date or 'no day'}, "
            f"the next day was due at {one.deadline_at:%Y-%m-%d %H:%M} UTC"
            for one in missed
        )
        or "holds"
    )


freshness = dg.define_asset_job("freshness", CHECKS, description="Whether new days are overdue.")


@dg.definitions
def deadlines_by_the_clock() -> dg.Definitions:
    return dg.Definitions(
        asset_checks=[_check(contract) for contract in WATCHED],
        jobs=[freshness],
        schedules=[
            dg.ScheduleDefinition(
                name="hourly_freshness", job=freshness, cron_schedule="10 * * * *"
            )
        ],
    )
