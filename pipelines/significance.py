"""Whether a difference is more than chance: by the intervals of two figures, and among many."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Standard errors from a value to an end of its 95 % interval.
REACH = 1.96
# Of what is found among many, at most this share is expected to be chance.
FALSE_DISCOVERIES = 0.05


@dataclass(frozen=True)
class Change:
    """A difference of two figures, with its interval where both have one."""

    difference: float
    low: float | None = None
    high: float | None = None

    @property
    def is_beyond_noise(self) -> bool | None:
        """None where no interval allows to say."""
        return None if self.low is None else not self.low <= 0 <= self.high

    @property
    def standard_error(self) -> float | None:
        """Of the side that faces zero: the one a reader's doubt is about."""
        if self.low is None:
            return None
        towards_zero = self.low if self.difference > 0 else self.high
        return abs(self.difference - towards_zero) / REACH

    @property
    def size(self) -> float | None:
        """In units of its standard error; None where there is none."""
        error = self.standard_error
        return abs(self.difference) / error if error else None

    @property
    def p_value(self) -> float | None:
        """Two-sided, by the normal distribution that the intervals follow in the middle."""
        return None if self.size is None else math.erfc(self.size / math.sqrt(2))


def change(latest: Mapping, earlier: Mapping) -> Change:
    """Newcombe's interval of a difference (1998): both figures' own, squared and added."""
    difference = latest["value"] - earlier["value"]
    if not (_has_error(latest) and _has_error(earlier)):
        return Change(difference)
    down = math.hypot(latest["value"] - latest["ci_low"], earlier["ci_high"] - earlier["value"])
    up = math.hypot(latest["ci_high"] - latest["value"], earlier["value"] - earlier["ci_low"])
    return Change(difference, difference - down, difference + up)


def distance(row: Mapping, fixed: float) -> Change:
    """Of a figure from a number that is known exactly, such as its target."""
    difference = row["value"] - fixed
    if not _has_error(row):
        return Change(difference)
    return Change(difference, row["ci_low"] - fixed, row["ci_high"] - fixed)


def discoveries(p_values: Sequence[float]) -> int:
    """How many of the smallest hold by Benjamini and Hochberg (1995); they come in order.

    Of what is so found, FALSE_DISCOVERIES at most is expected to be chance.
    """
    kept = 0
    for rank, p_value in enumerate(p_values, start=1):
        if p_value <= FALSE_DISCOVERIES * rank / len(p_values):
            kept = rank
    return kept


def has_interval(row: Mapping) -> bool:
    """None and NaN, as pandas has it, are both no end."""
    return not any(row[end] is None or math.isnan(row[end]) for end in ("ci_low", "ci_high"))


def _has_error(row: Mapping) -> bool:
    """Bounds for those who did not answer are no error of chance, and do not add like one."""
    return has_interval(row) and row.get("ci_method") != "nonresponse_bounds"
