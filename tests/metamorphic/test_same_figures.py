"""However the records are told, the figures are the same: to the last digit, no tolerance."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts import contracts
from pipelines.intake.books import close_books
from pipelines.intake.load import load_entity
from pipelines.intake.mapping import source_of
from pipelines.paths import Home
from tests.compiled_project import built_again
from tests.metamorphic import retold

Figures = Counter[tuple]
PUBLISHED = ("metric_values", "fairness_gaps")


ABOUT_THE_LOADS = ("late_arrival_share", "rows_quarantined_share", "suppressed_share")
"""What says how records came, and how many such figures there are, may tell two loads from one."""


@pytest.fixture(scope="module")
def figures_of(compiled_project, tmp_path_factory) -> Callable[..., Figures]:
    """Every published row, once these folders were loaded one after the other."""

    def figures(*folders: Path, member: str = "member") -> Figures:
        home = Home(tmp_path_factory.mktemp("home"))
        with duckdb.connect(home.warehouse) as connection:
            for folder in folders:
                for entity in contracts():
                    loaded = load_entity(connection, home, source_of(folder, None), entity)
                    assert not loaded.failures
                close_books(connection, "UTC", None)
        with built_again(compiled_project, home.warehouse, PUBLISHED) as connection:
            rows: Figures = Counter()
            for table in PUBLISHED:
                found = connection.execute(
                    f"select '{table}', * replace ({member} as member) from metrics.{table}"
                    f" where metric_id not in {ABOUT_THE_LOADS}"
                ).fetchall()
                rows.update(tuple(_rounded(value) for value in row) for row in found)
        return rows

    return figures


def _rounded(value: object) -> object:
    """The effect of an intervention sums doubles, whose last digit hangs on their order."""
    return round(value, 12) if isinstance(value, float) else value


@pytest.fixture(scope="module")
def told(figures_of, city) -> Figures:
    """The figures of the small city as it was simulated."""
    rows = figures_of(city)
    assert rows.total() > 1000
    return rows


def test_with_the_rows_shuffled(figures_of, told, city, tmp_path):
    retold.shuffled(city, tmp_path / "shuffled")
    assert figures_of(tmp_path / "shuffled") == told


def test_with_the_load_split_in_parts(figures_of, told, city, tmp_path):
    parts = [tmp_path / str(number) for number in range(3)]
    for number, folder in enumerate(parts):
        retold.part(city, folder, number, of=len(parts))
    assert figures_of(*parts) == told


def test_with_the_load_replayed(figures_of, told, city, tmp_path):
    # The same rows in other bytes, so that the files are not passed over as known.
    retold.shuffled(city, tmp_path / "again")
    assert figures_of(city, city, tmp_path / "again") == told


def test_with_times_given_in_another_zone(figures_of, told, city, tmp_path):
    retold.in_another_zone(city, tmp_path / "zone")
    assert figures_of(tmp_path / "zone") == told


def test_with_regions_renamed(figures_of, told, city, tmp_path):
    retold.regions_renamed(city, tmp_path / "renamed")
    called_as_before = "case cut when 'region' then reverse(member) else member end"
    assert figures_of(tmp_path / "renamed", member=called_as_before) == told
