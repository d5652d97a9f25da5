"""What a run costs before it has any work: one order through intake, dbt and release, step by step.

    python -m tests.bench.fixed_cost [--runs 3]

Each run is a process and a home of its own; the dbt project has been parsed before, as it is for
every run but the first. Beside the clock stands the processor, which a busy machine delays less.
"""

import argparse
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.dbt_manifest import manifest
from tests.bench.measured import measured
from tests.bench.timed_run import STEPS, Times

LIMIT_SECONDS = 25
ORDER = """\
platform_id,order_id,region_id,placed_at,status,order_value
demo,1,east,2026-10-05 12:00:00,delivered,900
"""


def empty_runs(runs: int) -> list[Times]:
    """The steps of so many runs of a single order."""
    manifest()
    with TemporaryDirectory() as folder:
        inputs = Path(folder) / "inputs"
        inputs.mkdir()
        (inputs / "orders.csv").write_text(ORDER)
        return [
            measured("tests.bench.timed_run", inputs, Path(folder) / f"home-{n}").told
            for n in range(runs)
        ]


def medians(runs: list[Times]) -> str:
    """A table of the steps, and whether the limit is kept."""

    def line(name: str, of_runs: list[tuple[float, float]]) -> tuple[float, str]:
        wall, worked = (statistics.median(column) for column in zip(*of_runs, strict=True))
        return wall, f"{name:<16}{wall:>10.1f}{worked:>12.1f}"

    lines = [f"{'step':<16}{'seconds':>10}{'processor':>12}"]
    lines += [line(step, [run[step] for run in runs])[1] for step in STEPS]
    totals = [tuple(sum(column) for column in zip(*run.values(), strict=True)) for run in runs]
    wall, total = line("total", totals)
    met = "met" if wall <= LIMIT_SECONDS else f"missed by {wall - LIMIT_SECONDS:.1f} s"
    return "\n".join([*lines, total, f"medians of {len(runs)}; {LIMIT_SECONDS} seconds: {met}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    print(medians(empty_runs(parser.parse_args().runs)))  # noqa: T201


if __name__ == "__main__":
    main()
