"""Runs a statement that a reader typed: checked, within limits of time, rows, size and memory."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from dashboards import sql_worker
from dashboards.queries.statement_check import RefusedError, check
from dashboards.sign_in import without_secrets
from dashboards.warehouse import Release
from pipelines.paths import REPO

TIME_LIMIT_SECONDS = 20.0
ROW_LIMIT = 10_000
BYTE_LIMIT = 50_000_000


@dataclass(frozen=True)
class Result:
    rows: pd.DataFrame
    is_capped: bool
    seconds: float


class Running:
    """A statement under way, which its reader can stop."""

    def __init__(self, release: Release, sql: str) -> None:
        """Raises RefusedError where the statement does more than read."""
        check(release, sql)
        self.sql = sql
        self._release = release
        self._started = time.monotonic()
        self._is_cancelled = False
        self._outcome: Result | RefusedError = RefusedError("refused_other")
        self._process = subprocess.Popen(
            [sys.executable, "-m", sql_worker.__name__],
            cwd=REPO,
            env=without_secrets(os.environ) | {"PYTHONPATH": str(REPO)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._thread = threading.Thread(target=self._attend, daemon=True)
        self._thread.start()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it is done, after at most so long."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def cancel(self) -> None:
        """Stop it at once; what it did so far is thrown away."""
        self._is_cancelled = True
        self._process.kill()

    def result(self) -> Result:
        """Raises RefusedError with a reason that a page can show."""
        self.wait()
        if isinstance(self._outcome, RefusedError):
            raise self._outcome
        return self._outcome

    def _attend(self) -> None:
        request = {
            "database": str(self._release.database),
            "sql": self.sql,
            "rows": ROW_LIMIT,
            "bytes": BYTE_LIMIT,
        }
        try:
            rows, message = self._process.communicate(
                json.dumps(request).encode(), timeout=TIME_LIMIT_SECONDS
            )
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            self._outcome = RefusedError("refused_time", seconds=f"{TIME_LIMIT_SECONDS:g}")
            return
        if self._process.returncode:
            self._outcome = self._reason(self._process.returncode, message.decode())
            return
        table = pa.ipc.open_stream(rows).read_all()
        is_capped = table.num_rows > ROW_LIMIT
        self._outcome = Result(_frame(table.slice(0, ROW_LIMIT)), is_capped, self.seconds)

    def _reason(self, returncode: int, message: str) -> RefusedError:
        if self._is_cancelled:
            return RefusedError("refused_cancelled", seconds=f"{self.seconds:.1f}")
        if returncode == sql_worker.TOO_LARGE:
            return RefusedError("refused_size", megabytes=BYTE_LIMIT // 1_000_000)
        if returncode == sql_worker.REFUSED and str(self._release.folder) not in message:
            return RefusedError("refused_by_database", message=message)
        # It was ended by the system, or says so itself.
        if returncode < 0 or "OutOfMemoryException" in message or "MemoryError" in message:
            return RefusedError("refused_memory")
        return RefusedError("refused_other")


def _frame(table: pa.Table) -> pd.DataFrame:
    """Types as the database has them; names made unique, as files and tables need them."""
    names: list[str] = []
    for name in table.column_names:
        unique, number = name, 1
        while unique in names:
            number += 1
            unique = f"{name} ({number})"
        names.append(unique)
    columns = [_writable(column) for column in table.columns]
    return pa.table(columns, names=names).to_pandas(types_mapper=pd.ArrowDtype)


def _writable(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Parquet has no type for a calendar interval, a table none for a union; both become text."""
    if not pa.types.is_interval(column.type) and not pa.types.is_union(column.type):
        return column
    return pa.array([None if cell is None else str(cell) for cell in column.to_pylist()])
