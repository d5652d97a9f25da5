"""A step in a process of its own: how long it took, and the processor and memory that it needed."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from pipelines.paths import REPO


@dataclass(frozen=True)
class Measured:
    seconds: float
    processor_seconds: float
    peak_bytes: int
    """The most memory that the process held at once; it has no children that matter."""

    told: dict
    """The JSON of its last line."""


def measured(module: str, *arguments: object) -> Measured:
    """Run a module as a command; SystemExit with what it said if it fails."""
    began = time.time()
    command = [sys.executable, "-m", module, *map(str, arguments), str(began)]
    process = subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.time() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{module} failed:\n{output}")
    return Measured(
        seconds,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * 1024,
        json.loads(output.splitlines()[-1]),
    )
