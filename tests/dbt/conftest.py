"""Warehouses that dbt has built, once a session, and the manifest of the project."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.dbt import small_city
from tests.dbt.dbt_command import dbt
from tests.dbt.raw_tables import new_warehouse


@pytest.fixture(scope="session")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dbt")


@pytest.fixture(scope="session")
def city_warehouse(artifacts: Path) -> Path:
    """The small city, built with every data and unit test of the project passing."""
    warehouse = artifacts / "city.duckdb"
    with new_warehouse(warehouse, small_city.AS_OF) as connection:
        small_city.fill(connection)
    dbt("build --warn-error", warehouse, artifacts)
    return warehouse


@pytest.fixture(scope="session")
def small_city_built(city_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(city_warehouse, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def manifest(city_warehouse: Path, artifacts: Path) -> dict:
    return json.loads((artifacts / "target" / "manifest.json").read_text())
