"""Simulates many worlds of every scenario, checks them and keeps the results: `make test-truth`.

Writes results.csv, one row per check, and truths.csv, what is true in each scenario.
"""

import argparse
import csv
import functools
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from multiprocessing import Pool
from pathlib import Path

from tests.compiled_project import CompiledProject, compile_project
from tests.known_truth.checks import Result, results
from tests.known_truth.scenario import Scenario, scenarios
from tests.known_truth.truths import Key, pooled
from tests.known_truth.world import World, published_counts, simulated_world

HERE = Path(__file__).parent
RESULTS, TRUTHS = HERE / "results.csv", HERE / "truths.csv"
COLUMNS = (
    "made_on", "seed", "scenario", "check", "figure", "cut", "worlds", "measured", "band_low",
    "band_high", "at_least", "at_most", "holds", "mean_half_width",
)  # fmt: skip

ASKED_FOR = {
    "month": ["all", "cause"],
    "all": ["all", "region", "region_type", "income_band", "value_tier", "weather_class", "cause"],
}
"""The grains and cuts of the checks; a world with all the others takes twice as long."""


def truths_of(worlds: Iterable[World]) -> dict[Key, float]:
    """Counted by the simulator; where it has no count of its own, what is published, pooled."""
    worlds = list(worlds)
    published = pooled(published_counts(world) for world in worlds)
    return published | pooled(world.true for world in worlds)


def simulated_worlds(
    project: CompiledProject,
    scenario: Scenario,
    seeds: range,
) -> list[World]:
    """The worlds of these seeds, two at a time, with a line of progress now and then."""
    make = functools.partial(simulated_world, project, scenario)
    began, worlds = time.monotonic(), []
    with Pool(min(2, os.cpu_count() or 1)) as pool:
        for world in pool.imap(make, seeds, chunksize=2):
            worlds.append(world)
            if len(worlds) % 20 == 0 or len(worlds) == len(seeds):
                spent = time.monotonic() - began
                print(
                    f"{scenario.name}: {len(worlds)}/{len(seeds)} worlds, {spent:.0f} s", flush=True
                )
    return worlds


def row(result: Result, scenario: Scenario, seed: int) -> dict:
    """A result as the table keeps it."""
    values = {name: getattr(result, name) for name in COLUMNS if hasattr(result, name)}
    for name, value in values.items():
        if isinstance(value, float):
            values[name] = f"{value:.5g}"
    today = datetime.now(UTC).date().isoformat()
    return {"made_on": today, "seed": seed, "scenario": scenario.name} | values


def main() -> int:
    """Run the scenarios asked for; 1 if a check does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenarios", nargs="*", default=list(scenarios()))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = compile_project(Path(folder), {"period_cuts": ASKED_FOR})
    # Seeds of a run of their own, far from those of the next.
    seeds = range(arguments.seed * 100_000, arguments.seed * 100_000 + arguments.worlds)
    all_hold = True
    for name in arguments.scenarios:
        scenario = scenarios()[name]
        worlds = simulated_worlds(project, scenario, seeds)
        true = truths_of(worlds)
        found = results(scenario.checks, worlds, true)
        for result in found:
            print(f"  {'holds' if result.holds else 'FAILS'}: {result}", flush=True)
        all_hold &= all(result.holds for result in found)
        # Kept at once, so that a long run that is stopped has not been for nothing.
        keep(RESULTS, COLUMNS, name, [row(result, scenario, arguments.seed) for result in found])
        keep(
            TRUTHS,
            ("scenario", *Key._fields, "truth"),
            name,
            [
                {"scenario": name, **key._asdict(), "truth": f"{truth:.8g}"}
                for key, truth in sorted(true.items())
                if key.metric_id in {check.get("figure") for check in scenario.checks}
            ],
        )
    return int(not all_hold)


def kept(file: Path) -> list[dict]:
    """The rows of a table in the repository; none if there is no table yet."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def keep(file: Path, columns: Iterable[str], scenario: str, rows: list[dict]) -> None:
    """Put a scenario's rows into a table, whose order does not hang on the order of the runs."""
    names = list(scenarios())
    rows = [
        old for old in kept(file) if old["scenario"] in names and old["scenario"] != scenario
    ] + rows
    rows.sort(key=lambda old: names.index(old["scenario"]))
    with file.open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
