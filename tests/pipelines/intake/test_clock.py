"""A clock that was set back: it is told, and no release looks up to an earlier instant unasked."""

from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from pipelines import clock
from pipelines.intake import books, cut_off
from tests.pipelines.intake.conftest import order, orders


@pytest.fixture
def loaded(desk):
    """A desk whose orders were loaded by a clock that was right."""
    desk.put("orders.csv", orders(order(1), order(2)))
    desk.load()
    return desk


def set_clock(monkeypatch, **back):
    earlier = clock.now() - timedelta(**back)
    monkeypatch.setattr(clock, "now", lambda: earlier)


def test_a_clock_behind_the_ledger_stops_the_run(loaded, monkeypatch):
    set_clock(monkeypatch, days=3)
    with pytest.raises(
        cut_off.ClockSetBack, match=r"but it has loaded .* Set the clock .* --as-of"
    ):
        loaded.load()
    assert loaded.rows("select count(*) from raw.cut_off") == [(1,)]


def test_a_clock_that_was_set_by_seconds_stops_nothing(loaded, monkeypatch):
    set_clock(monkeypatch, seconds=30)
    loaded.load()


def test_who_names_the_cut_off_needs_no_clock(loaded, monkeypatch):
    set_clock(monkeypatch, days=3)
    as_of = datetime(2024, 5, 1, 18, tzinfo=UTC)
    with duckdb.connect(loaded.home.warehouse) as connection:
        books.close_books(connection, "UTC", as_of)
    assert loaded.rows("select as_of from raw.cut_off") == [(as_of.replace(tzinfo=None),)]


def test_a_minute_has_happened_when_it_is_over(loaded):
    loaded.put(
        "system_minutes.csv",
        "platform_id,component,minute_at,valid_events,good_events\n"
        "demo,dispatch,2024-05-31 15:59:00,9,9\n",
    )
    loaded.load()
    at_sixteen = datetime(2024, 5, 31, 16, tzinfo=UTC).replace(tzinfo=None)
    assert loaded.rows("select as_of from raw.cut_off") == [(at_sixteen,)]
