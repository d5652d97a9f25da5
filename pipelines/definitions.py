"""The one Dagster code location: everything under pipelines/defs, plus the executor."""

from pathlib import Path

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    return dg.Definitions.merge(
        dg.load_from_defs_folder(path_within_project=Path(__file__).parent),
        # DuckDB lets one process write, so the steps of a run share this one.
        dg.Definitions(executor=dg.in_process_executor),
    )
