"""Whole units shared out by the largest remainder, against the method in words."""

import random

import duckdb
import pytest

from tests.dbt.macros import macro_sql

PARTS = ["a", "b", "c", "d"]
SQL = macro_sql(f"largest_remainder('drawn', 'total', {PARTS})")


def shared_out(rows: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The shares of rows of a total and the four weights, in order."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table drawn (place integer, total bigint, a_weight bigint, b_weight bigint,"
            " c_weight bigint, d_weight bigint)"
        )
        connection.executemany(
            "insert into drawn values (?, ?, ?, ?, ?, ?)",
            [(place, *row) for place, row in enumerate(rows)],
        )
        return connection.execute(
            f"select a_share, b_share, c_share, d_share from ({SQL}) order by place"
        ).fetchall()


def in_words(total: int, *weights: int) -> tuple[int, ...]:
    """Each its whole quota; what is left, one each, by remainder and then by place."""
    shares = [total * weight // sum(weights) for weight in weights]
    remainders = [total * weight % sum(weights) for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -remainders[place])
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return tuple(shares)


def test_shares_are_those_of_the_method_and_make_the_total():
    chance = random.Random(1)
    draws = [
        (chance.randint(0, 4000), *(chance.choice([0, chance.randint(0, 50)]) for _ in PARTS))
        for _ in range(3000)
    ]
    rows = [row for row in draws if sum(row[1:])]
    shares = shared_out(rows)
    assert shares == [in_words(*row) for row in rows]
    assert [sum(share) for share in shares] == [total for total, *_ in rows]


@pytest.mark.parametrize(
    ("row", "shares"),
    [
        ((1, 5, 5, 5, 5), (1, 0, 0, 0)),  # a tie of all goes to the first
        ((2, 0, 7, 7, 7), (0, 1, 1, 0)),
        ((10, 0, 0, 0, 3), (0, 0, 0, 10)),
        ((0, 1, 2, 3, 4), (0, 0, 0, 0)),
        ((100, 0, 495, 297, 208), (0, 49, 30, 21)),  # 49.5, 29.7, 20.8: the larger two are raised
        ((10**7, 10**9, 10**9, 10**9, 0), (3333334, 3333333, 3333333, 0)),
    ],
)
def test_by_hand(row, shares):
    assert shared_out([row]) == [shares]
