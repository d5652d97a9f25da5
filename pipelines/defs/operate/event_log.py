"""Dagster's event log of a home, written fast: a run of ours writes a thousand events."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event


class RunEventLog(SqliteEventLogStorage):
    """Dagster's own log and its files, each of which it opens, syncs and closes for every event.

    Here each stays open until the run ends, and is synced now and then: a machine that loses power
    may lose the newest events, and a process that is killed loses none.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: dict[str, Any]
    ) -> Self:
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        if shard not in self._engines:
            # Dagster's own way makes the file, where there is none.
            with super()._connect(shard):
                self._engines[shard] = self._kept_open(shard)
        with self._db_lock, self._engines[shard].begin() as connection:
            yield connection

    def _kept_open(self, shard: str) -> Engine:
        engine = create_engine(
            self.conn_string_for_shard(shard),
            poolclass=StaticPool,
            connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", _sync_now_and_then)
        return engine

    def dispose(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()


def _sync_now_and_then(connection: Any, _: object) -> None:
    connection.execute("pragma synchronous = normal")
