"""The release that one run of a page reads: chosen once, so that no page mixes two."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd
import streamlit as st

from dashboards import warehouse
from dashboards.roles import Role

Found = TypeVar("Found")


class NotForThisRoleError(Exception):
    """A page asks for a file that its reader may not open."""


def pin(audience: str, role: Role) -> warehouse.Release:
    """Choose the release that this run of the script reads, from first figure to last."""
    release = warehouse.Release(warehouse.current_folder(), audience, role)
    if not release.database.exists():
        raise warehouse.NoReleaseError
    st.session_state["release"] = release
    return release


def pinned(audience: str | None = None) -> warehouse.Release:
    """The release of this run, for its own audience or for another one's file in it."""
    release: warehouse.Release = st.session_state["release"]
    if audience and not may_open(audience):
        raise NotForThisRoleError(f"{audience}.duckdb, for a {release.role.name}")
    return replace(release, audience=audience or release.audience)


def may_open(audience: str) -> bool:
    """Whether the role of this session's reader covers that file."""
    return audience in st.session_state["release"].role.audiences


# One open file per release and audience; what an older release still held is closed.
@st.cache_resource(max_entries=2 * len(warehouse.AUDIENCES), show_spinner=False)
def _opened(database: Path) -> duckdb.DuckDBPyConnection:
    return warehouse.connect(database)


_opening = threading.Lock()


def cursor(release: warehouse.Release) -> duckdb.DuckDBPyConnection:
    """A connection of one's own to the release's open file. Close it after use."""
    with _opening:
        return _opened(release.database).cursor()


# The release's name is part of its path, so a new release misses the cache; and so does another
# role, whatever it asks.
@st.cache_data(max_entries=400, show_spinner=False)
def _rows(release: warehouse.Release, sql: str, parameters: tuple) -> pd.DataFrame:
    with cursor(release) as connection:
        return connection.execute(sql, list(parameters)).df()


def read(sql: str, *parameters: object, audience: str | None = None) -> pd.DataFrame:
    """Rows of a query on the pinned release. Values go in as parameters, never into the text."""
    return _rows(pinned(audience), sql, parameters)


def once(find: Callable[[], Found]) -> Callable[[], Found]:
    """What a release alone settles, found once for each and shared: do not change it.

    What `read` gives is a copy each time; every figure of a page asks for the catalogue.
    """

    @lru_cache(maxsize=2 * len(warehouse.AUDIENCES))
    def found(_release: warehouse.Release) -> Found:
        return find()

    @wraps(find)
    def ask() -> Found:
        return found(pinned())

    return ask
