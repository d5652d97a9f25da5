"""What the assets need from outside: the home they may write to, and the files to load."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import dagster as dg
import duckdb

from pipelines.intake.mapping import Mapping, Source, mapping_of_landed, read_mapping, source_of
from pipelines.paths import Home, default_home
from pipelines.writer_lock import hold_warehouse


class Warehouse(dg.ConfigurableResource):
    """The home, held for as long as the run lasts: one writer at a time."""

    root: str = ""
    """Folder of the home; empty for FAIRLANE_HOME."""

    @property
    def home(self) -> Home:
        return Home(Path(self.root)) if self.root else default_home()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Warehouse"]:
        with hold_warehouse(self.home):
            yield self

    def connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(self.home.warehouse)


class Inputs(dg.ConfigurableResource):
    """The files of this run."""

    folder: str = ""
    """Empty for the landing folder of the home."""
    mapping: str = ""
    """A mapping file; empty for that of the landing folder, or for contract-shaped files."""
    as_of: str = ""
    """Cut-off, ISO 8601; empty for the newest instant in the data."""
    is_delivery: bool = False
    """Files as they come in: what does not come this time is not missed."""

    def source(self, home: Home, days: Sequence[date] | None) -> Source:
        folder = self.folder or home.landing
        return source_of(folder, self._mapping_of(home), days, is_delivery=self.is_delivery)

    def read_mapping(self, home: Home) -> Mapping:
        return read_mapping(self._mapping_of(home))

    def _mapping_of(self, home: Home) -> Path | str | None:
        return self.mapping or mapping_of_landed(home, self.folder)


@dg.definitions
def resources() -> dg.Definitions:
    return dg.Definitions(resources={"warehouse": Warehouse(), "inputs": Inputs()})
