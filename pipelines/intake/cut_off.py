"""The cut-off of a run: the instant up to which it looks."""

from datetime import UTC, datetime, timedelta

import duckdb

from pipelines import clock
from pipelines.contracts import contracts

# Observations and rosters may run years before or past what the platform did.
NOT_EVENTS = ("weather", "riders", "rider_shifts", "regions", "interventions")

# Clocks that are kept right step by less.
STEP = timedelta(minutes=5)


class ClockSetBack(RuntimeError):
    """What is newest cannot be told: the clock is behind what was loaded by it."""


def write(connection: duckdb.DuckDBPyConnection, as_of: datetime | None) -> None:
    """Write the cut-off: as told, else the newest instant at which something happened."""
    if as_of is None:
        _refuse_clock_set_back(connection)
        as_of = _newest(connection, events_only=True) or _newest(connection, events_only=False)
    elif as_of.tzinfo is not None:
        as_of = as_of.astimezone(UTC).replace(tzinfo=None)
    connection.execute("delete from raw.cut_off")
    connection.execute("insert into raw.cut_off values (?)", [as_of])


def _refuse_clock_set_back(connection: duckdb.DuckDBPyConnection) -> None:
    """Stop before a clock that lies makes a release look up to an earlier instant than the last."""
    (newest,) = connection.execute("select max(finished_at) from raw.loads").fetchone()
    if newest is not None and newest - clock.now() > STEP:
        raise ClockSetBack(
            f"This machine's clock says {clock.now():%Y-%m-%d %H:%M} UTC, but it has loaded a file "
            f"at {newest:%Y-%m-%d %H:%M}. Set the clock and run again, or name the cut-off with "
            "--as-of."
        )


def _newest(connection: duckdb.DuckDBPyConnection, *, events_only: bool) -> datetime | None:
    """The newest instant held. One mistyped year must not make every figure look final: what
    lies ahead of the clock counts only where all does, as in a simulated future."""
    instants = " union all ".join(
        f"select max(happened_at) as newest, "
        f"max(happened_at) filter (happened_at <= $now) as newest_past "
        f"from (select {column.name} + to_seconds({column.lasts_seconds}) as happened_at "
        f"from raw.{contract.entity})"
        for contract in contracts().values()
        for column in contract.columns
        if column.sql_type == "timestamp"
        and not column.is_planned
        and not (events_only and contract.entity in NOT_EVENTS)
    )
    query = f"select coalesce(max(newest_past), max(newest)) from ({instants})"
    return connection.execute(query, {"now": clock.now()}).fetchone()[0]
