"""How long a run takes and what it needs, against the floor; written to BENCHMARKS.md.

    python -m tests.bench.throughput [--orders 1000000 10000000] [--runs 3]

Each size is simulated once, 100,000 orders a day. Then, in turn: `fairlane run` from nothing, and
the floor (floor.py), whose figures must be the run's, row by row; and, up to a million orders, core
figures (core_figures.py) in pandas and in bare DuckDB, which must be the run's too. Tables show
medians; a ratio is that of two neighbours, and its median is shown. Let nothing else run beside it.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.dbt_manifest import manifest
from pipelines.paths import REPO, Home
from tests.bench import floor
from tests.bench.core_figures import core_figures_apart
from tests.bench.fixed_cost import LIMIT_SECONDS, empty_runs, medians
from tests.bench.measured import Measured, measured
from tests.bench.timed_run import STEPS
from tests.compiled_project import CompiledProject, compile_project

ORDERS_A_DAY, FEWEST_DAYS = 100_000, 30
OF_THE_FLOOR = 2
TOOLS, MOST_IN_PANDAS = ("pandas", "duckdb"), 1_000_000
RESULTS = REPO / "BENCHMARKS.md"


@dataclass(frozen=True)
class Pair:
    """One run and the floor after it, and, of so many orders as pandas can hold, core figures."""

    run: Measured
    floor: Measured
    disk_bytes: int
    core: dict[str, Measured]


def pairs(
    project: CompiledProject, inputs: Path, folder: Path, runs: int, core: Sequence[str] = ()
) -> Iterator[Pair]:
    """Run and floor in turn, then the core figures in each of the tools `core`; SystemExit where
    figures differ."""
    for _ in range(runs):
        home, database = Home(folder / "home"), folder / "floor.duckdb"
        run = measured("tests.bench.timed_run", inputs, home.root)
        script = folder / "floor.sql"
        script.write_text(floor.script(project, inputs, home.warehouse))
        bare = measured("tests.bench.floor", script, database)
        if apart := floor.figures_apart(database, home.warehouse):
            raise SystemExit(f"The floor's figures are not the run's: {apart} rows differ.")
        with_tools = {tool: _core_figures(tool, inputs, folder, home) for tool in core}
        yield Pair(run, bare, _bytes(home.root), with_tools)
        shutil.rmtree(home.root)
        database.unlink()


def _core_figures(tool: str, inputs: Path, folder: Path, home: Home) -> Measured:
    figures = folder / f"{tool}.parquet"
    found = measured(f"tests.bench.core_figures_in_{tool}", inputs, figures)
    if apart := core_figures_apart(figures, home.warehouse):
        raise SystemExit(f"{apart} core figures in {tool} are not the run's.")
    return found


def section(orders: int, days: int, simulated: float, found: list[Pair]) -> str:
    """What one size took, as Markdown."""
    run = statistics.median(pair.run.seconds for pair in found)
    bare = statistics.median(pair.floor.seconds for pair in found)
    ratio = statistics.median(pair.run.seconds / pair.floor.seconds for pair in found)
    met = "met" if ratio <= OF_THE_FLOOR else f"missed by {ratio - OF_THE_FLOOR:.2f}"
    steps = [(step, statistics.median(pair.run.told[step][0] for pair in found)) for step in STEPS]
    rows = [
        ("simulate", f"{simulated:.1f} s"),
        *((step, f"{seconds:.1f} s") for step, seconds in steps),
        ("**`fairlane run`**", f"**{run:.1f} s**"),
        ("orders a second", f"{orders / run:,.0f}"),
        ("peak memory", _gigabytes(max(pair.run.peak_bytes for pair in found))),
        ("on disk", _gigabytes(max(pair.disk_bytes for pair in found))),
        ("floor", f"{bare:.1f} s"),
        ("peak memory of the floor", _gigabytes(max(pair.floor.peak_bytes for pair in found))),
        ("run to floor, paired", f"{ratio:.2f} × ({OF_THE_FLOOR} ×: {met})"),
        ("figures, the same rows in both", f"{found[0].floor.told['figures']:,}"),
        *(_of_core(tool, [pair.core[tool] for pair in found]) for tool in found[0].core),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return (
        f"## {orders:,} orders over {days} days\n\nMedians of {len(found)}; memory is the most"
        f" of them.\n\n| | |\n|---|---:|\n{table}\n"
    )


def _of_core(tool: str, found: list[Measured]) -> tuple[str, str]:
    seconds = statistics.median(each.seconds for each in found)
    most = _gigabytes(max(each.peak_bytes for each in found))
    return f"{found[0].told['figures']:,} core figures, {tool}", f"{seconds:.1f} s, {most}"


def heading() -> str:
    names = ("duckdb", "dbt-core", "dbt-duckdb", "dagster")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return (
        "# Benchmarks\n\n"
        "Written by `make bench`; what is measured, and how, stands at the top of"
        " [throughput.py](tests/bench/throughput.py) and [floor.py](tests/bench/floor.py).\n\n"
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {_gigabytes(memory)},"
        f" Python {platform.python_version()},"
        f" {', '.join(f'{name} {version(name)}' for name in names)}.\n"
    )


def fixed_cost(runs: int) -> str:
    return (
        "## A run of one order\n\nWhat dbt, Dagster and starting cost by themselves; to stay"
        f" under {LIMIT_SECONDS} seconds.\n\n```\n{medians(empty_runs(runs))}\n```\n"
    )


def _bytes(folder: Path) -> int:
    """What the files take up; one that has several names once."""
    stats = [file.stat() for file in folder.rglob("*") if file.is_file()]
    return sum({each.st_ino: each.st_size for each in stats}.values())


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"


def _simulated(orders: int, days: int, inputs: Path) -> float:
    began = time.perf_counter()
    city = ("--orders", orders, "--days", days, "--seed", 1, "--out", inputs)
    subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "simulate", *map(str, city)],
        cwd=REPO,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--out", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    manifest()
    parts = [heading(), fixed_cost(chosen.runs)]
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "dbt").mkdir()
        project = compile_project(folder / "dbt")
        for orders in chosen.orders:
            days = max(FEWEST_DAYS, orders // ORDERS_A_DAY)
            inputs = folder / f"{orders}"
            simulated = _simulated(orders, days, inputs)
            core = TOOLS if orders <= MOST_IN_PANDAS else ()
            found = list(pairs(project, inputs, folder, chosen.runs, core))
            parts.append(section(orders, days, simulated, found))
            print(parts[-1], flush=True)  # noqa: T201
            shutil.rmtree(inputs)
    chosen.out.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
