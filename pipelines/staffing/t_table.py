"""Quantiles of Student's t: the half-width of a 95 % interval in standard errors, and power.

Past the last row the warehouse expands around the normal quantile (Abramowitz & Stegun 26.7.5),
which is then right to eleven digits.
"""

from collections.abc import Iterator

from scipy.stats import t

MOST_DEGREES_OF_FREEDOM = 200

HEADER = ("degrees_of_freedom", "t_975", "t_80")


def rows() -> Iterator[tuple[int, str, str]]:
    """One row per number of degrees of freedom; 17 digits hold a double exactly."""
    for degrees_of_freedom in range(1, MOST_DEGREES_OF_FREEDOM + 1):
        bound, power = (t.ppf(share, degrees_of_freedom) for share in (0.975, 0.8))
        yield degrees_of_freedom, f"{bound:.17g}", f"{power:.17g}"
