"""One simulated world and its warehouse, both in memory: what is true of it, and what is found."""

from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from pipelines.contracts import contracts
from pipelines.simulator.simulation import last, make
from tests.compiled_project import CompiledProject, new_catalog
from tests.known_truth.scenario import Scenario
from tests.known_truth.truths import Counts, Key, true_counts

BUILT = ("metric_values", "fairness_gaps")


class Found(NamedTuple):
    """What the warehouse says of it."""

    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None


class Gap(NamedTuple):
    """A comparison of a member with its reference."""

    family: str
    metric_id: str
    cut: str
    member: str
    gap: float | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True)
class World:
    """What one world's warehouse published, and the counts behind it that are true."""

    found: dict[Key, Found]
    gaps: list[Gap]
    true: Counts


def simulated_world(project: CompiledProject, scenario: Scenario, seed: int) -> World:
    """Simulate a world, build its warehouse and read both."""
    calendar = last(scenario.days)
    with new_catalog(calendar.as_of) as connection:
        connection.execute("set threads = 1")
        connection.execute("use memory")
        make(connection, scenario.parameters, calendar, scenario.orders, seed, lambda message: None)
        true = true_counts(connection)
        connection.execute("use compiled")
        lay_raw_tables(connection)
        project.build(connection, [name for name in BUILT if name in project.nodes])
        return World(_found(connection), _gaps(connection, project), true)


def published_counts(world: World) -> Counts:
    """Each published figure as a numerator and a denominator of its own unit."""
    return {
        key: (found.value * (found.denominator or 1), found.denominator or 1)
        for key, found in world.found.items()
        if found.value is not None
    }


def lay_raw_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """The simulated entities as intake would leave them, but for the hashes of people's names."""
    for entity, contract in contracts().items():
        columns = (
            f"{column.name}::{column.sql_type} as {column.name}" for column in contract.columns
        )
        connection.execute(
            f"insert into raw.{entity} by name"
            f" select {', '.join(columns)} from memory.entity.{entity}"
        )


def _found(connection: duckdb.DuckDBPyConnection) -> dict[Key, Found]:
    rows = connection.execute(
        """
        select metric_id, cut, member, numerator, denominator, value, ci_low, ci_high
        from metrics.metric_values
        where platform_id = 'all'
        -- What changed has no figure for the whole run: the last month's, on the month before.
        and period_grain = case metric_id when 'otd_change' then 'month' else 'all' end
        order by period_start
        """
    ).fetchall()
    return {Key(*row[:3]): Found(*row[3:]) for row in rows}


def _gaps(connection: duckdb.DuckDBPyConnection, project: CompiledProject) -> list[Gap]:
    if "fairness_gaps" not in project.nodes:
        return []
    rows = connection.execute(
        """
        select family, metric_id, cut, member, gap, gap_low, gap_high, verdict
        from metrics.fairness_gaps
        where period_grain = 'all'
        """
    ).fetchall()
    return [Gap(*row) for row in rows]
