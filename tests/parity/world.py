"""Records, and the home of a run on them: where both versions of a figure meet."""

from dataclasses import dataclass
from functools import cache, cached_property
from types import ModuleType

import duckdb
import pandas as pd

from pipelines.paths import Home
from tests.parity.cells import together
from tests.parity.comparison import differences, told, warehouse_values
from tests.parity.records import Records

REAL = [
    "zomato_ncr",
    "doordash_supply",
    "doordash_deliveries",
    "complaints_baltimore",
    "complaints_comcast",
]
WORLDS = ["months", *REAL]


@cache
def worked_out(records: Records, module: ModuleType) -> pd.DataFrame:
    """The second version's figures: of the records alone, whatever a warehouse says of them."""
    return module.figures(records)


@dataclass(frozen=True, eq=False)
class World:
    records: Records
    home: Home

    @cached_property
    def warehouse(self) -> pd.DataFrame:
        return warehouse_values(self.home)

    def table(self, sql: str) -> pd.DataFrame:
        with duckdb.connect(self.home.warehouse, read_only=True) as connection:
            return connection.execute(sql).df()

    def assert_alike(self, modules: list[ModuleType], metric_id: str) -> None:
        """Every cell of the figure is in both versions, and has the same numbers."""
        ours = together([worked_out(self.records, m) for m in modules if metric_id in m.METRICS])
        ours = ours[ours["metric_id"] == metric_id]
        theirs = self.warehouse[self.warehouse["metric_id"] == metric_id]
        differing = differences(ours, theirs)
        assert differing.empty, told(metric_id, differing, len(ours), len(theirs))
