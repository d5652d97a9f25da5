"""`fairlane run` with its steps timed: seconds of the clock and of the processor, as JSON.

python -m tests.bench.timed_run INPUTS HOME LAUNCHED_AT
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from pipelines.paths import Home

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


def timed_run(inputs: Path, home: Path, launched: float) -> Times:
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


if __name__ == "__main__":
    inputs, home, launched = sys.argv[1:]
    print(json.dumps(timed_run(Path(inputs), Path(home), float(launched))))  # noqa: T201
