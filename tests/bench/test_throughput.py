"""The floor works out what a run does, and the table of results says what it should."""

import duckdb
import pytest

from tests.bench import floor
from tests.bench.core_figures import core_figures_apart
from tests.bench.measured import Measured, measured
from tests.bench.throughput import TOOLS, Pair, section


def test_the_floor_has_the_figures_of_the_run(city, city_home, compiled_project, tmp_path):
    database, script = tmp_path / "floor.duckdb", tmp_path / "floor.sql"
    script.write_text(floor.script(compiled_project, city, city_home.warehouse))
    found = measured("tests.bench.floor", script, database)
    assert found.peak_bytes > 100e6
    assert found.seconds > 0
    assert found.told["figures"] > 10_000
    assert floor.figures_apart(database, city_home.warehouse) == 0
    with duckdb.connect(database) as connection:
        connection.execute(
            f"update {floor.FIGURES} set value = value + 1e-15"
            " where metric_id = 'on_time_rate' and period_grain = 'all' and cut = 'all'"
        )
    assert floor.figures_apart(database, city_home.warehouse) == 2


def test_a_missed_target_is_said():
    times = dict.fromkeys(("start", "intake", "dbt", "release", "Dagster's own"), (1.0, 1.0))
    run, bare = Measured(25, 20, 10**9, times), Measured(10, 9, 10**9, {"figures": 7} | times)
    said = section(1000, 30, 2.0, [Pair(run, bare, 10**9, {})] * 3)
    assert "2.50 × (2 ×: missed by 0.50)" in said
    assert "| orders a second | 40 |" in said
    assert "2 ×: met" in section(1000, 30, 2.0, [Pair(bare, bare, 10**9, {})])


@pytest.mark.parametrize("tool", TOOLS)
def test_core_figures_are_those_of_the_run(tool, city, city_home, tmp_path):
    figures = tmp_path / "figures.parquet"
    found = measured(f"tests.bench.core_figures_in_{tool}", city, figures)
    assert found.told["figures"] > 2000
    assert core_figures_apart(figures, city_home.warehouse) == 0
    off = "select * replace (value * (1 + 1e-6 * (metric_id = 'loss_rate')::int) as value)"
    wrong = tmp_path / "wrong.parquet"
    duckdb.sql(f"copy ({off} from '{figures}') to '{wrong}'")
    assert core_figures_apart(wrong, city_home.warehouse) > 100
