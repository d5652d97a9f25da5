"""What the assets need from outside: the home they may write to, and the files to load."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import duckdb

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
    """A mapping file; empty for files that are contract-shaped already."""
    as_of: str = ""
    """Cut-off, ISO 8601; empty for the newest instant in the data."""


@dg.definitions
def resources() -> dg.Definitions:
    return dg.Definitions(resources={"warehouse": Warehouse(), "inputs": Inputs()})
