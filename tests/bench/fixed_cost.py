"""What a run costs before it has any work: one order through intake, dbt and release, step by step.

    python -m tests.bench.fixed_cost [--runs 3]

Each run is a process and a home of its own; the dbt project has been parsed before, as it is for
every run but the first. Beside the clock stands the processor, which a busy machine delays less.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.dbt_manifest import manifest
from pipelines.paths import REPO, Home

LIMIT_SECONDS = 25
ORDER = """\
platform_id,order_id,region_id,placed_at,status,order_value
demo,1,east,2026-10-05 12:00:00,delivered,900
"""
STEPS = ("start", "intake", "dbt", "release", "Dagster's own")
Times = dict[str, tuple[float, float]]


class _Clocks:
    """Seconds of the clock and of the processor, by step."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.began: tuple[float, float] | None = None

    def timed(self, step: str, function: Callable) -> Callable:
        def run(*arguments: object, **named: object) -> object:
            wall, worked = time.time(), time.process_time()
            self.began = self.began or (wall, worked)
            try:
                return function(*arguments, **named)
            finally:
                self.spent[step][0] += time.time() - wall
                self.spent[step][1] += time.process_time() - worked

        return run


def _run_once(inputs: Path, home: Path, launched: float) -> Times:
    """The run, in this process, which was launched at that time for nothing else."""
    from pipelines.defs.ingest import bookkeeping, entities
    from pipelines.defs.release import release
    from pipelines.defs.transform import dbt
    from pipelines.run_command import run

    clocks = _Clocks()
    entities.load.load_entity = clocks.timed("intake", entities.load.load_entity)
    bookkeeping.close_books = clocks.timed("intake", bookkeeping.close_books)
    dbt.build = clocks.timed("dbt", dbt.build)
    release.build_release = clocks.timed("release", release.build_release)
    if run(Home(home), inputs, None, None):
        sys.exit("The run failed; what it printed says why.")
    times = {step: tuple(spent) for step, spent in clocks.spent.items()}
    times["start"] = (clocks.began[0] - launched, clocks.began[1])
    total = (time.time() - launched, time.process_time())
    known = [sum(spent[place] for spent in times.values()) for place in (0, 1)]
    return times | {"Dagster's own": (total[0] - known[0], total[1] - known[1])}


def _measured(inputs: Path, home: Path) -> Times:
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name, "--once", inputs, home, str(time.time())],
        cwd=REPO,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--once", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.once:
        inputs, home, launched = chosen.once
        print(json.dumps(_run_once(Path(inputs), Path(home), float(launched))))  # noqa: T201
        return
    manifest()
    with TemporaryDirectory() as folder:
        inputs = Path(folder) / "inputs"
        inputs.mkdir()
        (inputs / "orders.csv").write_text(ORDER)
        runs = [_measured(inputs, Path(folder) / f"home-{n}") for n in range(chosen.runs)]
    _print_medians(runs)


def _print_medians(runs: list[Times]) -> None:
    def line(name: str, of_runs: list[tuple[float, float]]) -> tuple[float, float]:
        wall, worked = (statistics.median(column) for column in zip(*of_runs, strict=True))
        print(f"{name:<16}{wall:>10.1f}{worked:>12.1f}")  # noqa: T201
        return wall, worked

    print(f"{'step':<16}{'seconds':>10}{'processor':>12}")  # noqa: T201
    for step in STEPS:
        line(step, [run[step] for run in runs])
    totals = [tuple(sum(column) for column in zip(*run.values(), strict=True)) for run in runs]
    wall, _ = line("total", totals)
    met = "met" if wall <= LIMIT_SECONDS else f"missed by {wall - LIMIT_SECONDS:.1f} s"
    print(f"medians of {len(runs)}; {LIMIT_SECONDS} seconds: {met}")  # noqa: T201


if __name__ == "__main__":
    main()
