"""Runs on public records that nobody here wrote. They are not part of the project."""

import csv
from pathlib import Path

import pytest

from tests.conftest import MAPPINGS, REAL_RECORDS

REAL_SETS = sorted(mapping.stem for mapping in MAPPINGS.glob("*.yml"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if REAL_RECORDS.exists():
        return
    absent = pytest.mark.skip(reason="the real records (../shared/data) are not on this machine")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(absent)


def records(name: str, file: str) -> list[dict[str, str]]:
    """A file of a set, read without anything of the project."""
    with (REAL_RECORDS / name / file).open(encoding="utf-8", newline="") as content:
        return list(csv.DictReader(content))
