"""The release as assets: one for each reader's file, the public site and the manifest."""

from collections.abc import Iterator

import dagster as dg

from dashboards import public_site
from pipelines.defs.resources import Warehouse
from pipelines.defs.transform.dbt import models
from pipelines.releases.build import NothingToRelease, build_release
from pipelines.releases.disclosure.control import CannotProtect

PUBLIC = dg.AssetKey(["release", "public"])
CHECK = "figures_can_be_published"

PARTS = {
    "manager": "Aggregates, every cell: what managers read. One database.",
    "analyst": "Pseudonymous facts and every figure: what analysts query. One database.",
    "public": "Figures without small groups: what everybody may have. One database.",
    "public_site": "The static pages made of the public file. One folder.",
    "manifest": "What the release holds, by hash, chained to the one before. One file.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            ["release", part],
            deps=list(models.keys),
            group_name="release",
            kinds={"duckdb"} if part in ("manager", "analyst", "public") else {"html"},
            owners=["team:transparency-office"],
            description=description,
            skippable=True,
        )
        for part, description in PARTS.items()
    ],
    check_specs=[
        dg.AssetCheckSpec(
            CHECK,
            asset=PUBLIC,
            blocking=True,
            description="There are figures, and no small group can be worked out from them.",
        )
    ],
)
def release(
    context: dg.AssetExecutionContext, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Build a release aside, then make it current."""
    try:
        built = build_release(warehouse.home, checks_of_this_run(context), public_site.build)
    except (CannotProtect, NothingToRelease) as refusal:
        yield dg.AssetCheckResult(
            passed=False, check_name=CHECK, asset_key=PUBLIC, metadata={"detail": str(refusal)}
        )
        return
    yield dg.AssetCheckResult(passed=True, check_name=CHECK, asset_key=PUBLIC)
    for part in PARTS:
        rows = sum(built.rows.get(part, {}).values())
        yield dg.MaterializeResult(
            asset_key=["release", part],
            metadata={"release": built.name} | ({"dagster/row_count": rows} if rows else {}),
        )


def checks_of_this_run(context: dg.AssetExecutionContext) -> list[tuple[str, bool, str]]:
    """Name, outcome and detail of every check that this run has made so far."""
    evaluations = [
        record.event_log_entry.dagster_event.event_specific_data
        for record in context.instance.get_records_for_run(
            context.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION
        ).records
    ]
    return sorted(
        (
            f"{'.'.join(evaluation.asset_key.path)}: {evaluation.check_name}",
            evaluation.passed,
            evaluation.description or "",
        )
        for evaluation in evaluations
    )
