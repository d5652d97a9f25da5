"""The same records for both versions of the figures: a simulated city, and the real sets."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb
import pytest

from pipelines.paths import Home
from tests.conftest import REAL_RECORDS, Run, made_once
from tests.parity import records
from tests.parity.months import make_months, months_in
from tests.parity.world import World


@pytest.fixture(scope="session")
def months(shared_folder: Path) -> World:
    """The simulated city, and the home in which it was run once."""
    with made_once(shared_folder / "months_home") as is_missing:
        if is_missing:
            make_months(shared_folder)
    return months_in(shared_folder)


@pytest.fixture(scope="session")
def world_of(
    request: pytest.FixtureRequest, run_of: Run, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], World]:
    """Gives a world by its name: `months`, or a set of the real records as it was loaded."""

    @cache
    def world(name: str) -> World:
        if name == "months":
            return request.getfixturevalue("months")
        if not REAL_RECORDS.exists():
            pytest.skip("the real records (../shared/data) are not on this machine")
        home = run_of(name)
        return World(records.read(_as_parquet(home, tmp_path_factory.mktemp(name))), home)

    return world


def _as_parquet(home: Home, folder: Path) -> Path:
    """The records as intake accepted them, before anything is worked out."""
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"copy raw.{table} to '{folder / table}.parquet'")
    return folder
