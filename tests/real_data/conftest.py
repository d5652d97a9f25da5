"""Runs on public records that nobody here wrote. They are not part of the project."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.paths import MAPPINGS, Home
from tests.conftest import REAL_RECORDS, fairlane

Run = Callable[[str], Home]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if REAL_RECORDS.exists():
        return
    absent = pytest.mark.skip(reason="the real records (../shared/data) are not on this machine")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(absent)


@pytest.fixture(scope="session")
def run_of(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a set with its mapping, once; gives its home."""
    homes: dict[str, Home] = {}

    def run(name: str) -> Home:
        if name not in homes:
            home = Home(tmp_path_factory.mktemp(name))
            mapping = MAPPINGS / f"{name}.yml"
            done = fairlane("run", "--inputs", REAL_RECORDS / name, "--mapping", mapping, home=home)
            assert done.returncode == 0, done.stdout + done.stderr
            homes[name] = home
        return homes[name]

    return run


def records(name: str, file: str) -> list[dict[str, str]]:
    """A file of a set, read without anything of the project."""
    with (REAL_RECORDS / name / file).open(encoding="utf-8", newline="") as content:
        return list(csv.DictReader(content))
