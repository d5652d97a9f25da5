"""97.5 % quantiles of Student's t: the half-width of a 95 % interval in standard errors.

Past the last row the warehouse expands around the normal quantile (Abramowitz & Stegun 26.7.5),
which is then right to eleven digits.
"""

from collections.abc import Iterator

from scipy.stats import t

MOST_DEGREES_OF_FREEDOM = 200

HEADER = ("degrees_of_freedom", "t_975")


def rows() -> Iterator[tuple[int, str]]:
    """One row per number of degrees of freedom; 17 digits hold a double exactly."""
    for degrees_of_freedom in range(1, MOST_DEGREES_OF_FREEDOM + 1):
        yield degrees_of_freedom, f"{t.ppf(0.975, degrees_of_freedom):.17g}"
