"""What intake notes down once every entity is loaded: books, calendar and the run's cut-off."""

from collections.abc import Iterator
from datetime import datetime

import dagster as dg

from pipelines.contracts import contracts
from pipelines.defs.resources import Inputs, Warehouse
from pipelines.intake.books import close_books

BOOKS = {
    "loads": "The load ledger. One row per file loaded.",
    "loads_behind_run": "What the newest run of each entity stands on. One row per load.",
    "quarantine": "Rows that were not accepted, with every reason. One row per record.",
    "zone_offsets": "Offsets of local time from UTC. One row per time zone and transition.",
    "cut_off": "The instant up to which this run looks. One row.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            ["raw", name],
            deps=[["raw", entity] for entity in contracts()],
            group_name="ingest",
            kinds={"duckdb"},
            owners=["team:data-platform"],
            description=description,
        )
        for name, description in BOOKS.items()
    ]
)
def books(warehouse: Warehouse, inputs: Inputs) -> Iterator[dg.MaterializeResult]:
    """Close the books of the intake, before dbt reads them."""
    mapping = inputs.read_mapping(warehouse.home)
    as_of = datetime.fromisoformat(inputs.as_of) if inputs.as_of else None
    with warehouse.connect() as connection:
        close_books(connection, mapping.timezone, as_of)
        for name in BOOKS:
            (rows,) = connection.execute(f"select count(*) from raw.{name}").fetchone()
            yield dg.MaterializeResult(
                asset_key=["raw", name], metadata={"dagster/row_count": rows}
            )
