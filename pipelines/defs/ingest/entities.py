"""Landed entities: one asset per input contract, with the checks that guard what comes after."""

from collections.abc import Iterator
from datetime import date

import dagster as dg

from pipelines.contracts import Contract, contracts
from pipelines.defs.partitions import daily, days_of
from pipelines.defs.resources import Inputs, Warehouse
from pipelines.intake import checks, load

CHECKS = {
    "files_are_readable": "A file that cannot be read would be missing from every figure.",
    "rows_are_conserved": "Every row read was loaded, unchanged, superseded, excluded or "
    "quarantined, and none is lost or counted twice.",
    "few_rows_are_quarantined": "Figures made from what is left of a bad file would mislead.",
    "rows_have_arrived": "A file of headers alone means an export that failed.",
}


def _landed(contract: Contract) -> dg.AssetsDefinition:
    key = dg.AssetKey(["raw", contract.entity])

    @dg.asset(
        key=key,
        group_name="ingest",
        kinds={"duckdb", "parquet"},
        owners=["team:data-platform"],
        description=contract.description,
        code_version=contract.version,
        partitions_def=daily,
        backfill_policy=dg.BackfillPolicy.single_run(),
        check_specs=[
            dg.AssetCheckSpec(name, asset=key, blocking=True, description=description)
            for name, description in CHECKS.items()
        ],
    )
    def entity(
        context: dg.AssetExecutionContext, warehouse: Warehouse, inputs: Inputs
    ) -> Iterator[dg.MaterializeResult]:
        days = [date.fromisoformat(day) for day in days_of(context) or []] or None
        source = inputs.source(warehouse.home, days)
        with warehouse.connect() as connection:
            report = load.load_entity(connection, warehouse.home, source, contract.entity)
            held = connection.execute(f"select count(*) from raw.{contract.entity}").fetchone()[0]
            outcomes = checks.judge(connection, contract.entity, report)
        yield dg.MaterializeResult(
            metadata={"dagster/row_count": held, **report.totals()},
            check_results=[
                dg.AssetCheckResult(
                    check_name=name,
                    passed=outcomes[name] is None,
                    metadata={"detail": outcomes[name] or "holds"},
                )
                for name in CHECKS
            ],
        )

    return entity


@dg.definitions
def landed_entities() -> dg.Definitions:
    return dg.Definitions(assets=[_landed(contract) for contract in contracts().values()])
