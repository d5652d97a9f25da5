"""Killing a step at an instant or at a line, as `kill -9` would, and what it had told by then."""

import multiprocessing
import time
from dataclasses import dataclass

from pipelines.paths import Home
from tests.faults import steps
from tests.faults.steps import Trial

# Its children start with everything imported and nothing opened.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([steps.__name__])
PATIENCE = 300


@dataclass(frozen=True)
class Life:
    """What a step told before it was killed or came to its end."""

    told: list[str]
    seconds: float

    @property
    def was_killed(self) -> bool:
        return not self.told[-1].startswith(("ended", "failed"))

    @property
    def error(self) -> str | None:
        """What it failed of."""
        return self.told[-1] if self.told[-1].startswith("failed") else None

    @property
    def last_step(self) -> str:
        """The part that it died in, without the release's number."""
        return self.told[-1].split(": ", 1)[-1]

    @property
    def lines(self) -> list[str]:
        """Which of ours were run, each once, if they were noted."""
        return self.told[-1].split()[1:]


def undisturbed(step: str, home: Home, *arguments: object, note_lines: bool = False) -> Life:
    life = _live(step, home, PATIENCE, Trial(line="" if note_lines else None), arguments)
    assert life.told[-1].startswith("ended"), life.told
    return life


def undisturbed_or_failed(step: str, home: Home, *arguments: object) -> Life:
    return _live(step, home, PATIENCE, Trial(), arguments)


def killed_after(seconds: float, step: str, home: Home, *arguments: object) -> Life:
    """Kill it so many seconds after it has started."""
    return _live(step, home, seconds, Trial(), arguments)


def killed_at(line: str, step: str, home: Home, *arguments: object) -> Life:
    """Kill it as it runs a line of ours."""
    return _live(step, home, PATIENCE, Trial(line=line), arguments)


def with_files_up_to(size: int, step: str, home: Home, *arguments: object) -> Life:
    """Let no file of it grow beyond so many bytes."""
    return _live(step, home, PATIENCE, Trial(largest_file=size), arguments)


def _live(step: str, home: Home, seconds: float, trial: Trial, arguments: tuple) -> Life:
    hears, tells = _PROCESSES.Pipe(duplex=False)
    child = _PROCESSES.Process(target=steps.perform, args=(step, home, tells, trial, arguments))
    child.start()
    tells.close()
    told = [hears.recv()]  # EOFError: it did not even start, and has printed why
    began = time.monotonic()
    child.join(seconds)
    if child.is_alive():
        child.kill()
        child.join()
    spent = time.monotonic() - began
    while True:
        try:
            told.append(hears.recv())
        except (EOFError, OSError):  # the end, or a message cut off
            return Life(told, spent)
