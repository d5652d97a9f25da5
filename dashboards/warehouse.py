"""The only place that opens DuckDB. Every script run pins one release and reads from it alone."""

import threading
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

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


def pin(audience: str) -> Release:
    """Choose the release that this run of the script reads, from first figure to last."""
    release = Release(current_folder(), audience)
    if not release.database.exists():
        raise NoReleaseError
    st.session_state["release"] = release
    return release


def pinned(audience: str | None = None) -> Release:
    """The release of this run, for its own audience or for another one's file in it."""
    release: Release = st.session_state["release"]
    return Release(release.folder, audience or release.audience)


# One open file per release and audience; what an older release still held is closed.
@st.cache_resource(max_entries=2 * len(AUDIENCES), show_spinner=False)
def _opened(database: Path) -> duckdb.DuckDBPyConnection:
    return connect(database)


_opening = threading.Lock()


def cursor(release: Release) -> duckdb.DuckDBPyConnection:
    """A connection of one's own to the release's open file. Close it after use."""
    with _opening:
        return _opened(release.database).cursor()


# The release's name is part of its path, so a new release misses the cache.
@st.cache_data(max_entries=400, show_spinner=False)
def _rows(release: Release, sql: str, parameters: tuple) -> pd.DataFrame:
    with cursor(release) as connection:
        return connection.execute(sql, list(parameters)).df()


def read(sql: str, *parameters: object, audience: str | None = None) -> pd.DataFrame:
    """Rows of a query on the pinned release. Values go in as parameters, never into the text."""
    return _rows(pinned(audience), sql, parameters)
