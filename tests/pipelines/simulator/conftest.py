"""Two small worlds, simulated once: one with every effect planted, one with none."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts import contracts
from pipelines.simulator import simulate
from pipelines.simulator.truth import default_truth
from tests.known_truth.scenario import without_effects


class World:
    """A simulated world, opened: its truth, and its entities as views."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.truth = json.loads((folder / "truth.json").read_text())
        self.connection = duckdb.connect()
        for entity in contracts():
            self.connection.read_parquet(str(folder / f"{entity}.parquet")).create_view(entity)
        # Deliveries with the weather and the local hour of the order, which are not tests.
        self.connection.execute(
            """
            create view deliveries as
            select
                orders.*,
                placed_at + interval 8 hour as placed_local,
                precipitation_mm,
                (delivered_at > promised_at)::integer as is_late,
                date_diff('second', placed_at, delivered_at) / 60 as minutes,
            from orders
            inner join weather
                on weather.region_id = orders.region_id
                and observed_at = date_trunc('hour', placed_at)
            where status = 'delivered' and not is_test
            """
        )

    def rows(self, sql: str) -> list[tuple]:
        return self.connection.execute(sql).fetchall()

    def value(self, sql: str) -> float:
        ((value,),) = self.rows(sql)
        return value


@pytest.fixture(scope="session")
def simulated(tmp_path_factory) -> Callable[..., World]:
    """Simulates a world into a folder of its own."""

    def make(orders=2_000, days=3, seed=1, truth=None, threads=None) -> World:
        folder = tmp_path_factory.mktemp("world")
        file = None
        if truth is not None:
            file = folder / "changes.json"
            file.write_text(json.dumps(truth))
        simulate(orders, days, seed, folder, file, lambda message: None, threads)
        return World(folder)

    return make


@pytest.fixture(scope="session")
def planted(simulated) -> World:
    return simulated(orders=50_000, days=30)


@pytest.fixture(scope="session")
def calm(simulated) -> World:
    return simulated(
        orders=50_000, days=30, truth={"effects": without_effects(default_truth()["effects"])}
    )
