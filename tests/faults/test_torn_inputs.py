"""A file that was cut in the middle: nothing of it is loaded, and the whole one is loaded after."""

import shutil

import duckdb
import pytest

from pipelines.intake.load import load_entity
from pipelines.intake.mapping import source_of
from pipelines.paths import Home
from tests.faults import holding
from tests.faults.scale import chance, times

# How the city's orders are written in each format.
WRITTEN = {
    "parquet": "(format parquet)",
    "csv": "(format csv)",
    "csv.gz": "(format csv, compression gzip)",
    "jsonl": "(format json)",
}


def load(home, folder):
    with duckdb.connect(home.warehouse) as connection:
        return load_entity(connection, home, source_of(folder, None), "orders", lambda _: None)


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_torn_file_is_refused_and_the_whole_one_loads_after(city, city_home, tmp_path, kind):
    folder = tmp_path / "inputs"
    folder.mkdir()
    file = folder / f"orders.{kind}"
    duckdb.sql(f"copy (from '{city}/orders.parquet' limit 500) to '{file}' {WRITTEN[kind]}")
    whole_lines, whole, random = 0, file.read_bytes(), chance(f"torn {kind}")
    home = Home(tmp_path / "home")
    for _ in range(times(2, 50)):
        shutil.rmtree(home.root, ignore_errors=True)
        home.root.mkdir()
        shutil.copy2(city_home.pseudonym_key, home.pseudonym_key)
        cut = random.randrange(1, len(whole) - 1)
        file.write_bytes(whole[:cut])
        report = load(home, folder)
        if report.failures:
            (failure,) = report.failures
            assert file.name in str(failure)
            assert holding.rows_of_raw(home)["orders"] == []
        else:
            # Only in a text, and only where what is left of its last line is a record.
            assert kind in ("csv", "jsonl")
            whole_lines += 1
        file.write_bytes(whole)
        assert not load(home, folder).failures
        assert len(holding.rows_of_raw(home)["orders"]) == 500
        if report.failures:  # else the whole file's last line has replaced the cut one
            assert holding.lost_rows(home, []) == []
    assert whole_lines <= times(2, 50) / 5 + 1
