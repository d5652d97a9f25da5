"""The only place that opens DuckDB: the file of one audience in the current release."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboards.roles import Role
from pipelines.paths import default_home

AUDIENCES = ("manager", "analyst", "public")

# A reader of a release can touch no file, nor this process's variables; without a folder for
# temporary files nothing is written beside the release either.
SETTINGS = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",
    "memory_limit": "1GB",
    "threads": "2",
    "lock_configuration": "true",
}


class NoReleaseError(Exception):
    """There is nothing to read yet."""


@dataclass(frozen=True)
class Release:
    """One release as one audience sees it. The folder is resolved: a swap does not move it."""

    folder: Path
    audience: str
    role: Role
    """Whose eyes it is read with."""

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def database(self) -> Path:
        return self.folder / f"{self.audience}.duckdb"


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(database, read_only=True, config=SETTINGS)


def current_folder() -> Path:
    """Where the current release lies, by its own name. DuckDB caches a database by path."""
    link = default_home().current_release
    if not link.exists():
        raise NoReleaseError
    return link.resolve(strict=True)
