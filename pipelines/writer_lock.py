"""One writer at a time: whoever changes a home holds its lock, and the next one is told who."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TextIO

from pipelines.paths import Home


class CannotWrite(RuntimeError):
    """This home cannot be written to."""


class WarehouseIsHeld(CannotWrite):
    """Another run is writing to this home."""


@contextmanager
def hold_warehouse(home: Home) -> Iterator[None]:
    """Hold the only pen of this home. Raises WarehouseIsHeld, naming the holder, if it is taken,
    and CannotWrite where nobody may write.

    The lock is the operating system's, so that it ends with the process that held it, however
    that process ended.
    """
    with _opened(home) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise WarehouseIsHeld(
                f"Another run holds the warehouse in {home.root}: {lock.read().strip()}. "
                "Wait until it ends, then try again."
            ) from None
        lock.seek(0)
        lock.truncate()
        lock.write(f"process {os.getpid()} on {socket.gethostname()} since {_now()}")
        lock.flush()
        yield


def _opened(home: Home) -> TextIO:
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        return (home.root / "writer.lock").open("a+")
    except OSError as error:
        raise CannotWrite(
            f"Nothing can be written to {home.root}: {error.strerror}. "
            "See that this user may write there, or name another folder with --home."
        ) from None


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
