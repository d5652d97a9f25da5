"""The files themselves: the same bytes for the same seed, marked, and with their truth beside."""

import hashlib
from importlib.metadata import version

import pytest

from pipelines.contracts import contracts
from pipelines.simulator import simulate


def hashes(world) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in world.folder.iterdir()
    }


@pytest.fixture(scope="module")
def on_one_thread(simulated):
    # More than one row group of Parquet, so that threads could disagree.
    return simulated(orders=130_000, days=2, seed=5, threads=1)


@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_seed_gives_the_same_bytes_whatever_the_threads(simulated, on_one_thread, threads):
    again = simulated(orders=130_000, days=2, seed=5, threads=threads)
    assert hashes(again) == hashes(on_one_thread)


def test_another_seed_gives_another_world(simulated):
    first, second = hashes(simulated(seed=1)), hashes(simulated(seed=2))
    same = {file for file in first if first[file] == second[file]}
    # The regions and the regions treated are the same in every world.
    assert same == {"regions.parquet", "interventions.parquet"}


def test_there_is_one_file_per_entity_and_the_truth(planted):
    assert {file.name for file in planted.folder.iterdir()} == {
        *(f"{entity}.parquet" for entity in contracts()),
        "truth.json",
    }


@pytest.mark.parametrize("entity", contracts())
def test_every_file_says_that_it_is_simulated(planted, entity):
    marks = planted.rows(
        "select key::varchar, value::varchar"
        f" from parquet_kv_metadata('{planted.folder}/{entity}.parquet')"
    )
    assert ("fairlane.simulated", "true") in marks


def test_exactly_the_orders_asked_for_are_placed_on_the_days_asked_for(planted):
    assert planted.rows(
        """
        select
            count(*),
            count(distinct order_id),
            min(placed_at + interval 8 hour)::date::varchar,
            max(placed_at + interval 8 hour)::date::varchar
        from orders
        """
    ) == [(50_000, 50_000, "2026-10-02", "2026-10-31")]


def test_the_truth_says_what_the_world_was_made_of(planted):
    assert planted.truth["simulated"] is True
    assert planted.truth["made_by"] == {
        "fairlane": version("fairlane"),
        "orders": 50_000,
        "days": 30,
        "seed": 1,
    }


def test_one_order_on_one_day_is_a_world(simulated):
    assert simulated(orders=1, days=1).value("select count(*) from orders") == 1


def test_progress_is_reported(tmp_path):
    messages = []
    simulate(10, 1, 1, tmp_path, None, messages.append)
    assert "orders.parquet: 10 行 rows" in messages
    assert messages[-1] == "truth.json"


@pytest.mark.parametrize(("orders", "days"), [(0, 1), (1, 0), (-5, 3)])
def test_a_world_without_orders_or_days_is_refused(tmp_path, orders, days):
    with pytest.raises(ValueError, match="at least 1"):
        simulate(orders, days, 1, tmp_path / "world", None, print)
    assert not (tmp_path / "world").exists()
