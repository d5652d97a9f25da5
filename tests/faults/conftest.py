"""Homes that may be broken."""

import os
import shutil
from pathlib import Path

import pytest

from pipelines.paths import Home


def copied(home: Home, root: Path) -> Home:
    """A home with all of another one; steps that only read the warehouse may share the file."""
    root.mkdir()
    shutil.copytree(home.releases, root / "releases", symlinks=True)
    (root / "dbt" / "target").mkdir(parents=True)
    shutil.copyfile(
        home.dbt / "target" / "manifest.json", root / "dbt" / "target" / "manifest.json"
    )
    shutil.copy2(home.pseudonym_key, root / home.pseudonym_key.name)
    os.link(home.warehouse, root / home.warehouse.name)
    return Home(root)


@pytest.fixture
def released_city(city_home: Home, tmp_path: Path) -> Home:
    """A home with the small city, built and released once."""
    return copied(city_home, tmp_path / "home")
