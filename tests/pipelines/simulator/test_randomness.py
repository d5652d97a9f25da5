"""The hashes that stand for chance: even, independent, and each stream drawn from once."""

import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from pipelines.simulator import world

SQL = sorted((Path(world.__file__).parent / "sql").rglob("*.sql"))
DRAW = re.compile(
    r"\b(?:uniform|normal|exponential|lognormal|weibull)\((?:[^'();]|\([^']*\))*'([^']+)'"
)


@pytest.fixture(scope="module")
def draws():
    connection = duckdb.connect()
    connection.execute("set variable seed = 1")
    connection.execute(world.sql("macros"))
    return connection


def test_no_two_draws_share_a_stream():
    # Two draws from one stream for one row are one draw: the late would be the withdrawn.
    streams = Counter(
        stream for file in SQL if file.stem != "macros" for stream in DRAW.findall(file.read_text())
    )
    assert len(streams) > 100
    assert not [stream for stream, times in streams.items() if times > 1]


def test_draws_are_even_and_those_of_two_streams_unrelated(draws):
    # A million: standard errors 0.0003 of the mean and 0.001 of the correlation.
    mean, correlation, neighbours = draws.execute(
        """
        select avg(one), corr(one, other), corr(one, following)
        from (
            select uniform('one', range) as one, uniform('other', range) as other,
                uniform('one', range + 1) as following
            from range(1000000)
        )
        """
    ).fetchone()
    assert mean == pytest.approx(0.5, abs=0.0015)
    assert correlation == pytest.approx(0, abs=0.005)
    assert neighbours == pytest.approx(0, abs=0.005)


@pytest.mark.parametrize(
    ("drawn", "mean"),
    [
        ("exponential(3, 'x', range)", 3),
        ("lognormal(3, 0.5, 'x', range)", 3),
        ("normal('x', range)", 0),
        # Shape 1 is the exponential.
        ("weibull(3, 1, 'x', range)", 3),
    ],
)
def test_distributions_have_the_mean_they_are_given(draws, drawn, mean):
    measured = draws.execute(f"select avg({drawn}) from range(1000000)").fetchone()[0]
    assert measured == pytest.approx(mean, abs=0.015)


def test_a_pick_follows_its_shares(draws):
    draws.execute("set variable share = {'members': ['a', 'b', 'c'], 'upto': [0.2, 0.7]}")
    counted = dict(
        draws.execute(
            "select pick(getvariable('share'), uniform('x', range)), count(*) from range(100000)"
            " group by all"
        ).fetchall()
    )
    assert counted == pytest.approx({"a": 20_000, "b": 50_000, "c": 30_000}, abs=700)
