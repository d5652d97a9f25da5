"""The t quantiles of the seed, and the expansion that carries on after its last row."""

import csv

import pytest
from scipy.stats import norm, t

from pipelines.paths import DBT_PROJECT
from pipelines.staffing import t_table

SEED = DBT_PROJECT / "seeds" / "t_quantiles.csv"


def seed_rows() -> list[tuple[int, str, str]]:
    with SEED.open() as file:
        return [
            (int(row["degrees_of_freedom"]), row["t_975"], row["t_80"])
            for row in csv.DictReader(file)
        ]


def expanded(degrees_of_freedom: int) -> float:
    """Abramowitz & Stegun 26.7.5, as the models write it."""
    z, v = norm.ppf(0.975), degrees_of_freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def test_the_seed_is_what_the_code_makes():
    assert seed_rows() == list(t_table.rows())


def test_rows_run_from_one_to_two_hundred():
    assert [degrees for degrees, *_ in seed_rows()] == list(range(1, 201))


def test_quantiles_are_those_of_the_printed_tables():
    quantiles = {degrees: round(float(bound), 3) for degrees, bound, _ in seed_rows()}
    # Any textbook's table of t, 5 % two-sided.
    assert (quantiles[1], quantiles[10], quantiles[30], quantiles[120]) == (
        12.706,
        2.228,
        2.042,
        1.980,
    )


def test_powers_are_those_of_the_printed_tables():
    powers = {degrees: round(float(power), 3) for degrees, _, power in seed_rows()}
    # Any textbook's table of t, 20 % one-sided.
    assert (powers[1], powers[10], powers[30], powers[120]) == (1.376, 0.879, 0.854, 0.845)


@pytest.mark.parametrize("degrees_of_freedom", [201, 250, 500, 1_000, 10_000, 1_000_000])
def test_past_the_last_row_the_expansion_is_right_to_eleven_digits(degrees_of_freedom):
    error = expanded(degrees_of_freedom) - t.ppf(0.975, degrees_of_freedom)
    assert abs(error) < 1e-11
